import { invalidMember } from '@berth/kernel';
import {
  type Context,
  type Entity,
  type EntityTable,
  hold,
  holdReference,
  list,
  perform,
  type Resource,
  requireScope,
  resourceNamed,
  verbNamed,
} from '@berth/resource';
import type { PgColumn } from 'drizzle-orm/pg-core';
import { setupProblems } from './errors.ts';
import { IDENTITY_SCOPE } from './makers.ts';
import type { Made } from './outcome.ts';
import type { SetupSession } from './table.ts';

/** Finds a resource of the identities. They are above configuration, which reaches them through the registry. */
const resourceOf = ({ services }: Context, name: string): Resource => resourceNamed(services.registry, name);

type Archivable = Entity<EntityTable & { status: PgColumn }>;

/** The members of a body that say whom a session is for. */
interface For {
  identity_id?: string | null | undefined;
  consumer_id?: string | null | undefined;
}

/**
 * Holds the live identity that a session is for: the one that is named, else the only one of the consumer. Returns its
 * id; null when the session is for nobody.
 * @throws DomainError `forbidden`, `not_found`, `use_after_delete`; `invalid_data` for a consumer without it.
 */
export async function holdIdentity(ctx: Context, { identity_id, consumer_id }: For): Promise<string | null> {
  if (!identity_id && !consumer_id) return null;
  requireScope(ctx, IDENTITY_SCOPE);
  const named = identity_id || null;
  if (named !== null) {
    await holdReference(ctx, resourceOf(ctx, 'identity').entity as Archivable, named);
  }
  return consumer_id ? identityOfConsumer(ctx, consumer_id, named) : named;
}

/** The most rows that are looked at to find out if there is one. */
const FEW = 100;

async function identityOfConsumer(ctx: Context, consumerId: string, named: string | null): Promise<string> {
  await hold(ctx, resourceOf(ctx, 'consumer').entity, consumerId, 'reference');
  const actors = await idsOf(ctx, 'identity.actor', { consumer_id: [consumerId] });
  const filters = { actor_id: actors, ...(named === null ? {} : { id: [named] }) };
  const [only, other] = actors.length === 0 ? [] : await idsOf(ctx, 'identity', filters);
  if (named !== null && only === undefined) throw invalidMember(setupProblems.otherConsumer(['identity_id']));
  if (only === undefined) throw invalidMember(setupProblems.consumerWithoutIdentity(['consumer_id']));
  // A consumer with very many actors may have another identity with one that was not looked at
  const isOnly = other === undefined && (named !== null || actors.length < FEW);
  if (!isOnly) throw invalidMember(setupProblems.severalIdentities(['consumer_id']));
  await holdReference(ctx, resourceOf(ctx, 'identity').entity as Archivable, only);
  return only;
}

/** Lists the ids of the first live rows with a filter, for a key that may write credentials. */
async function idsOf(ctx: Context, name: string, filters: Record<string, string[]>): Promise<string[]> {
  const resource = resourceOf(ctx, name);
  const reader = { ...ctx, scopes: new Set([...ctx.scopes, `${resource.wire.path}:read`]) };
  const page = { limit: FEW, order: 'asc', position: null } as const;
  const { items } = await list<{ id: string }>(reader, resource, { filters, page });
  return items.map(({ id }) => id);
}

/** Makes the credential of the session's identity for the rows that were made. Returns its id, or null. */
export async function giveToIdentity(
  ctx: Context,
  { identity_id, provider_deployment_id }: SetupSession,
  { auth_config_id, provider_config_id }: Omit<Made, 'identity_credential_id'>,
): Promise<string | null> {
  if (identity_id === null) return null;
  const credential = resourceOf(ctx, 'identity.credential');
  const input = {
    identity_id,
    deployment_id: provider_deployment_id,
    config_id: provider_config_id,
    auth_config_id,
  };
  return String((await perform(ctx, credential, verbNamed(credential, 'create'), { input })).id);
}
