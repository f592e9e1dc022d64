import { randomBytes } from 'node:crypto';
import { isId } from '@berth/kernel';
import type { Context } from '@berth/resource';
import { hashToken } from '../../governance/token-hash.ts';

const SECRET_BYTES = 32;

/** The address of a session's page, without its secret. */
export const pageUrl = (
  { services }: Pick<Context, 'services'>,
  { instance_id, id }: { instance_id: string; id: string },
): string => `${services.settings.publicUrl}/setup/${instance_id}/${id}`;

/** Makes the state of a sign-in. It names its session, so that the answer finds it, and cannot be guessed. */
export const newState = ({ instance_id, id }: { instance_id: string; id: string }): string =>
  [instance_id, id, randomBytes(SECRET_BYTES).toString('base64url')].join('.');

/** Reads the session that a state names; null for a text that is no state. */
export function sessionOfState(state: string): { instanceId: string; id: string } | null {
  const [instanceId = '', id = '', random = '', ...rest] = state.split('.');
  const isState = isId('instance', instanceId) && isId('setupSession', id) && /^[\w-]{43}$/.test(random);
  return isState && rest.length === 0 ? { instanceId, id } : null;
}

/** Makes the secret of a link and its hash, which is all that is stored. */
export function newSecret(): { secret: string; hash: string } {
  const secret = `pas_secret_${randomBytes(SECRET_BYTES).toString('base64url')}`;
  return { secret, hash: hashToken(secret) };
}

/** The link to a page, with its secret in the query as clients of the contract expect it. */
export const linkWith = (url: string, secret: string): string => `${url}?client_secret=${secret}`;
