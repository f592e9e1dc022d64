import { stamp, touch } from '@berth/db';
import { invalidMember, newId } from '@berth/kernel';
import {
  type Context,
  change,
  findRow,
  hold,
  holdReference,
  refuseArchived,
  type Written,
} from '@berth/resource';
import { and, desc, eq, inArray, sql } from 'drizzle-orm';
import { checkedMetadata } from '../../described.ts';
import { tidy, timestampOf } from '../../fields.ts';
import { credentials } from '../identity-credential/table.ts';
import { actorEntity } from '../tables/actor.ts';
import { delegationConfigEntity } from '../tables/delegation-config.ts';
import { type IdentityRow, identityEntity } from '../tables/identity.ts';
import { delegationErrors, delegationProblems } from './errors.ts';
import { isPast, isRunning, isWithin, mayOf, statusAt, type Terms, termsFor } from './rules.ts';
import { type CreateDelegation, type OverrideInput, PERMISSIONS } from './schema.ts';
import { type DelegationRow, delegationEntity, delegations, type Override } from './table.ts';

const CONSENT_MS = 7 * 24 * 60 * 60 * 1_000;

/**
 * Creates a delegation. One by the owner of the identity is active at once. One by another actor passes on what that
 * actor has got, as the delegation config in force says: it is active, denied, or waits for consent.
 */
export async function createDelegation(ctx: Context, input: CreateDelegation): Promise<Written> {
  const identity = await holdIdentity(ctx, input.identity_id);
  refuseArchived(identityEntity, identity);
  const owner = identity.actor_id;
  const delegator = input.delegator_actor_id ?? owner;
  const delegatee = input.delegatee_actor_id;
  await holdReference(ctx, actorEntity, delegator);
  await holdReference(ctx, actorEntity, delegatee);
  if (delegatee === owner || delegatee === delegator) {
    throw invalidMember(delegationProblems.toItself(['delegatee_actor_id']));
  }
  const parent = delegator === owner ? null : await holdParent(ctx, identity.id, delegator);
  const terms = termsOf(ctx, input, parent);
  const id = newId('delegation', ctx.now);
  await ctx.db.insert(delegations).values({
    instance_id: ctx.instanceId,
    id,
    identity_id: identity.id,
    owner_actor_id: owner,
    delegator_actor_id: delegator,
    delegatee_actor_id: delegatee,
    parent_id: parent?.id ?? null,
    delegation_level: parent ? parent.delegation_level + 1 : 1,
    ...terms,
    ...(await decide(ctx, identity, parent, terms)),
    delegation_config_id: await configFor(ctx, input, parent),
    overrides: await overridesOf(ctx, identity.id, input.credential_overrides ?? [], terms, parent),
    note: tidy(input.note ?? null),
    metadata: checkedMetadata(input.metadata ?? null),
    ...stamp(ctx.now),
  });
  return { id };
}

/** Holds an identity for a write of its delegations. They follow one another, so that a revocation misses none. */
const holdIdentity = (ctx: Context, id: string): Promise<IdentityRow> =>
  hold(ctx, identityEntity, id, 'change');

/** Holds the identity of a delegation, before the delegation is held. */
export async function holdIdentityOf(ctx: Context, id: string): Promise<void> {
  await holdIdentity(ctx, (await findRow(ctx, delegationEntity, id)).identity_id);
}

/** Holds the newest active delegation of an identity to an actor. */
async function holdParent(ctx: Context, identityId: string, actorId: string): Promise<DelegationRow> {
  const [parent] = await ctx.db
    .select()
    .from(delegations)
    .where(
      and(
        eq(delegations.instance_id, ctx.instanceId),
        eq(delegations.identity_id, identityId),
        eq(delegations.delegatee_actor_id, actorId),
        isRunning(ctx),
      ),
    )
    .orderBy(desc(delegations.id))
    .limit(1)
    .for('share');
  if (!parent) throw invalidMember(delegationProblems.notDelegated(['delegator_actor_id']));
  return parent;
}

/** Reads the terms of the body: by default all of the parent's, or all there are. */
function termsOf(ctx: Context, input: CreateDelegation, parent: DelegationRow | null): Terms {
  const expires_at = input.expires_at ? timestampOf(input.expires_at) : (parent?.expires_at ?? null);
  if (isPast(expires_at, ctx.now)) throw invalidMember(delegationProblems.past(['expires_at']));
  const terms = {
    ...(input.permissions ? mayOf(input.permissions) : mayOf(parent ? [] : PERMISSIONS)),
    expires_at,
  };
  if (!parent) return terms;
  const own = input.permissions
    ? terms
    : { may_call: parent.may_call, may_read: parent.may_read, expires_at };
  if (isWithin(own, parent)) return own;
  const isLonger = isWithin({ ...own, expires_at: parent.expires_at }, parent);
  throw invalidMember(delegationProblems.beyond([isLonger ? 'expires_at' : 'permissions']));
}

type Decision = Pick<
  typeof delegations.$inferInsert,
  'status' | 'denied_reason' | 'attestation' | 'attested_at' | 'request_expires_at'
>;

/**
 * Decides by the config in force: that of the delegation which is passed on, or else that of the identity. An archived
 * one allows nothing.
 */
async function decide(
  ctx: Context,
  identity: IdentityRow,
  parent: DelegationRow | null,
  { expires_at }: Terms,
): Promise<Decision> {
  const attested_at = ctx.now.toISOString();
  if (!parent) return { status: 'active', attestation: 'api', attested_at };
  const configId = parent.delegation_config_id ?? identity.delegation_config_id;
  const config = configId ? await findRow(ctx, delegationConfigEntity, configId) : null;
  if (config?.status !== 'active' || config.sub_delegation_behavior === 'deny') {
    return { status: 'denied', denied_reason: 'sub_delegation_denied' };
  }
  if (parent.delegation_level > config.sub_delegation_depth) {
    return { status: 'denied', denied_reason: 'sub_delegation_depth_exceeded' };
  }
  if (config.sub_delegation_behavior === 'allow') {
    return { status: 'active', attestation: 'covered_by_previously_approved_delegation', attested_at };
  }
  const end = new Date(ctx.now.getTime() + CONSENT_MS).toISOString();
  return {
    status: 'waiting_for_consent',
    request_expires_at: expires_at !== null && expires_at < end ? expires_at : end,
  };
}

/** The owner chooses the delegation config. An actor that passes a delegation on keeps the owner's choice. */
async function configFor(
  ctx: Context,
  { delegation_config_id }: CreateDelegation,
  parent: DelegationRow | null,
): Promise<string | null> {
  if (parent) {
    if (delegation_config_id && delegation_config_id !== parent.delegation_config_id) {
      throw invalidMember(delegationProblems.notOwner(['delegation_config_id']));
    }
    return parent.delegation_config_id;
  }
  if (delegation_config_id) await holdReference(ctx, delegationConfigEntity, delegation_config_id);
  return delegation_config_id ?? null;
}

/** Reads the overrides, each within the delegation, and within what it passes on. Those passed on are kept. */
async function overridesOf(
  ctx: Context,
  identityId: string,
  given: readonly OverrideInput[],
  terms: Terms,
  parent: DelegationRow | null,
): Promise<Override[]> {
  const named = given.map(({ credential_id }) => credential_id);
  const own = named.length === 0 ? [] : await liveCredentials(ctx, identityId, named);
  const overrides = given.map(({ credential_id, permissions, expires_at: end }, index): Override => {
    const path = ['credential_overrides', String(index)];
    if (!own.includes(credential_id))
      throw invalidMember(delegationProblems.foreign([...path, 'credential_id']));
    if (named.indexOf(credential_id) !== index) {
      throw invalidMember(delegationProblems.twice([...path, 'credential_id']));
    }
    const expires_at = end ? timestampOf(end) : terms.expires_at;
    if (isPast(expires_at, ctx.now)) throw invalidMember(delegationProblems.past([...path, 'expires_at']));
    const override = {
      ...(permissions ? mayOf(permissions) : { may_call: terms.may_call, may_read: terms.may_read }),
      expires_at,
    };
    if (!isWithin(override, terms) || (parent && !isWithin(override, termsFor(parent, credential_id)))) {
      throw invalidMember(delegationProblems.beyond(path));
    }
    const id = newId('delegationOverride', ctx.now);
    return { id, credential_id, ...override, created_at: ctx.now.toISOString() };
  });
  const kept = (parent?.overrides ?? []).filter(({ credential_id }) => !named.includes(credential_id));
  return [...kept.map((override) => narrowed(override, terms)), ...overrides];
}

/** An override of the parent within the terms of the child. */
const narrowed = (override: Override, terms: Terms): Override => ({
  ...override,
  may_call: override.may_call && terms.may_call,
  may_read: override.may_read && terms.may_read,
  expires_at: [override.expires_at, terms.expires_at].filter((at) => at !== null).sort()[0] ?? null,
});

async function liveCredentials(ctx: Context, identityId: string, ids: string[]): Promise<string[]> {
  const rows = await ctx.db
    .select({ id: credentials.id })
    .from(credentials)
    .where(
      and(
        eq(credentials.instance_id, ctx.instanceId),
        eq(credentials.identity_id, identityId),
        inArray(credentials.id, ids),
        eq(credentials.status, 'active'),
      ),
    );
  return rows.map(({ id }) => id);
}

/** Revokes a delegation, and all that pass it on. @throws DomainError `invalid_state` when it has ended. */
export async function revokeDelegation(ctx: Context, id: string): Promise<void> {
  await holdIdentityOf(ctx, id);
  const row = await hold(ctx, delegationEntity, id, 'change');
  if (!['active', 'waiting_for_consent'].includes(statusAt(row, ctx.now))) throw delegationErrors.ended();
  const revoked = await ctx.db
    .update(delegations)
    .set({ status: 'revoked', revoked_at: ctx.now.toISOString(), ...touch(delegations, ctx.now) })
    .where(
      and(
        eq(delegations.instance_id, ctx.instanceId),
        inArray(delegations.status, ['active', 'waiting_for_consent']),
        sql`${delegations.id} in (
          with recursive below(id) as (
            select ${id}::text collate "C"
            union select ${delegations.id} from ${delegations} join below on ${delegations.parent_id} = below.id
            where ${delegations.instance_id} = ${ctx.instanceId}
          ) select id from below)`,
      ),
    )
    .returning({ id: delegations.id });
  ctx.write.touched.push(
    ...revoked
      .filter((other) => other.id !== id)
      .map((other) => ({ object: delegationEntity.name, id: other.id, name: null })),
  );
}

/** Gives or refuses the consent that a delegation waits for. */
export async function answerRequest(ctx: Context, id: string, approved: boolean): Promise<void> {
  await holdIdentityOf(ctx, id);
  const row = await hold(ctx, delegationEntity, id, 'change');
  if (statusAt(row, ctx.now) !== 'waiting_for_consent') throw delegationErrors.notWaiting();
  if (!approved) {
    await change(ctx, delegationEntity, id, { status: 'denied', denied_reason: 'request_denied' });
    return;
  }
  const parent = row.parent_id ? await hold(ctx, delegationEntity, row.parent_id, 'read') : null;
  if (parent && statusAt(parent, ctx.now) !== 'active') throw delegationErrors.passedOn();
  const attested_at = ctx.now.toISOString();
  await change(ctx, delegationEntity, id, { status: 'active', attestation: 'request_approval', attested_at });
}
