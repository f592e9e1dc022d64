import {
  type Context,
  type Entity,
  type EntityTable,
  holdReference,
  perform,
  type Resource,
  requireScope,
  verbNamed,
} from '@berth/resource';
import type { PgColumn } from 'drizzle-orm/pg-core';
import type { Made } from './outcome.ts';
import type { SetupSession } from './table.ts';

type Archivable = Entity<EntityTable & { status: PgColumn }>;

/** Holds the live identity that a session is for. @throws DomainError `forbidden`, `not_found`, `use_after_delete`. */
export async function holdIdentity(ctx: Context, id: string): Promise<void> {
  requireScope(ctx, 'identity-credentials:write');
  await holdReference(ctx, resourceNamed(ctx, 'identity').entity as Archivable, id);
}

/** Makes the credential of the session's identity for the rows that were made. Returns its id, or null. */
export async function giveToIdentity(
  ctx: Context,
  { identity_id, provider_deployment_id }: SetupSession,
  { auth_config_id, provider_config_id }: Omit<Made, 'identity_credential_id'>,
): Promise<string | null> {
  if (identity_id === null) return null;
  const credential = resourceNamed(ctx, 'identity.credential');
  const input = {
    identity_id,
    deployment_id: provider_deployment_id,
    config_id: provider_config_id,
    auth_config_id,
  };
  return String((await perform(ctx, credential, verbNamed(credential, 'create'), { input })).id);
}

/** Finds a resource of the identities. They are above configuration, which reaches them through the registry. */
function resourceNamed({ services }: Context, name: string): Resource {
  const found = services.registry.resources.find(({ entity }) => entity.name === name);
  if (!found) throw new Error(`There is no resource ${name}`);
  return found;
}
