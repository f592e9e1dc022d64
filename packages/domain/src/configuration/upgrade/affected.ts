import { isId } from '@berth/kernel';
import { type Context, visible } from '@berth/resource';
import { and, count, eq, gt, isNull, lte, type SQL, sql } from 'drizzle-orm';
import { type PgColumn, unionAll } from 'drizzle-orm/pg-core';
import { configVaults } from '../tables/config-vault.ts';
import { deployments } from '../tables/deployment.ts';
import { providerConfigs } from '../tables/provider-config.ts';
import { valueRevisions } from '../tables/value-revision.ts';
import type { OwnerKind } from './owner-kinds.ts';

/** The rows that a report is about. */
export interface Affected {
  providerId: string;
  /** Only rows of this deployment; null for those of no locked deployment. */
  deploymentId: string | null;
  /** Only rows on this specification; null for all. */
  specificationId: string | null;
}

/** The rows that are read at a time, and the bytes of their sealed values. */
const MOST_ROWS = 100;
const MOST_BYTES = 1024 * 1024;
const IDS = 500;
/** The limit as a literal: the planner assumes that a parameter asks for a tenth of the table. */
const NEXT_IDS = sql.raw(String(IDS)) as unknown as number;

/** Rows of one kind that are opened together: few enough to be in memory at once. */
export interface Slice {
  of: OwnerKind;
  ids: string[];
  /** The bytes of their sealed values. */
  bytes: number;
}

/** Yields the affected rows of the kinds behind a position, each kind by id, in slices of bounded size. */
export async function* slicesOf(
  ctx: Context,
  kinds: readonly OwnerKind[],
  affected: Affected,
  after: string | undefined,
): AsyncGenerator<Slice> {
  for (const of of kinds) {
    let last = after !== undefined && isId(of.kind, after) ? after : '';
    for (;;) {
      const rows = await idsBehind(ctx, of, affected, last);
      let slice: Slice = { of, ids: [], bytes: 0 };
      for (const { id, size } of rows) {
        const isFull = slice.ids.length === MOST_ROWS || slice.bytes + size > MOST_BYTES;
        if (isFull && slice.ids.length > 0) {
          yield slice;
          slice = { of, ids: [], bytes: 0 };
        }
        slice.ids.push(id);
        slice.bytes += size;
      }
      if (slice.ids.length > 0) yield slice;
      const end = rows.at(-1);
      if (end === undefined || rows.length < IDS) break;
      last = end.id;
    }
  }
}

/** Counts the affected rows of the kinds behind a position. */
export async function countAffected(
  ctx: Context,
  kinds: readonly OwnerKind[],
  affected: Affected,
  after: string | undefined,
): Promise<number> {
  let total = 0;
  for (const of of kinds) {
    const last = after !== undefined && isId(of.kind, after) ? after : '';
    const [row] = await ctx.db
      .select({ rows: count() })
      .from(of.table)
      .where(
        and(
          isAffected(ctx, of, affected),
          eq(of.table.provider_id, affected.providerId),
          gt(of.table.id, last),
          isPlaced(of, affected),
        ),
      );
    total += row?.rows ?? 0;
  }
  return total;
}

/** Reads the ids of the next rows and the bytes of their sealed values. */
async function idsBehind(ctx: Context, of: OwnerKind, affected: Affected, last: string) {
  const { table, defaultOf } = of;
  const { providerId, deploymentId } = affected;
  const next = (condition: SQL | undefined, order: SQL) =>
    ctx.db
      .select({ id: sql<string>`${table.id}`.as('id'), size: sizeOf(of).as('size') })
      .from(table)
      .where(and(isAffected(ctx, of, affected), condition))
      .orderBy(order)
      .limit(NEXT_IDS);
  // A range in the order of an index: for `=`, the planner may walk the primary key instead
  const walk = (column: PgColumn, value: string, also?: SQL) =>
    next(
      and(sql`(${column}, ${table.id}) > (${value}, ${last})`, lte(column, value), also),
      sql`${column}, ${table.id}`,
    );
  if (deploymentId === null) return walk(table.provider_id, providerId, isPlaced(of, affected));
  const bound = walk(table.provider_deployment_id, deploymentId);
  if (defaultOf === undefined) return bound;
  // A default row that is bound to another deployment is that one's
  const isUnbound = isNull(table.provider_deployment_id);
  const adopted = next(and(eq(defaultOf, deploymentId), isUnbound, gt(table.id, last)), sql`${table.id}`);
  return unionAll(bound, adopted).orderBy(sql`"id"`).limit(NEXT_IDS);
}

/** The condition of live rows that the key sees, on the specification if one is given. */
export const isAffected = (
  ctx: Context,
  { entity, table, specification }: OwnerKind,
  { specificationId }: Affected,
): SQL | undefined =>
  and(
    visible(ctx, entity),
    // A literal, as in the partial indexes
    sql`${table.status} = 'active'`,
    specificationId === null ? undefined : sql`${specification} = ${specificationId}`,
  );

/** The condition of the rows of the deployment, or of those of no locked one. */
export const isPlaced = ({ table, defaultOf }: OwnerKind, { deploymentId }: Affected): SQL => {
  const own = table.provider_deployment_id;
  if (deploymentId !== null) {
    return defaultOf === undefined
      ? sql`${own} = ${deploymentId}`
      : sql`(${own} = ${deploymentId} or (${own} is null and ${defaultOf} = ${deploymentId}))`;
  }
  const placed = defaultOf === undefined ? sql`${own}` : sql`coalesce(${own}, ${defaultOf})`;
  // A subquery, not a join, which would give up the order of the walk. A row without a deployment has no lock either,
  // and a deployment that follows safely is moved.
  return sql`(select case when not ${deployments.follows_safely} then ${deployments.locked_version_id} end from ${deployments}
    where ${deployments.instance_id} = ${table.instance_id} and ${deployments.id} = ${placed}) is null`;
};

/** The bytes of the sealed value of a row, with that of its vault. */
const sizeOf = ({ table, name }: OwnerKind): SQL<number> => {
  const bytes = (owner: PgColumn, revision: SQL) =>
    sql`coalesce((select octet_length(${valueRevisions.ciphertext}) from ${valueRevisions}
      where ${valueRevisions.instance_id} = ${table.instance_id} and ${valueRevisions.owner_id} = ${owner}
      and ${valueRevisions.revision} = ${revision}), 0)`;
  const own = bytes(table.id, sql`${table.revision}`);
  if (name !== 'provider.config') return sql<number>`${own}`;
  const vault = providerConfigs.provider_config_vault_id;
  const current = sql`(select ${configVaults.revision} from ${configVaults}
    where ${configVaults.instance_id} = ${table.instance_id} and ${configVaults.id} = ${vault})`;
  return sql<number>`${own} + ${bytes(vault, sql`coalesce(${providerConfigs.vault_revision}, ${current})`)}`;
};
