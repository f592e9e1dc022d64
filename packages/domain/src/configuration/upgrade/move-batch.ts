import { touch } from '@berth/db';
import { breathe, type Problem } from '@berth/kernel';
import type { Context } from '@berth/resource';
import { and, eq, sql } from 'drizzle-orm';
import { NO_OUTCOME } from '../outcome.ts';
import { type OpenableValue, readOpenableValues, type StoredValue } from '../provider-config/index.ts';
import { providerConfigs } from '../tables/provider-config.ts';
import { valueRevisions } from '../tables/value-revision.ts';
import {
  type History,
  historyFor,
  layersWithBonds,
  type MigratedOwn,
  type Move,
  mayAsk,
  mayCompareConfigs,
  migrateOwn,
  oldestSecret,
  purgeOwners,
  reasonsOf,
  refuseQuestions,
  type Specification,
  type Stale,
  sealNext,
  staleSecrets,
  type Terms,
  tryEdit,
  valueProblems,
} from '../value/index.ts';
import type { MigrationsFrom } from './migrations-from.ts';

/** The outcome of a check: a config, and its problems with the new specification; null for none. */
export interface Checked {
  id: string;
  name: string | null;
  handle: string | null;
  errors: Problem[] | null;
  /** True when a secret is stale after the move. */
  isStale: boolean;
  /** True when a migration changed its value. */
  isMigrated: boolean;
}

/** A config as it is after its move. */
interface Next {
  id: string;
  revision: number | null;
  oldest_secret_at: string | null;
  invalid_reasons: Problem[] | null;
}

/** Moves configs to the specification of `terms`, some at a time. */
export interface Mover {
  ctx: Context;
  terms: Terms;
  force: boolean;
  /** Finds the migrations from a specification. */
  migrationFrom: MigrationsFrom;
  /** The names of the versions whose migrations changed a value. */
  migratedBy: Set<string>;
  /** The versions that documents of 0.2.0 need, by specification. */
  histories: Map<string, History>;
  /** Reads specifications, each once. */
  specificationOf: (id: string) => Promise<Specification>;
  /** True to count also configs whose secrets the move would make stale as those that break. */
  holdsStale?: boolean;
}

/**
 * Checks configs, which the caller holds, and moves them, in a fixed number of statements; without `isKept` it only
 * checks. Without `force` a config with problems is not moved, and the caller must roll back.
 */
export async function moveBatch(mover: Mover, ids: readonly string[], isKept: boolean): Promise<Checked[]> {
  const { ctx, terms, force } = mover;
  const rows: (typeof valueRevisions.$inferInsert)[] = [];
  const nexts: Next[] = [];
  const checked: Checked[] = [];
  for (const openable of await readOpenableValues(ctx, ids)) {
    const { id, name, handle, revision, oldest_secret_at: oldest } = openable.config;
    if (openable.value === null) {
      const errors = reasonsOf([{ ...valueProblems.unreadable.text, path: '' }]);
      checked.push({ id, name, handle, errors, isStale: false, isMigrated: false });
      if (isKept && force) nexts.push({ id, revision, oldest_secret_at: oldest, invalid_reasons: errors });
      continue;
    }
    const { problems, base, own, versions, isMigrated, finish } = await tryMove(mover, openable.value);
    const errors = reasonsOf(problems);
    if (isMigrated) for (const version of versions) mover.migratedBy.add(version);
    const isMoved = isKept && (force || errors === null);
    const { document, secrets, changed, migrated } = isMoved || mover.holdsStale ? await finish() : NOTHING;
    const after = { own: document, vault: base };
    const stale = document ? await staleSecrets(terms.specification, after, mayCompareConfigs(ctx)) : [];
    const isStale = isMoved
      ? stale.length > 0
      : stale.length > 0 &&
        (await isNew(ctx, stale, openable, { own: own?.document ?? null, vault: base }, migrated));
    checked.push({ id, name, handle, errors, isStale, isMigrated });
    if (!isMoved || document === null) continue;
    const hasRevision = own !== null || changed;
    let oldest_secret_at: string | null = null;
    if (hasRevision) {
      const { specification } = terms;
      const overVault = base !== null;
      const next = {
        ownerId: id,
        specification,
        document,
        secrets,
        overVault,
        before: own,
        unitsFrom: migrated?.unitsFrom,
      };
      const row = await sealNext(ctx, next);
      rows.push(row);
      oldest_secret_at = oldestSecret(row.value_state ?? []);
    }
    const nextRevision = hasRevision ? (revision ?? 0) + 1 : null;
    nexts.push({ id, revision: nextRevision, oldest_secret_at, invalid_reasons: errors });
  }
  await store(mover, rows, nexts);
  return checked;
}

const NOTHING = { document: null, secrets: [], changed: false, migrated: null };

/** Tells if some secrets are stale that were not with the specification before, at their places before a migration. */
async function isNew(
  ctx: Context,
  stale: readonly Stale[],
  { specification }: OpenableValue,
  before: Parameters<typeof staleSecrets>[1],
  migrated: MigratedOwn | null,
): Promise<boolean> {
  const known = await staleSecrets(specification, before, mayCompareConfigs(ctx));
  const places = new Set(known.flatMap(({ path }) => migrated?.placesOf(path) ?? [path]));
  return stale.some(({ path }) => !places.has(path));
}

/** Checks the value of one config with another specification. @throws DomainError `forbidden`. */
async function tryMove(mover: Mover, stored: StoredValue) {
  const { ctx, terms, force, migrationFrom, histories } = mover;
  const { specification: from, config } = stored;
  const history = await historyOf(ctx, histories, from, stored);
  const { own, vault } = await layersWithBonds(from, history, stored);
  const base = vault?.document ?? null;
  const migration = await migrationFrom(from.id);
  if (!mayAsk(ctx, terms.specification)) {
    const migrated = migration && (await migrateOwn(migration, own?.document ?? null, base));
    const under = vault?.specificationId ? await mover.specificationOf(vault.specificationId) : null;
    await refuseQuestions(ctx, {
      to: terms.specification,
      from,
      own: own?.document ?? null,
      base: base && under && { document: base, under },
      over: migrated?.document.value,
      placesOf: migrated?.placesOf,
      isFit: config.invalid_reasons === null,
    });
  }
  const move: Move = { from, to: terms.specification, patch: {}, force, migration };
  const edit = await tryEdit(
    terms,
    { own: own?.document ?? null, base, comparing: mayCompareConfigs(ctx) },
    { kind: 'move', ...move },
  );
  return { ...edit, own, base, versions: migration?.versions ?? [] };
}

async function historyOf(
  ctx: Context,
  known: Map<string, History>,
  specification: Specification,
  { own, vault }: StoredValue,
): Promise<History> {
  const found = known.get(specification.id) ?? (await historyFor(ctx, specification, [own, vault]));
  if (found.length > 0) known.set(specification.id, found);
  return found;
}

/** Stores the revisions, and what the configs are now. */
async function store(
  { ctx, terms }: Mover,
  rows: (typeof valueRevisions.$inferInsert)[],
  nexts: readonly Next[],
): Promise<void> {
  if (nexts.length === 0) return;
  if (rows.length > 0) await ctx.db.insert(valueRevisions).values(rows);
  await breathe();
  await ctx.db
    .update(providerConfigs)
    .set({
      specification_id: terms.specification.id,
      ...NO_OUTCOME,
      revision: sql`next.revision`,
      oldest_secret_at: sql`next.oldest_secret_at`,
      invalid_reasons: sql`next.invalid_reasons`,
      ...touch(providerConfigs, ctx.now),
    })
    .from(
      sql`json_to_recordset(${JSON.stringify(nexts)}::json) as next(id text, revision integer, oldest_secret_at timestamptz, invalid_reasons json)`,
    )
    .where(and(eq(providerConfigs.instance_id, ctx.instanceId), sql`${providerConfigs.id} = next.id`));
  await purgeOwners(ctx, nexts);
  await breathe();
}
