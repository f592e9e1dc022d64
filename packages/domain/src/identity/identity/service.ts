import { archived, stamp, unarchived } from '@berth/db';
import { newId } from '@berth/kernel';
import {
  type Context,
  change,
  holdArchived,
  holdLive,
  holdReference,
  performStep,
  releaseDependents,
  type Written,
} from '@berth/resource';
import { and, asc, eq, inArray } from 'drizzle-orm';
import { changedDescription, newDescription } from '../../described.ts';
import { sent, tidy } from '../../fields.ts';
import {
  archiveCredentialsOf,
  createWithIdentity,
  identityCredential,
  unarchiveCredentialsOf,
} from '../identity-credential/index.ts';
import { type CredentialRow, credentials } from '../identity-credential/table.ts';
import { actorEntity } from '../tables/actor.ts';
import { delegationConfigEntity } from '../tables/delegation-config.ts';
import { identities, identityEntity } from '../tables/identity.ts';
import type { CreateIdentity, UpdateIdentity } from './schema.ts';

/** Creates an identity with its first credentials, each of which is a write of its own. */
export async function createIdentity(ctx: Context, input: CreateIdentity): Promise<Written> {
  await holdReference(ctx, actorEntity, input.actor_id);
  const { delegation_config_id } = input;
  if (delegation_config_id) await holdReference(ctx, delegationConfigEntity, delegation_config_id);
  const id = newId('identity', ctx.now);
  await ctx.db.insert(identities).values({
    instance_id: ctx.instanceId,
    id,
    actor_id: input.actor_id,
    name: tidy(input.name ?? null),
    ...newDescription(input),
    delegation_config_id: delegation_config_id ?? null,
    ...stamp(ctx.now),
  });
  for (const [index, credential] of (input.credentials ?? []).entries()) {
    const verb = createWithIdentity(['credentials', String(index)]);
    await performStep(ctx, identityCredential, verb, { input: { ...credential, identity_id: id } });
  }
  return { id };
}

/** Changes the members of an identity that were sent. */
export async function updateIdentity(ctx: Context, id: string, input: UpdateIdentity): Promise<void> {
  const row = await holdLive(ctx, identityEntity, id, 'change');
  const { delegation_config_id } = input;
  if (delegation_config_id && delegation_config_id !== row.delegation_config_id) {
    await holdReference(ctx, delegationConfigEntity, delegation_config_id);
  }
  const changes = { name: tidy(input.name), ...changedDescription(input), delegation_config_id };
  await change(ctx, identityEntity, id, sent(changes));
}

/** Archives an identity together with its credentials. */
export async function archiveIdentity(ctx: Context, id: string): Promise<void> {
  await holdLive(ctx, identityEntity, id, 'archive');
  await releaseDependents(ctx, identityEntity, id);
  await archiveCredentialsOf(ctx, id);
  await change(ctx, identityEntity, id, archived(ctx.now));
}

/** Makes an archived identity live again, with the credentials that were archived with it and can still be used. */
export async function unarchiveIdentity(ctx: Context, id: string): Promise<void> {
  const row = await holdArchived(ctx, identityEntity, id);
  await holdReference(ctx, actorEntity, row.actor_id);
  if (row.delegation_config_id) await holdReference(ctx, delegationConfigEntity, row.delegation_config_id);
  if (row.archived_at !== null) await unarchiveCredentialsOf(ctx, id, row.archived_at);
  await change(ctx, identityEntity, id, unarchived());
}

/** Reads the active credentials of identities, in one query. */
export async function withCredentials<R extends { id: string }>(
  ctx: Context,
  rows: R[],
): Promise<(R & { credentials: CredentialRow[] })[]> {
  const found = await ctx.db
    .select()
    .from(credentials)
    .where(
      and(
        eq(credentials.instance_id, ctx.instanceId),
        inArray(
          credentials.identity_id,
          rows.map(({ id }) => id),
        ),
        eq(credentials.status, 'active'),
      ),
    )
    .orderBy(asc(credentials.id));
  const byIdentity = new Map<string, CredentialRow[]>(rows.map(({ id }) => [id, []]));
  for (const credential of found) byIdentity.get(credential.identity_id)?.push(credential);
  return rows.map((row) => ({ ...row, credentials: byIdentity.get(row.id) ?? [] }));
}
