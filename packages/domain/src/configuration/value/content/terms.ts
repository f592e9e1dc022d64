import { type Queryable, runPrepared } from '@berth/db';
import type { Context } from '@berth/resource';
import { aliasedTable, asc, eq, inArray, type SQLWrapper, sql } from 'drizzle-orm';
import { countingOrder } from '../../../catalog/in-force.ts';
import { providerVersions, type VersionTest } from '../../../catalog/tables/provider-version.ts';
import { specifications } from '../../../catalog/tables/specification.ts';
import type { Specification } from './secrets.ts';
import {
  hashColumns,
  keptSpecification,
  type SpecificationHashes,
  sharedSpecification,
} from './shared-specification.ts';

/** A version and the request that tests a config of it. Both never change. */
export interface TestedVersion {
  id: string;
  test: VersionTest | null;
}

/** The terms of a value: its specification, and the version whose test is in force for it; null for none. */
export interface Terms {
  specification: Specification;
  version: TestedVersion | null;
}

/**
 * Reads the terms of a specification. Of the versions that the instance may use, the current one is in
 * force, else the newest live one.
 */
export async function termsOf(ctx: Context, specification: Specification): Promise<Terms> {
  const [version] = await runPrepared<TestedVersion>(
    ctx,
    'terms',
    (db) => {
      const tested = testedVersion(db, sql`${sql.placeholder('specification')}`);
      return db.select({ id: tested.id, test: tested.test }).from(tested);
    },
    { specification: specification.id, instance: ctx.instanceId },
  );
  return { specification, version: version ?? null };
}

/** Selects the version of the terms of a specification, for the parameter `instance` of the statement. */
export function testedVersion(db: Queryable, specificationId: SQLWrapper) {
  const version = aliasedTable(providerVersions, 'counted');
  return db
    .select({ id: version.id, test: version.test })
    .from(version)
    .where(eq(version.specification_id, specificationId))
    .orderBy(...countingOrder(sql`${sql.placeholder('instance')}`, version))
    .limit(1)
    .as('tested');
}

/** Reads a specification that a row refers to, and which therefore exists. */
export async function specificationById(ctx: Context, id: string): Promise<Specification> {
  const [hashes] = await runPrepared<SpecificationHashes>(
    ctx,
    'specification hashes',
    (db) =>
      db
        .select(hashColumns)
        .from(specifications)
        .where(sql`${specifications.id} = ${sql.placeholder('id')}`),
    { id },
  );
  if (!hashes) throw new Error(`The specification ${id} is missing`);
  return specificationOf(ctx, hashes);
}

/** Returns the specification with these hashes; reads it when the process lacks it. */
export async function specificationOf(ctx: Context, hashes: SpecificationHashes): Promise<Specification> {
  const kept = keptSpecification(hashes);
  if (kept) return kept;
  const [row] = await runPrepared<Specification>(
    ctx,
    'specification',
    (db) =>
      db
        .select()
        .from(specifications)
        .where(sql`${specifications.id} = ${sql.placeholder('id')}`),
    { id: hashes.id },
  );
  if (!row) throw new Error(`The specification ${hashes.id} is missing`);
  return sharedSpecification(row);
}

/** Reads versions by their ids. */
export const versionsById = async (ctx: Context, ids: readonly string[]): Promise<TestedVersion[]> =>
  ids.length === 0
    ? []
    : ctx.db
        .select({ id: providerVersions.id, test: providerVersions.test })
        .from(providerVersions)
        .where(inArray(providerVersions.id, [...ids]));

/** Reads every version with a specification, the oldest first. */
export const versionsWith = async (
  ctx: Context,
  specification: Specification,
): Promise<(TestedVersion & { created_at: string })[]> =>
  ctx.db
    .select({ id: providerVersions.id, test: providerVersions.test, created_at: providerVersions.created_at })
    .from(providerVersions)
    .where(eq(providerVersions.specification_id, specification.id))
    .orderBy(asc(providerVersions.id));
