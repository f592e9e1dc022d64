import { archived, stamp, touch, unarchived } from '@berth/db';
import { newId } from '@berth/kernel';
import {
  type Context,
  change,
  hold,
  holdArchived,
  holdLive,
  holdReference,
  refuseArchived,
  requireScope,
  type Written,
} from '@berth/resource';
import { and, count, eq, inArray } from 'drizzle-orm';
import { authConfigEntity } from '../../configuration/auth-config/table.ts';
import { deploymentEntity } from '../../configuration/tables/deployment.ts';
import { providerConfigEntity } from '../../configuration/tables/provider-config.ts';
import { sent } from '../../fields.ts';
import { delegationConfigEntity } from '../tables/delegation-config.ts';
import { identityEntity } from '../tables/identity.ts';
import { holdBound } from './bound.ts';
import { credentialErrors } from './errors.ts';
import type { CreateCredential, CredentialInput, UpdateCredential } from './schema.ts';
import { type CredentialRow, credentialEntity, credentials } from './table.ts';

export const MOST_CREDENTIALS = 100;

/** Creates a credential of an identity. */
export async function createCredential(ctx: Context, input: CreateCredential): Promise<Written> {
  await holdIdentity(ctx, input.identity_id);
  return { id: await insertCredential(ctx, input.identity_id, input) };
}

/** Stores a credential of an identity that is held. `path` leads to its members in the body. */
export async function insertCredential(
  ctx: Context,
  identity_id: string,
  input: CredentialInput,
  path: string[] = [],
): Promise<string> {
  const bound = await holdBound(ctx, input, path);
  const id = newId('identityCredential', ctx.now);
  await ctx.db
    .insert(credentials)
    .values({ instance_id: ctx.instanceId, id, identity_id, ...bound, ...stamp(ctx.now) });
  return id;
}

/** Holds a live identity that is about to get a credential. @throws DomainError `bad_request` for too many of them. */
async function holdIdentity(ctx: Context, id: string): Promise<void> {
  refuseArchived(identityEntity, await hold(ctx, identityEntity, id, 'change'));
  const [{ live } = { live: 0 }] = await ctx.db
    .select({ live: count() })
    .from(credentials)
    .where(isLiveOf(ctx, id));
  if (live >= MOST_CREDENTIALS) throw credentialErrors.tooMany({ most: MOST_CREDENTIALS });
}

const isLiveOf = (ctx: Context, identityId: string) =>
  and(
    eq(credentials.instance_id, ctx.instanceId),
    eq(credentials.identity_id, identityId),
    eq(credentials.status, 'active'),
  );

/** Changes the delegation config of a credential, its only member that can change. */
export async function updateCredential(
  ctx: Context,
  id: string,
  { delegation_config_id }: UpdateCredential,
): Promise<void> {
  const row = await holdLive(ctx, credentialEntity, id, 'change');
  if (delegation_config_id && delegation_config_id !== row.delegation_config_id) {
    await holdReference(ctx, delegationConfigEntity, delegation_config_id);
  }
  await change(ctx, credentialEntity, id, sent({ delegation_config_id }));
}

/** Makes an archived credential live again. @throws DomainError `use_after_delete`; `bad_request` for too many. */
export async function unarchiveCredential(ctx: Context, id: string): Promise<void> {
  const row = await holdArchived(ctx, credentialEntity, id);
  await holdIdentity(ctx, row.identity_id);
  await holdReference(ctx, deploymentEntity, row.deployment_id);
  await holdReference(ctx, providerConfigEntity, row.config_id);
  if (row.auth_config_id) await holdReference(ctx, authConfigEntity, row.auth_config_id);
  if (row.delegation_config_id) await holdReference(ctx, delegationConfigEntity, row.delegation_config_id);
  await change(ctx, credentialEntity, id, unarchived());
}

/** Archives the live credentials of an identity that is archived. */
export async function archiveCredentialsOf(ctx: Context, identityId: string): Promise<void> {
  const rows = await ctx.db
    .update(credentials)
    .set({ ...archived(ctx.now), ...touch(credentials, ctx.now) })
    .where(isLiveOf(ctx, identityId))
    .returning({ id: credentials.id });
  noteTouched(ctx, rows);
}

/**
 * Makes the credentials live again that were archived with their identity, at the moment `since`. One that refers to a
 * row archived since then stays archived.
 */
export async function unarchiveCredentialsOf(ctx: Context, identityId: string, since: string): Promise<void> {
  const rows = await ctx.db
    .select()
    .from(credentials)
    .where(
      and(
        eq(credentials.instance_id, ctx.instanceId),
        eq(credentials.identity_id, identityId),
        eq(credentials.status, 'archived'),
        eq(credentials.archived_at, since),
      ),
    );
  const live = new Set<string>();
  for (const [{ table }, ids] of [
    [deploymentEntity, rows.map((row) => row.deployment_id)],
    [providerConfigEntity, rows.map((row) => row.config_id)],
    [authConfigEntity, rows.flatMap((row) => row.auth_config_id ?? [])],
    [delegationConfigEntity, rows.flatMap((row) => row.delegation_config_id ?? [])],
  ] as const) {
    const found = await ctx.db
      .select({ id: table.id })
      .from(table as typeof deploymentEntity.table)
      .where(
        and(
          eq(table.instance_id, ctx.instanceId),
          inArray(table.id, [...new Set(ids)]),
          eq(table.status, 'active'),
        ),
      )
      .for('key share');
    for (const { id } of found) live.add(id);
  }
  const named = (row: CredentialRow) =>
    [row.deployment_id, row.config_id, row.auth_config_id, row.delegation_config_id].filter(
      (id) => id !== null,
    );
  const usable = rows.filter((row) => named(row).every((id) => live.has(id))).map(({ id }) => id);
  const again = await ctx.db
    .update(credentials)
    .set({ ...unarchived(), ...touch(credentials, ctx.now) })
    .where(and(eq(credentials.instance_id, ctx.instanceId), inArray(credentials.id, usable)))
    .returning({ id: credentials.id });
  noteTouched(ctx, again);
}

/** Names the credentials that change with their identity. @throws DomainError `forbidden` for a key that may not. */
const noteTouched = (ctx: Context, rows: { id: string }[]): void => {
  if (rows.length > 0) requireScope(ctx, 'identity-credentials:write');
  ctx.write.touched.push(...rows.map(({ id }) => ({ object: credentialEntity.name, id, name: null })));
};
