import { pgArray, type Queryable, runPrepared, type Statement } from '@berth/db';
import type { PageRequest } from '@berth/kernel';
import { and, asc, count, desc, getTableColumns, type SQL, type SQLWrapper, sql } from 'drizzle-orm';
import type { PgColumn, PgSelect } from 'drizzle-orm/pg-core';
import type { Context } from './context.ts';
import type { Join, Resource } from './define.ts';
import { insideFlags, withoutOutside } from './embedded.ts';
import { type Applied, INSTANCE, NOW } from './filters.ts';
import { fixed, isOneOf, literal } from './planner.ts';
import {
  asParameter,
  HANDLES_FROM,
  HANDLES_TO,
  narrowed,
  partsOf,
  reachParams,
  reachShape,
  tiedColumns,
} from './reach.ts';

/*
 * The only statements that read a resource.
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

/** A page read forwards from its start. `beyond` is true when a row exists on the other side of the start. */
export interface Slice {
  rows: unknown[];
  more: boolean;
  beyond: boolean;
}

interface Scan {
  /** Only the instance, the registry and the parts of the reach may make a difference to the text. */
  ctx: Context;
  resource: Resource;
  /** The column to sort by before the id; null for the order by id. */
  sort: PgColumn | null;
  applied: Applied[];
  descending: boolean;
  start: boolean;
  /** True when the scan includes the start itself. */
  inclusive: boolean;
  limit: number;
}

const OWNERS = 'ctx_owners';
const START = 'ctx_start';
const START_AT = 'ctx_start_at';

/** Reads one page. The filters have been applied to their values. */
export async function selectPage(
  ctx: Context,
  resource: Resource,
  applied: Applied[],
  page: PageRequest,
): Promise<Slice> {
  const scan: Scan = {
    ctx,
    resource,
    sort: sortOf(resource, page.sort),
    applied: [...applied, ...scopeOf(resource, applied)],
    descending: (page.order === 'desc') !== (page.position?.side === 'before'),
    start: page.position !== null,
    inclusive: false,
    limit: page.limit + 1,
  };
  const params = Object.assign(
    { [INSTANCE]: ctx.instanceId, [OWNERS]: pgArray(['public', ctx.instanceId]), [START]: page.position?.id },
    { [NOW]: ctx.now.toISOString(), [START_AT]: page.position?.at },
    reachParams(ctx),
    ...scan.applied.map((filter) => filter.params),
  );
  const shape = shapeOf(scan);
  const rows = withoutOutside(
    ctx,
    resource,
    await runPrepared(ctx, shape, (db) => pageStatement(db, scan), params),
  );
  const slice = { rows: rows.slice(0, page.limit), more: rows.length > page.limit };
  if (!scan.start) return { ...slice, beyond: false };
  const [first] = rows as { beyond: boolean | null }[];
  if (first) return { ...slice, beyond: first.beyond === true };
  // An empty page has no row that could carry the answer.
  const behind = await runPrepared(ctx, `${shape}?`, (db) => probeStatement(db, scan), params);
  return { ...slice, beyond: behind.length > 0 };
}

/** A part of a list by offset, and the length of the list. */
export interface OffsetSlice {
  rows: unknown[];
  total: number;
}

/** The part of a list to read, ordered by a column. */
export interface Offset {
  start: number;
  limit: number;
  sort: string;
  descending: boolean;
}

/**
 * Reads a page by offset and counts the list. Both read every row of the caller's instance that the filters keep, so
 * this is for bounded, short lists. The instance is written as a range: with `=`, PostgreSQL would read the whole table
 * when a few instances have most rows.
 */
export async function selectOffset(
  ctx: Context,
  resource: Resource,
  applied: Applied[],
  { start, limit, sort, descending }: Offset,
): Promise<OffsetSlice> {
  const column = getTableColumns(resource.entity.table)[sort];
  if (!column) throw new Error(`${resource.wire.path} cannot be sorted by ${sort}`);
  const { tenancy } = resource.entity;
  if (tenancy.of !== 'tenant') throw new Error(`${resource.wire.path} is not of an instance`);
  const instance = sql.placeholder(INSTANCE);
  const own = sql`${tenancy.instanceId} >= ${instance} and ${tenancy.instanceId} <= ${instance}`;
  const where = and(own, narrowed(ctx, resource.entity, asParameter), conditions(applied));
  const direction = descending ? desc : asc;
  const params = Object.assign(
    { [INSTANCE]: ctx.instanceId, [NOW]: ctx.now.toISOString(), [START]: start },
    reachParams(ctx),
    ...applied.map((filter) => filter.params),
  );
  const shape = `${resource.wire.path}${reachShape(ctx)}|${applied.map((filter) => filter.shape).join()}`;
  const rows = await runPrepared(
    ctx,
    `${shape}|+${sort}${descending ? '<' : '>'}${limit}`,
    (db) =>
      statement(
        selectFrom(db, ctx, resource, {})
          .where(where)
          .orderBy(direction(column), direction(resource.entity.table.id))
          .offset(sql.placeholder(START))
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

/** Reads one row by id; null when it is missing or not visible to the caller. */
export async function selectOne(ctx: Context, resource: Resource, id: string): Promise<unknown> {
  const [row] = await runPrepared(
    ctx,
    `${resource.wire.path}${reachShape(ctx)}#`,
    (db) =>
      statement(
        selectFrom(db, ctx, resource, {}, true).where(
          and(scopeCondition(ctx, resource), sql`${resource.entity.table.id} = ${sql.placeholder('id')}`),
        ),
      ),
    { [INSTANCE]: ctx.instanceId, ...reachParams(ctx), id },
  );
  return withoutOutside(ctx, resource, row ? [row] : [])[0] ?? null;
}

/** Reads the rows with these ids that are visible to the caller. */
export async function selectByIds(ctx: Context, resource: Resource, ids: string[]): Promise<unknown[]> {
  const rows = await runPrepared(
    ctx,
    `${resource.wire.path}${reachShape(ctx)}#*`,
    (db) =>
      statement(
        selectFrom(db, ctx, resource, {}).where(
          and(
            scopeCondition(ctx, resource),
            sql`${resource.entity.table.id} = any(${sql.placeholder('ids')})`,
          ),
        ),
      ),
    { [INSTANCE]: ctx.instanceId, ...reachParams(ctx), ids: pgArray(ids) },
  );
  return withoutOutside(ctx, resource, rows);
}

function pageStatement(db: Queryable, scan: Scan): Statement<unknown> {
  const { where, order } = rowsOf(scan);
  const beyond = scan.start ? { beyond: sql<boolean>`(${probe(scan)})` } : {};
  const query = selectFrom(db, scan.ctx, scan.resource, beyond)
    .where(where)
    .orderBy(order)
    .limit(fixed(scan.limit));
  return statement(query);
}

/** The condition of the scan, and the order that returns its rows by id. */
function rowsOf(scan: Scan): { where: SQL | undefined; order: SQL } {
  const { ctx, resource, sort, applied } = scan;
  const scope = scopeCondition(ctx, resource);
  const inside = reachWalk(scan);
  if (inside) return inside;
  const leading = applied.find((filter) => filter.walk);
  if (sort || !leading?.walk) {
    const order = sql.join(
      [...(sort ? [sort] : []), resource.entity.table.id].map((column) => inOrder(scan, column)),
      sql`, `,
    );
    return { where: and(scope, conditions(applied), keyset(scan)), order };
  }
  const { column, param, many, select } = leading.walk;
  const rest = conditions(applied.filter((filter) => filter !== leading || filter.walk?.isWider));
  if (!many) {
    const along = walk(scan, column, sql.placeholder(param));
    return { where: and(scope, along.where, rest), order: along.order };
  }
  const along = walk(scan, column, sql`walk.value`);
  const limit = literal(scan.limit);
  // The owners already are the scope. Stated twice, their index would look more expensive than the primary key.
  const inner = and(
    param === OWNERS ? narrowed(ctx, resource.entity, asParameter) : scope,
    along.where,
    rest,
  );
  const hits = sql`
    select hit.id from ${select ? sql`(${select()})` : sql`unnest(${sql.placeholder(param)}::text[])`} as walk(value)
    cross join lateral (
      select ${resource.entity.table.id} as id from ${resource.entity.table} where ${inner} order by ${along.order} limit ${limit}
    ) as hit
    order by ${inOrder(scan, sql`hit.id`)} limit ${limit}`;
  return {
    where: and(scope, isOneOf(resource.entity.table.id, hits)),
    order: inOrder(scan, resource.entity.table.id),
  };
}

/**
 * The rows inside the reach of the key, in the order by id: one walk for each value that the reach names, so that no
 * row outside is read. Null without a reach, in another order, and for a table whose ties have no index.
 */
function reachWalk(scan: Scan): { where: SQL | undefined; order: SQL } | null {
  const { ctx, resource, sort, applied } = scan;
  const { entity } = resource;
  if (!ctx.reach || sort || !entity.ties || entity.ties.walked === false || entity.ties.through) return null;
  const { table } = entity;
  const limit = literal(scan.limit);
  const own = inInstanceOf(resource);
  const hits = (values: SQL, along: { where: SQL | undefined; order: SQL }) => sql`
    select hit.id from ${values} cross join lateral (
      select ${table.id} as id from ${table} where ${and(own, along.where, conditions(applied))} order by ${along.order} limit ${limit}
    ) as hit`;
  const walks = partsOf(ctx.reach).flatMap((part) =>
    tiedColumns(entity.ties, part, table).map((column) =>
      part === 'handles'
        ? hits(
            sql`unnest(${asParameter(part)}, ${sql.placeholder(HANDLES_FROM)}::text[], ${sql.placeholder(HANDLES_TO)}::text[]) as walk(value, first, last)`,
            {
              where: and(
                sql`${column} >= walk.first and ${column} <= walk.last and ${column} like walk.value`,
                keyset(scan),
              ),
              order: inOrder(scan, table.id),
            },
          )
        : hits(sql`unnest(${asParameter(part)}) as walk(value)`, walk(scan, column, sql`walk.value`)),
    ),
  );
  if (walks.length === 0) return { where: sql`false`, order: inOrder(scan, table.id) };
  const found = sql`select inside.id from (${sql.join(walks, sql` union `)}) as inside order by ${inOrder(scan, sql`inside.id`)} limit ${limit}`;
  return { where: and(own, isOneOf(table.id, found)), order: inOrder(scan, table.id) };
}

/** The part of the scan with one value of a column, as a range of the index (column, id). */
function walk(scan: Scan, column: PgColumn, value: SQLWrapper): { where: SQL | undefined; order: SQL } {
  const { resource, descending, start } = scan;
  if (column === resource.entity.table.id) {
    return { where: and(sql`${column} = ${value}`, keyset(scan)), order: inOrder(scan, column) };
  }
  const from = sql.raw(descending ? '<=' : '>=');
  const to = sql.raw(descending ? '>=' : '<=');
  return {
    where: and(
      start
        ? sql`(${column}, ${resource.entity.table.id}) ${behind(scan)} (${value}, ${sql.placeholder(START)})`
        : sql`${column} ${from} ${value}`,
      sql`${column} ${to} ${value}`,
    ),
    order: sql`${inOrder(scan, column)}, ${inOrder(scan, resource.entity.table.id)}`,
  };
}

const inOrder = ({ descending }: Scan, by: SQLWrapper): SQL => (descending ? desc(by) : asc(by));

const conditions = (applied: Applied[]): SQL | undefined => and(...applied.map((filter) => filter.where()));

/** The operator for rows after the start in reading direction, or from the start on. */
const behind = ({ descending, inclusive }: Scan): SQL =>
  sql.raw(`${descending ? '<' : '>'}${inclusive ? '=' : ''}`);

function keyset(scan: Scan): SQL | undefined {
  const { resource, sort, start } = scan;
  if (!start) return undefined;
  if (sort === null) return sql`${resource.entity.table.id} ${behind(scan)} ${sql.placeholder(START)}`;
  return sql`(${sort}, ${resource.entity.table.id}) ${behind(scan)} (${sql.placeholder(START_AT)}, ${sql.placeholder(START)})`;
}

/** The face offers only the sorts of the definition, so any other sort is a bug. */
function sortOf({ entity, wire, read }: Resource, name: string | undefined): PgColumn | null {
  if (name === undefined) return null;
  const column = read.sorts.includes(name) ? getTableColumns(entity.table)[name] : undefined;
  if (!column) throw new Error(`${wire.path} cannot be sorted by ${name}`);
  return column;
}

/** The nearest row at or before the start: the reversed scan, which nearly always finds the start itself. */
function probe(scan: Scan): SQL {
  const { where, order } = rowsOf({ ...scan, descending: !scan.descending, inclusive: true, limit: 1 });
  return sql`select true from ${scan.resource.entity.table} where ${where} order by ${order} limit 1`;
}

function probeStatement(db: Queryable, scan: Scan): Statement<unknown> {
  return statement(db.select({ beyond: sql`beyond` }).from(sql`(${probe(scan)}) as found(beyond)`));
}

/** The condition of every row that the caller sees: of the instance, and inside the reach of the key. */
function scopeCondition(ctx: Context, resource: Resource): SQL | undefined {
  const own = inInstanceOf(resource);
  return ctx.reach ? and(own, narrowed(ctx, resource.entity, asParameter)) : own;
}

function inInstanceOf({ entity: { tenancy } }: Resource): SQL | undefined {
  if (tenancy.of === 'global') return undefined;
  const instance = sql.placeholder(INSTANCE);
  return tenancy.of === 'tenant'
    ? sql`${tenancy.instanceId} = ${instance}`
    : sql`${tenancy.ownerId} in ('public', ${instance})`;
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

function selectFrom(
  db: Queryable,
  ctx: Context,
  resource: Resource,
  extra: Record<string, SQL>,
  isOne = false,
): PgSelect {
  const { details, alone } = resource.read;
  const joins: Record<string, Join> = { ...resource.read.joins, ...(isOne ? details : {}) };
  const columns = Object.entries(getTableColumns(resource.entity.table)).filter(
    ([name]) => isOne || !alone.includes(name),
  );
  const embedded = Object.entries(joins).map(([name, join]) => [name, join.columns]);
  let query = db
    .select({
      ...Object.fromEntries(columns),
      ...Object.fromEntries(embedded),
      ...insideFlags(ctx, resource),
      ...extra,
    })
    .from(resource.entity.table)
    .$dynamic() as unknown as PgSelect; // the types of the columns are known where the resource is defined
  for (const { table, on } of Object.values(joins)) query = query.leftJoin(table, on) as PgSelect;
  return query;
}

const statement = (query: unknown): Statement<unknown> => query as Statement<unknown>;

function shapeOf({ ctx, resource, sort, applied, descending, start, limit }: Scan): string {
  const filters = applied.map((filter) => filter.shape).join();
  return `${resource.wire.path}${reachShape(ctx)}|${filters}|${sort?.name ?? ''}${descending ? '<' : '>'}${start ? '@' : ''}${limit}`;
}
