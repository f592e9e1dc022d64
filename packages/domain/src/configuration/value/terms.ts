import type { Context } from '@berth/resource';
import { asc, desc, eq, inArray, sql } from 'drizzle-orm';
import { isUsable } from '../../catalog/in-force.ts';
import { providerVersions, type VersionTest } from '../../catalog/tables/provider-version.ts';
import { specifications } from '../../catalog/tables/specification.ts';
import type { Specification } from './secrets.ts';

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
  const [version] = await ctx.db
    .select({ id: providerVersions.id, test: providerVersions.test })
    .from(providerVersions)
    .where(eq(providerVersions.specification_id, specification.id))
    .orderBy(
      desc(isUsable(sql`${ctx.instanceId}`, providerVersions)),
      desc(providerVersions.is_current),
      asc(providerVersions.status),
      desc(providerVersions.id),
    )
    .limit(1);
  return { specification, version: version ?? null };
}

/** Reads a specification that a row refers to, and which therefore exists. */
export async function specificationById(ctx: Context, id: string): Promise<Specification> {
  const [row] = await ctx.db.select().from(specifications).where(eq(specifications.id, id));
  if (!row) throw new Error(`The specification ${id} is missing`);
  return row;
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
