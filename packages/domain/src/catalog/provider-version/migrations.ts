import {
  type Below,
  type Marked,
  type Migrated,
  migrateBetween,
  type Operation,
  type Pointer,
  readPatch,
} from '@berth/json-schema';
import { breathe } from '@berth/kernel';
import { type Context, missing, visible } from '@berth/resource';
import { and, asc, eq, gt, isNotNull, lte, or, sql } from 'drizzle-orm';
import { type Migration, providerVersionEntity, providerVersions } from '../tables/provider-version.ts';
import { specifications } from '../tables/specification.ts';
import { versionProblems } from './errors.ts';
import { migrationsFrom } from './migration-source.ts';

/** The migrations of one version that take a value to it, of the same `from`. */
export interface MigrationStep {
  id: string;
  version: string;
  migrations: Migration[];
}

/**
 * Migrates a value, and follows its leaves: see `migrateBetween`. `sentAsSecret` are the leaves that were secret when
 * they were sent, beside those that the specification marks. With a problem `send_again` the value lacks that secret;
 * with any other problem it is as it was. A value over another one is partial: see `migrating`.
 */
export type Migrate = (
  value: Record<string, unknown>,
  sentAsSecret?: readonly Pointer[],
  below?: Below,
) => Promise<Migrated & { value: Record<string, unknown> }>;

/** The migrations between two versions. */
export interface MigrationBetween {
  /** The specification that they are from. */
  from: Specification;
  /** The names of the versions that declare them, in the order in which they run. */
  versions: string[];
  migrate: Migrate;
}

/**
 * Makes the function that takes values of one version to another by the migrations of the provider; null when none
 * apply. `from` is the id of a version, or of a specification for all its versions. Takes two queries.
 * @throws DomainError `not_found`
 */
export async function migrationFor(ctx: Context, from: string, to: string): Promise<MigrationBetween | null> {
  const { before, after, steps } = await migrationPath(ctx, from, to);
  if (steps === null) {
    const migrate: Migrate = async (value) => ({ ...UNCHANGED, value, problems: [TOO_MANY] });
    return { from: before, versions: [], migrate };
  }
  if (steps.length === 0) return null;
  const patches = steps.flatMap(({ migrations }) =>
    migrations.map(({ patch }) => readPatch(patch).operations),
  );
  const marks = { before: markedBy(before), after: markedBy(after) };
  return {
    from: before,
    versions: steps.map(({ version }) => version),
    migrate: (value, sentAsSecret = [], below) => migrated(value, patches, { ...marks, sentAsSecret, below }),
  };
}

/** Migrates a value and lets others run between the steps. */
export async function migrated(
  value: Record<string, unknown>,
  patches: readonly (readonly Operation[])[],
  between: Parameters<typeof migrateBetween>[2],
) {
  const work = migrateBetween(value, patches, between);
  for (;;) {
    await breathe();
    const step = work.next();
    if (step.done) return { ...step.value, value: step.value.value as Record<string, unknown> };
  }
}

type Specification = typeof specifications.$inferSelect;

/** The schema and marks of a specification. */
export const markedBy = (specification: Specification): Marked => ({
  schema: specification.config_schema,
  visibility: specification.config_visibility,
  marked: specification.secret_paths,
});

const UNCHANGED = { applied: [], moves: [], written: [], secrets: [] };

/** The most versions with migrations between two, that are looked at. */
const MOST_BETWEEN = 50;
const { code, message } = versionProblems.manyMigrations({ most: MOST_BETWEEN }, []);
const TOO_MANY = { path: '', code, message };

interface MigrationPath {
  before: Specification;
  after: Specification;
  /** Null when too many versions lie between. */
  steps: MigrationStep[] | null;
}

/**
 * Finds the migrations that take a value from one version to another, in order:
 * - those of the later version itself, where one names the earlier version (`*` names only versions before it);
 * - else, for each version between that has one for the version that the value has come to, those.
 */
export async function migrationPath(ctx: Context, from: string, to: string): Promise<MigrationPath> {
  const rows = await ctx.db
    .select({ version: providerVersions, specification: specifications })
    .from(providerVersions)
    .innerJoin(specifications, eq(specifications.id, providerVersions.specification_id))
    .where(
      and(
        visible(ctx, providerVersionEntity),
        or(
          eq(providerVersions.id, from),
          eq(providerVersions.id, to),
          // The provider leads to an index
          and(
            eq(
              providerVersions.provider_id,
              sql`(select ${specifications.provider_id} from ${specifications} where ${specifications.id} = ${from})`,
            ),
            eq(providerVersions.specification_id, from),
          ),
        ),
      ),
    )
    .orderBy(asc(providerVersions.id));
  const target = rows.find(({ version }) => version.id === to);
  const sources = rows.filter(({ version }) => version.id === from || version.specification_id === from);
  const [source] = sources;
  if (target === undefined || source === undefined)
    throw missing(ctx, providerVersionEntity, target === undefined ? to : from);
  const ends = { before: source.specification, after: target.specification };
  const names = sources.filter(({ version }) => version.id !== to).map(({ version }) => version);
  const direct = directStep(names, target.version);
  if (direct !== null) return { ...ends, steps: [direct] };
  const earlier = names.filter(({ id }) => id < to).at(-1);
  if (earlier === undefined) return { ...ends, steps: [] };
  const between = await ctx.db
    .select({
      id: providerVersions.id,
      version: providerVersions.version,
      migrations: providerVersions.migrations,
    })
    .from(providerVersions)
    .where(
      and(
        eq(providerVersions.provider_id, target.version.provider_id),
        gt(providerVersions.id, earlier.id),
        lte(providerVersions.id, to),
        isNotNull(providerVersions.migrations),
      ),
    )
    .orderBy(asc(providerVersions.id))
    .limit(MOST_BETWEEN + 1);
  return { ...ends, steps: between.length > MOST_BETWEEN ? null : chain(earlier.version, between) };
}

type Version = Pick<typeof providerVersions.$inferSelect, 'id' | 'version' | 'migrations'>;

function directStep(sources: readonly Version[], target: Version): MigrationStep | null {
  for (const source of sources.toReversed()) {
    const usable = (target.migrations ?? []).filter(({ from }) => from !== '*' || source.id < target.id);
    const migrations = migrationsFrom(usable, source.version);
    if (migrations.length > 0) return { id: target.id, version: target.version, migrations };
  }
  return null;
}

function chain(start: string, between: readonly Version[]): MigrationStep[] {
  const steps: MigrationStep[] = [];
  for (const { id, version, migrations } of between) {
    const found = migrationsFrom(migrations ?? [], steps.at(-1)?.version ?? start);
    if (found.length > 0) steps.push({ id, version, migrations: found });
  }
  return steps;
}
