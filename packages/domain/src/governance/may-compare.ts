import type { Context } from '@berth/resource';

/** The scopes of keys that could learn a secret or replace it. */
const comparing = [
  'provider-configs:reveal',
  'provider-configs:write',
  'provider-config-vaults:write',
  'provider-auth-configs:write',
];

/** True when the request's key may see digests, which tell if two secrets are equal. */
export const mayCompare = (ctx: Context): boolean => comparing.some((scope) => ctx.scopes.has(scope));
