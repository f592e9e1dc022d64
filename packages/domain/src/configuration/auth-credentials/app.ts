import { DomainError } from '@berth/kernel';
import type { Context } from '@berth/resource';
import { inArray } from 'drizzle-orm';
import { authMethods } from '../../catalog/auth-method/table.ts';
import type { App } from '../oauth/index.ts';
import {
  findRevision,
  hashOf,
  openRevision,
  originOf,
  staleSecrets,
  type ValueDocument,
} from '../value/index.ts';
import { credentialsErrors } from './errors.ts';
import { type AuthCredentialsRow, authCredentialsEntity } from './table.ts';
import { type AuthMethod, termsOfApp } from './value.ts';

/** The endpoints of a method that get the client secret. */
type SecretEndpoint = 'token_url' | 'revocation_url';

/**
 * Opens the client id and secret of an app registration, to send them to an endpoint of a method. The secret must have
 * been sent or confirmed for the origin of the token endpoint. A revocation endpoint of another origin must have been
 * beside it then.
 * @throws DomainError `secrets_stale` for an endpoint of another origin.
 */
export async function openApp(
  ctx: Context,
  row: AuthCredentialsRow,
  method: AuthMethod,
  endpoint: SecretEndpoint = 'token_url',
): Promise<App> {
  const { specification } = await termsOfApp(ctx, method);
  const { document } = await openRevision(ctx, await findRevision(ctx, row.id, row.revision));
  const origin = originOfEndpoint(method, 'token_url');
  const elsewhere = originOfEndpoint(method, endpoint) !== origin;
  const beside = elsewhere ? await methodsBeside(ctx, document, method, endpoint) : [];
  const stale = await staleSecrets(
    specification,
    { own: document, vault: null },
    true, // an id and a secret hold no destination
    ({ origin: bound, version }) =>
      origin !== null && bound === hashOf(origin) && (!elsewhere || beside.includes(version)),
  );
  if (stale.length > 0) throw credentialsErrors.stale({ entity: authCredentialsEntity.name, id: row.id });
  return document.value as unknown as App; // the schema of the value has exactly these members
}

/** Opens an app registration as `openApp` does. Returns null for a secret that is stale. */
export async function openFreshApp(
  ctx: Context,
  row: AuthCredentialsRow,
  method: AuthMethod,
  endpoint: SecretEndpoint = 'token_url',
): Promise<App | null> {
  try {
    return await openApp(ctx, row, method, endpoint);
  } catch (error) {
    if (error instanceof DomainError && error.code === 'secrets_stale') return null;
    throw error;
  }
}

/**
 * Finds the methods for which the secrets of a document were sent or confirmed (`termsOfApp` names them in the bonds),
 * and whose endpoint has the origin of this one. Returns their ids.
 */
async function methodsBeside(
  ctx: Context,
  { bonds = {} }: ValueDocument,
  method: AuthMethod,
  endpoint: SecretEndpoint,
): Promise<(string | null)[]> {
  const ids = Object.values(bonds).flatMap(({ version }) => version ?? []);
  const bound = await ctx.db.select().from(authMethods).where(inArray(authMethods.id, ids));
  const origin = originOfEndpoint(method, endpoint);
  return bound.filter((one) => originOfEndpoint(one, endpoint) === origin).map(({ id }) => id);
}

function originOfEndpoint({ oauth }: AuthMethod, endpoint: SecretEndpoint): string | null {
  const url = oauth?.[endpoint] ?? null;
  return url === null ? null : originOf({ url }, {});
}
