import { pgArray, type Queryable, runPrepared, type Statement } from '@berth/db';
import { invalidData, type PageRequest } from '@berth/kernel';
import { and, asc, count, desc, getTableColumns, type SQL, sql } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import { boundedHits, fallbackOf, missedRows, WALKED_AT_MOST } from './bounded-walk.ts';
import type { Context } from './context.ts';
import type { Resource } from './define.ts';
import { withoutOutside } from './embedded.ts';
import { resourceProblems } from './errors.ts';
import { type Applied, INSTANCE, NOW } from './filters.ts';
import { withLarge } from './large.ts';
import { fixed, literal } from './planner.ts';
import { asParameter, narrowed, reachParams, reachShape } from './reach.ts';
import { conditions, idsOf, inOrder, OWNERS, type Scan, startParams } from './scan.ts';
import { selectFrom, statement } from './select-from.ts';
import { firstHits, onlyWalk, type Walk, walksOf } from './walks.ts';

/*
 * The statements of lists.
 *
 * A page is a keyset: it starts after an id and reads limit + 1 rows. So a page at any depth reads as many rows as the
 * first one, and the extra row tells whether more follow. The limit is a literal of the statement: a generic plan
 * assumes that a parameter asks for a tenth of the table, and would then read all joined rows.
 *
 * A filter for certain values of a column walks the index of that column, for several values by a lateral join. For `=
 * any`, and for `=` with a value that it expects to be frequent, PostgreSQL prefers the primary key, which for a rare
 * value means reading the whole table. So `=` is written as a range in the order (column, id), which no other index
 * gives, and the choice does not depend on statistics.
 *
 * In another order than by id the start is a pair, compared as a row: `(column, id) > ($1, $2)`. The same comparison
 * written with OR reads everything before the start. The statement then walks the index of that order, whatever the
 * filters.
 */

/** A page read forwards from its start. `behind` is true when a row exists on the other side of the start. */
export interface Slice {
  rows: unknown[];
  more: boolean;
  behind: boolean;
}

const OFFSET = 'ctx_offset';

/** Reads one page. The filters have been applied to their values. */
export async function selectPage(
  ctx: Context,
  resource: Resource,
  applied: Applied[],
  page: PageRequest,
): Promise<Slice> {
  const ids = idsOf(applied);
  const sort = sortOf(resource, page.sort);
  const scan: Scan = {
    ctx,
    resource,
    sort,
    applied: [...applied, ...scopeOf(resource, applied)],
    descending: (page.order === 'desc') !== (page.position?.side === 'before'),
    start: page.position !== null,
    inclusive: false,
    limit: page.limit + 1,
    ids: { from: ids.from !== undefined, to: ids.to !== undefined },
    fallback: sort ? null : await fallbackOf(ctx, resource, applied),
  };
  const params = Object.assign(
    {
      [INSTANCE]: ctx.instanceId,
      [OWNERS]: pgArray(['public', ctx.instanceId]),
      [NOW]: ctx.now.toISOString(),
    },
    startParams(scan, page.position, ids),
    reachParams(ctx),
    ...scan.applied.map((filter) => filter.params),
  );
  const shape = shapeOf(scan);
  const rows = withoutOutside(
    ctx,
    resource,
    await runPrepared(ctx, shape, (db) => pageStatement(db, scan), params),
  );
  if (scan.fallback === 'refuse' && mayMiss(scan, rows.length)) await refuseMissed(scan, shape, params);
  const kept = await withLarge(ctx, resource, rows.slice(0, page.limit));
  const slice = { rows: kept, more: rows.length > kept.length };
  if (!scan.start) return { behind: false, ...slice };
  const [first] = rows as Probed[];
  if (first) return { behind: first.behind === true, ...slice };
  // An empty page has no row that could carry the answer.
  const [probed] = (await runPrepared(
    ctx,
    `${shape}?`,
    (db) => probeStatement(db, scan),
    params,
  )) as Probed[];
  return { behind: probed?.behind === true, ...slice };
}

interface Probed {
  behind: boolean | null;
}

/** True unless one walk alone has filled the page: of several, another one may have stopped before its hits. */
function mayMiss(scan: Scan, found: number): boolean {
  if (found < scan.limit) return true;
  const { walks } = walksOf(scan);
  return walks.length > 1 || walks.some(({ values }) => values !== null);
}

/** @throws DomainError `invalid_data` when rows that no index finds may stand beyond those that the scan has read. */
async function refuseMissed(scan: Scan, shape: string, params: Record<string, unknown>): Promise<void> {
  const [found] = (await runPrepared(
    scan.ctx,
    `${shape}!`,
    (db) =>
      statement(
        db
          .select({ missed: sql<boolean>`(${missedRows(scan, walksOf(scan).walks)})` })
          .from(sql`(select 1) as one`),
      ),
    params,
  )) as { missed: boolean }[];
  if (!found?.missed) return;
  throw invalidData([resourceProblems.searchTooWide({ rows: String(WALKED_AT_MOST) }, ['search'])], 'query');
}

/** A part of a list by offset, and the length of the list. */
export interface OffsetSlice {
  rows: unknown[];
  total: number;
}

/** The part of a list to read, in an order. */
export interface Offset {
  start: number;
  limit: number;
  /** A column, or the name of the order that `by` gives. */
  sort: string;
  by?: SQL | undefined;
  descending: boolean;
}

/**
 * Reads a page by offset and counts the list. Both read every row of the caller's instance that the filters keep, so
 * this is for bounded, short lists. The instance is written as a range: with `=`, PostgreSQL would read the whole table
 * when a few instances have most rows. Only `=` leads to one node where tables are distributed.
 */
export async function selectOffset(
  ctx: Context,
  resource: Resource,
  applied: Applied[],
  { start, limit, sort, by, descending }: Offset,
): Promise<OffsetSlice> {
  const order = by ?? getTableColumns(resource.entity.table)[sort];
  if (!order) throw new Error(`${resource.wire.path} cannot be sorted by ${sort}`);
  const { tenancy } = resource.entity;
  if (tenancy.of !== 'tenant') throw new Error(`${resource.wire.path} is not of an instance`);
  const instance = sql.placeholder(INSTANCE);
  const own = ctx.database.isDistributed
    ? sql`${tenancy.instanceId} = ${instance}`
    : sql`${tenancy.instanceId} >= ${instance} and ${tenancy.instanceId} <= ${instance}`;
  const where = and(own, narrowed(ctx, resource.entity, asParameter), conditions(applied));
  const direction = descending ? desc : asc;
  const params = Object.assign(
    { [INSTANCE]: ctx.instanceId, [NOW]: ctx.now.toISOString(), [OFFSET]: start },
    reachParams(ctx),
    ...applied.map((filter) => filter.params),
  );
  const shape = `${resource.wire.path}${reachShape(ctx)}|${applied.map((filter) => filter.shape).join()}`;
  const rows = await runPrepared(
    ctx,
    `${shape}|+${sort}${descending ? '<' : '>'}${limit}`,
    (db) =>
      statement(
        selectFrom(db, ctx, resource)
          .where(where)
          .orderBy(direction(order), direction(resource.entity.table.id))
          .offset(sql.placeholder(OFFSET))
          .limit(fixed(limit)),
      ),
    params,
  );
  const [counted] = (await runPrepared(
    ctx,
    `${shape}|#`,
    (db) => statement(db.select({ total: count() }).from(resource.entity.table).where(where)),
    params,
  )) as { total: number }[];
  return { rows: withoutOutside(ctx, resource, rows), total: counted?.total ?? 0 };
}

function pageStatement(db: Queryable, scan: Scan): Statement<unknown> {
  const { ctx, resource } = scan;
  const { page, order } = pageOf(scan);
  const behind = scan.start ? { behind: sql<boolean>`${probe(scan)}` } : {};
  return statement(selectFrom(db, ctx, resource, { extra: behind, rows: page }).orderBy(order));
}

/**
 * Selects the rows of the scan, and gives their order. Nothing is joined to them yet: PostgreSQL expects few rows of an
 * instance among many, and would join them all before it sorts them. It reads rows with certain ids one by one, because
 * for a condition on many ids it may read all of these few.
 */
function pageOf(scan: Scan): { page: SQL; order: SQL } {
  const { table } = scan.resource.entity;
  const { walks, scope } = walksOf(scan);
  const limit = literal(scan.limit);
  const only = scan.fallback ? null : onlyWalk(walks);
  if (only) {
    const { order } = only;
    const where = and(scope, only.where, only.rest) ?? sql`true`;
    return { page: sql`select * from ${table} where ${where} order by ${order} limit ${limit}`, order };
  }
  const row = sql`select * from ${table} where ${and(scope, sql`${table.id} = hit.id`)} limit 1`;
  const page = sql`select page.* from (${hitsOf(scan, walks)}) as hit cross join lateral (${row}) as page`;
  return { page, order: inOrder(scan, table.id) };
}

/** Selects the ids of the first rows of the scan. */
const hitsOf = (scan: Scan, walks: readonly Walk[]): SQL =>
  scan.fallback ? boundedHits(scan, walks) : firstHits(scan, walks);

/** The face offers only the sorts of the definition, so any other sort is a bug. */
function sortOf({ entity, wire, read }: Resource, name: string | undefined): PgColumn | null {
  if (name === undefined) return null;
  const column = read.sorts.includes(name) ? getTableColumns(entity.table)[name] : undefined;
  if (!column) throw new Error(`${wire.path} cannot be sorted by ${name}`);
  return column;
}

/**
 * Selects whether a row stands at or before the start: the reversed scan, which nearly always finds the start itself.
 * When it may not read as far as the next row, there may be one.
 */
function probe(scan: Scan): SQL {
  const reversed = { ...scan, descending: !scan.descending, inclusive: true, limit: 1 };
  const { walks } = walksOf(reversed);
  const found = sql`exists (${hitsOf(reversed, walks)})`;
  if (scan.fallback !== 'refuse') return found;
  return sql`(${found} or (${missedRows(reversed, walks)}))`;
}

function probeStatement(db: Queryable, scan: Scan): Statement<unknown> {
  return statement(db.select({ behind: sql`${probe(scan)}` }).from(sql`(select 1) as one`));
}

/**
 * A catalogue list with no other index to walk walks the two owners visible to the caller, so that the rows of all
 * other instances are never read.
 */
function scopeOf({ entity: { tenancy } }: Resource, applied: Applied[]): Applied[] {
  if (tenancy.of !== 'catalog' || applied.some((filter) => filter.walk)) return [];
  return [
    {
      shape: 'owners',
      params: {},
      where: () => sql`true`,
      walk: { column: tenancy.ownerId, param: OWNERS, many: true },
    },
  ];
}

function shapeOf({ ctx, resource, sort, applied, descending, start, limit, fallback }: Scan): string {
  const filters = applied.map((filter) => filter.shape).join();
  const order = `${sort?.name ?? ''}${descending ? '<' : '>'}${start ? '@' : ''}${limit}`;
  return `${resource.wire.path}${reachShape(ctx)}|${filters}|${order}${fallback ?? ''}`;
}
