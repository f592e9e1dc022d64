import type { Context } from '@berth/resource';

/** Scopes of keys that could learn a secret, or replace it. */
const comparing = [
  'provider-configs:reveal',
  'provider-configs:write',
  'provider-config-vaults:write',
  'provider-auth-configs:write',
];

/** Whether the key of the request may see digests, which tell whether two secrets are the same. */
export const mayCompare = (ctx: Context): boolean => comparing.some((scope) => ctx.scopes.has(scope));
