import { DomainError } from '@berth/kernel';
import type { Context } from '@berth/resource';
import type { App } from '../oauth/index.ts';
import { findRevision, hashOf, openRevision, originOf, staleSecrets } from '../value/index.ts';
import { credentialsErrors } from './errors.ts';
import { type AuthCredentialsRow, authCredentialsEntity } from './table.ts';
import { type AuthMethod, termsOfApp } from './value.ts';

/**
 * Opens the client id and secret of an app registration, to send them to the token endpoint of a method.
 * @throws DomainError `secrets_stale` for an endpoint of another origin than the secret was sent or confirmed for.
 */
export async function openApp(ctx: Context, row: AuthCredentialsRow, method: AuthMethod): Promise<App> {
  const { specification, version } = await termsOfApp(ctx, method);
  const { document } = await openRevision(ctx, await findRevision(ctx, row.id, row.revision));
  const origin = originOf(version?.test ?? null, {});
  const stale = await staleSecrets(
    specification,
    { own: document, vault: null },
    (bond) => origin !== null && bond.origin === hashOf(origin),
  );
  if (stale.length > 0) throw credentialsErrors.stale({ entity: authCredentialsEntity.name, id: row.id });
  return document.value as unknown as App; // the schema of the value has exactly these members
}

/** Opens an app registration as `openApp` does. Returns null for a secret that is stale. */
export async function openFreshApp(
  ctx: Context,
  row: AuthCredentialsRow,
  method: AuthMethod,
): Promise<App | null> {
  try {
    return await openApp(ctx, row, method);
  } catch (error) {
    if (error instanceof DomainError && error.code === 'secrets_stale') return null;
    throw error;
  }
}
