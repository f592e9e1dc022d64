import { insertRow, runPrepared, stamp, touch } from '@berth/db';
import { canonicalJson, getAt, type Pointer } from '@berth/json-schema';
import { breathe, capital, isId, newId, nounOf } from '@berth/kernel';
import { type Context, MOST_NAMED } from '@berth/resource';
import { SealError } from '@berth/secrets';
import { and, asc, count, eq, inArray, isNotNull, notInArray, type SQL, sql } from 'drizzle-orm';
import { openValue, type Sealer, sealerOf } from '../../../governance/data-key/index.ts';
import { type LeafState, valueRevisionEntity, valueRevisions } from '../../tables/value-revision.ts';
import type { ValueDocument } from '../content/document.ts';
import { valueErrors } from '../content/errors.ts';
import type { Specification } from '../content/secrets.ts';
import { shortUnits, TOO_SHORT } from './digests.ts';
import { absentStates, statesOf } from './state.ts';
import type { UnitsFrom } from './units.ts';

export type RevisionRow = typeof valueRevisions.$inferSelect;

/** A revision that was opened. */
export interface OpenRevision {
  revision: number;
  /** The time of its creation. */
  writtenAt: string;
  /** The specification that it was stored with; null for one that is not stored. */
  specificationId: string | null;
  document: ValueDocument;
  states: readonly LeafState[];
}

/** A revision that is about to be stored. */
export interface NewRevision {
  ownerId: string;
  specification: Specification;
  document: ValueDocument;
  /** The secret leaves of the effective value. */
  secrets: readonly Pointer[];
  /** True when the document lies over a vault's. */
  overVault?: boolean;
  /** The owner's current revision. */
  before: OpenRevision | null;
  /** The units of `before` that go on in `document` after a migration; absent where each stays. */
  unitsFrom?: UnitsFrom | undefined;
}

/** A revision that was stored: its number, and the time at which its oldest secret was set. */
export interface ValueColumns {
  revision: number;
  oldest_secret_at: string | null;
}

/** A revision that was stored, as its owner shows it, and the columns of the owner for it. */
export interface StoredRevision {
  kept: ValueColumns;
  shown: Pick<RevisionRow, 'revision' | 'specification_id' | 'value_state'>;
}

/** Seals a value and stores it as the owner's next revision. */
export async function storeRevision(ctx: Context, next: NewRevision): Promise<StoredRevision> {
  const row = await sealNext(ctx, next);
  insertRow(ctx, valueRevisions, row);
  // The embedded database computes in this process
  await breathe();
  const { revision, specification_id, value_state = null } = row;
  return {
    kept: { revision, oldest_secret_at: oldestSecret(value_state ?? []) },
    shown: { revision, specification_id, value_state },
  };
}

/** The time at which the oldest secret of a value was set; null without one. */
export const oldestSecret = (states: readonly LeafState[]): string | null =>
  states.reduce<string | null>(
    (oldest, { secret, set, changed_at }) =>
      secret && set && changed_at !== null && (oldest === null || changed_at < oldest) ? changed_at : oldest,
    null,
  );

/** Seals a value as the row of the owner's next revision. */
export async function sealNext(ctx: Context, next: NewRevision): Promise<typeof valueRevisions.$inferInsert> {
  const { ownerId, specification, document, secrets, overVault, before, unitsFrom } = next;
  const revision = (before?.revision ?? 0) + 1;
  const sealer = await sealerOf(ctx);
  const sealed = sealer.seal({ ownerId, revision }, document);
  await breathe();
  const states = await statesOf(
    document.value,
    secrets,
    { revision, at: ctx.now.toISOString(), by: ctx.actor.keyId, digest: sealer.digest },
    before && { value: before.document.value, states: before.states, unitsFrom },
  );
  const absent = overVault ? [] : await absentStates(specification, document.value);
  await breathe();
  return {
    instance_id: ctx.instanceId,
    id: newId('valueRevision', ctx.now),
    owner_id: ownerId,
    revision,
    provider_owner: specification.owner_id,
    specification_id: specification.id,
    data_key_id: sealed.dataKeyId,
    ciphertext: sealed.ciphertext,
    value_state: [...states, ...absent],
    is_aged: true,
    created_by: ctx.actor.keyId,
    ...stamp(ctx.now),
  };
}

/** The columns of a revision that its document is opened from. */
export type SealedDocument = Pick<RevisionRow, 'owner_id' | 'revision' | 'data_key_id' | 'ciphertext'>;

/** Opens the document of a revision; null when it was destroyed. @throws SealError when it does not open. */
export async function openDocument(ctx: Context, row: SealedDocument): Promise<ValueDocument | null> {
  await breathe();
  if (row.ciphertext === null) return null;
  const document = await openValue(
    ctx,
    { ownerId: row.owner_id, revision: row.revision },
    { dataKeyId: row.data_key_id, ciphertext: row.ciphertext },
  );
  return document as ValueDocument;
}

/** Opens a revision. @throws DomainError `gone` when it was destroyed. */
export async function openRevision(ctx: Context, row: RevisionRow): Promise<OpenRevision> {
  const document = await openDocument(ctx, row);
  if (document === null) throw destroyed(row);
  return {
    revision: row.revision,
    writtenAt: row.created_at,
    specificationId: row.specification_id,
    document,
    states: row.value_state ?? [],
  };
}

/** Resolves to null for a value that does not open. */
export async function unlessSealed<Opened>(open: () => Promise<Opened>): Promise<Opened | null> {
  try {
    return await open();
  } catch (error) {
    if (error instanceof SealError) return null;
    throw error;
  }
}

/** Counts the revisions of the instance that still have their value. */
export async function countSealed({ db, instanceId }: Context): Promise<number> {
  const [sealed] = await db
    .select({ values: count() })
    .from(valueRevisions)
    .where(and(eq(valueRevisions.instance_id, instanceId), isNotNull(valueRevisions.ciphertext)));
  return sealed?.values ?? 0;
}

/** Reseals a revision with another data key, with new digests. Nothing else of it changes. */
export async function resealRevision(ctx: Context, row: RevisionRow, sealer: Sealer): Promise<void> {
  const { document, states } = await openRevision(ctx, row);
  const sealed = sealer.seal({ ownerId: row.owner_id, revision: row.revision }, document);
  const paths = (which: readonly LeafState[]) => which.map(({ path }) => path);
  const short = shortUnits(document.value, paths(states), paths(states.filter(({ secret }) => secret)));
  await ctx.db
    .update(valueRevisions)
    .set({
      data_key_id: sealed.dataKeyId,
      ciphertext: sealed.ciphertext,
      value_state: states.map((state) => {
        if (short.has(state.path)) return { ...state, ...TOO_SHORT };
        if (state.digest === null) return state;
        return { ...state, digest: sealer.digest(canonicalJson(getAt(document.value, state.path))) };
      }),
      ...touch(valueRevisions, ctx.now),
    })
    .where(and(eq(valueRevisions.instance_id, ctx.instanceId), eq(valueRevisions.id, row.id)));
}

/** Finds a revision of an owner by its number. @throws DomainError `not_found`. */
export async function findRevision(ctx: Context, ownerId: string, revision: number): Promise<RevisionRow> {
  const [row] = await runPrepared<RevisionRow>(
    ctx,
    'revision',
    (db) =>
      db
        .select()
        .from(valueRevisions)
        .where(
          and(
            sql`${valueRevisions.instance_id} = ${sql.placeholder('instance')}`,
            sql`${valueRevisions.owner_id} = ${sql.placeholder('owner')}`,
            sql`${valueRevisions.revision} = ${sql.placeholder('revision')}`,
          ),
        ),
    { instance: ctx.instanceId, owner: ownerId, revision },
  );
  if (!row) throw noRevision(ctx, ownerId, revision);
  return row;
}

/** Finds a revision by the number in a path. @throws DomainError `not_found`. */
export async function revisionAt(ctx: Context, ownerId: string, n: string): Promise<RevisionRow> {
  if (!/^[1-9]\d{0,8}$/.test(n)) throw noRevision(ctx, ownerId, null);
  return findRevision(ctx, ownerId, Number(n));
}

/** Makes the error for a revision that its owner lacks; null for a number that none has. */
function noRevision({ services }: Context, ownerId: string, revision: number | null) {
  const owner = services.registry.resources.find(({ entity }) => isId(entity.kind, ownerId));
  const called = `${capital(nounOf(owner?.entity.name ?? valueRevisionEntity.name))} ${ownerId}`;
  const details = {
    entity: valueRevisionEntity.name,
    ...(revision === null ? {} : { id: String(revision) }),
  };
  return valueErrors.noRevision({ owner: called, revision: revision ?? 'of this number' }, details);
}

/** The condition that a revision is in excess: not destroyed, and older than the revisions to keep. */
export const isExcess = (kept: number | null, current: SQL): SQL =>
  sql`${valueRevisions.ciphertext} is not null and ${valueRevisions.revision} <= ${current} - ${kept}::integer`;

/**
 * Destroys the excess revisions of an owner except `but`: all, or at most `most` of the oldest. Returns their numbers.
 */
export async function purgeRevisions(
  ctx: Context,
  owner: { id: string; revision: number },
  { but = [], most }: { but?: readonly number[]; most?: number | undefined } = {},
): Promise<number[]> {
  const { keptRevisions } = ctx.services.settings;
  if (keptRevisions === null || owner.revision <= keptRevisions) return [];
  const excess = and(
    ofOwner(ctx, owner.id),
    isExcess(keptRevisions, sql`${owner.revision}::integer`),
    but.length > 0 ? notInArray(valueRevisions.revision, [...but]) : undefined,
  );
  if (most === undefined) return destroyWhere(ctx, excess);
  const oldest = ctx.db
    .select({ revision: valueRevisions.revision })
    .from(valueRevisions)
    .where(excess)
    .orderBy(asc(valueRevisions.revision))
    .limit(most);
  return destroyWhere(ctx, and(ofOwner(ctx, owner.id), inArray(valueRevisions.revision, oldest)));
}

/** Destroys the excess revisions of owners that nothing is pinned to, in one statement. */
export async function purgeOwners(
  ctx: Context,
  owners: readonly { id: string; revision: number | null }[],
): Promise<void> {
  const { keptRevisions } = ctx.services.settings;
  if (keptRevisions === null || owners.length === 0) return;
  const known = JSON.stringify(owners.map(({ id, revision }) => ({ id, revision })));
  await ctx.db
    .update(valueRevisions)
    .set(destroyedAt(ctx))
    .where(
      and(
        eq(valueRevisions.instance_id, ctx.instanceId),
        sql`exists (
          select 1 from json_to_recordset(${known}::json) as owner(id text, revision integer)
          where owner.id = ${valueRevisions.owner_id} and ${isExcess(keptRevisions, sql`owner.revision`)}
        )`,
      ),
    );
}

/** Destroys one revision. @throws DomainError `gone` when it is already destroyed. */
export async function destroyRow(ctx: Context, row: RevisionRow): Promise<void> {
  if (row.ciphertext === null) throw destroyed(row);
  await destroyWhere(ctx, and(eq(valueRevisions.instance_id, ctx.instanceId), eq(valueRevisions.id, row.id)));
}

const destroyed = ({ id, revision }: RevisionRow) =>
  valueErrors.destroyed({ revision }, { entity: valueRevisionEntity.name, id });

async function destroyWhere(ctx: Context, which: SQL | undefined): Promise<number[]> {
  const rows = await ctx.db
    .update(valueRevisions)
    .set(destroyedAt(ctx))
    .where(and(which, isNotNull(valueRevisions.ciphertext)))
    .returning({ id: valueRevisions.id, revision: valueRevisions.revision });
  const inOrder = rows.toSorted((a, b) => a.revision - b.revision);
  ctx.write.touched.push(
    ...inOrder.slice(0, MOST_NAMED).map(({ id, revision }) => ({
      object: valueRevisionEntity.name,
      id,
      name: `Revision ${revision}`,
    })),
  );
  return inOrder.map(({ revision }) => revision);
}

const destroyedAt = ({ now }: Context) => ({
  ciphertext: null,
  value_state: null,
  destroyed_at: now.toISOString(),
  ...touch(valueRevisions, now),
});

const ofOwner = (ctx: Context, ownerId: string): SQL | undefined =>
  and(eq(valueRevisions.instance_id, ctx.instanceId), eq(valueRevisions.owner_id, ownerId));
