import { pgArray, type Queryable, runPrepared, type Statement } from '@berth/db';
import type { PageRequest } from '@berth/kernel';
import { and, asc, desc, getTableColumns, type SQL, sql } from 'drizzle-orm';
import type { PgSelect } from 'drizzle-orm/pg-core';
import type { Context } from './context.ts';
import type { Resource } from './define.ts';
import { type Applied, INSTANCE } from './filters.ts';

/*
 * The only statements that read a resource.
 *
 * A page is a keyset: it starts behind an id and reads limit + 1 rows, so that a page at any depth reads as many
 * rows as the first one and the extra row tells whether more follow. The limit is a literal of the statement: a
 * generic plan takes a parameter for a tenth of the table and would then read all of what is joined.
 *
 * Several values of one column are a lateral walk of the column's index for each value. Written as `= any`, a
 * generic plan walks the primary key instead, which for an absent value means the whole table.
 */

/** A page read forwards from its start; `beyond` tells whether a row stands on the other side of the start. */
export interface Slice {
  rows: unknown[];
  more: boolean;
  beyond: boolean;
}

interface Scan {
  resource: Resource;
  applied: Applied[];
  descending: boolean;
  start: boolean;
  limit: number;
}

const OWNERS = 'ctx_owners';
const START = 'ctx_start';

/** Reads one page. The filters are already applied to their values. */
export async function selectPage(
  ctx: Context,
  resource: Resource,
  applied: Applied[],
  page: PageRequest,
): Promise<Slice> {
  const scan: Scan = {
    resource,
    applied: [...applied, ...scopeOf(resource, applied)],
    descending: (page.order === 'desc') !== (page.position?.side === 'before'),
    start: page.position !== null,
    limit: page.limit + 1,
  };
  const params = Object.assign(
    { [INSTANCE]: ctx.instanceId, [OWNERS]: pgArray(['public', ctx.instanceId]), [START]: page.position?.id },
    ...scan.applied.map((filter) => filter.params),
  );
  const shape = shapeOf(scan);
  const rows = await runPrepared(ctx.db, ctx.database, shape, (db) => pageStatement(db, scan), params);
  const slice = { rows: rows.slice(0, page.limit), more: rows.length > page.limit };
  if (!scan.start) return { ...slice, beyond: false };
  const [first] = rows as { beyond: boolean | null }[];
  if (first) return { ...slice, beyond: first.beyond === true };
  // An empty page has no row that could carry the answer.
  const behind = await runPrepared(
    ctx.db,
    ctx.database,
    `${shape}?`,
    (db) => probeStatement(db, scan),
    params,
  );
  return { ...slice, beyond: behind.length > 0 };
}

/** Reads one row by its id, or null: not there, or not for this caller. */
export async function selectOne(ctx: Context, resource: Resource, id: string): Promise<unknown> {
  const [row] = await runPrepared(
    ctx.db,
    ctx.database,
    `${resource.path}#`,
    (db) =>
      statement(
        selectFrom(db, resource, {}).where(
          and(scopeCondition(resource), sql`${resource.id} = ${sql.placeholder('id')}`),
        ),
      ),
    { [INSTANCE]: ctx.instanceId, id },
  );
  return row ?? null;
}

function pageStatement(db: Queryable, scan: Scan): Statement<unknown> {
  const { resource, descending, limit } = scan;
  const beyond = scan.start ? { beyond: sql<boolean>`(${probe(scan)})` } : {};
  const query = selectFrom(db, resource, beyond)
    .where(walked(scan))
    .orderBy(descending ? desc(resource.id) : asc(resource.id))
    .limit(sql.raw(String(limit)) as unknown as number); // drizzle writes a number as a parameter
  return statement(query);
}

/** The rows of the scan: by the walk of each value where a filter has several, else by plain conditions. */
function walked(scan: Scan): SQL | undefined {
  const { resource, applied } = scan;
  const walk = applied.find((filter) => filter.each);
  if (!walk?.each) return and(conditions(scan, applied), keyset(scan));
  const rest = applied.filter((filter) => filter !== walk);
  const { column, param } = walk.each;
  const order = sql.raw(scan.descending ? 'desc' : 'asc');
  const limit = sql.raw(String(scan.limit));
  const inner = and(
    scopeCondition(resource),
    sql`${column} = walk.value`,
    conditions(scan, rest),
    keyset(scan),
  );
  return and(
    scopeCondition(resource),
    sql`${resource.id} in (
      select hit.id from unnest(${sql.placeholder(param)}::text[]) as walk(value)
      cross join lateral (
        select ${resource.id} as id from ${resource.table}
        where ${inner} order by ${resource.id} ${order} limit ${limit}
      ) as hit
      order by hit.id ${order} limit ${limit}
    )`,
  );
}

function conditions(scan: Scan, applied: Applied[]): SQL | undefined {
  return and(scopeCondition(scan.resource), ...applied.map((filter) => filter.where()));
}

/** Behind the start in reading direction. */
function keyset({ resource, start, descending }: Scan): SQL | undefined {
  if (!start) return undefined;
  return descending
    ? sql`${resource.id} < ${sql.placeholder(START)}`
    : sql`${resource.id} > ${sql.placeholder(START)}`;
}

/** The nearest row at or before the start. Read from the start backwards, it is nearly always the first one. */
function probe(scan: Scan): SQL {
  const { resource, descending, applied } = scan;
  const [operator, order] = descending ? ['>=', 'asc'] : ['<=', 'desc'];
  return sql`select true from ${resource.table} where ${and(
    conditions(scan, applied),
    sql`${resource.id} ${sql.raw(operator)} ${sql.placeholder(START)}`,
  )} order by ${resource.id} ${sql.raw(order)} limit 1`;
}

function probeStatement(db: Queryable, scan: Scan): Statement<unknown> {
  return statement(db.select({ beyond: sql`beyond` }).from(sql`(${probe(scan)}) as found(beyond)`));
}

function scopeCondition({ tenancy }: Resource): SQL | undefined {
  if (tenancy.of === 'global') return undefined;
  const instance = sql.placeholder(INSTANCE);
  return tenancy.of === 'tenant'
    ? sql`${tenancy.instanceId} = ${instance}`
    : sql`${tenancy.ownerId} in ('public', ${instance})`;
}

/**
 * A catalogue list without another index to walk walks the two owners it may see, so that the rows of all other
 * instances are never read.
 */
function scopeOf({ tenancy }: Resource, applied: Applied[]): Applied[] {
  if (tenancy.of !== 'catalog' || applied.some((filter) => filter.each || filter.single)) return [];
  return [
    {
      shape: 'owners',
      params: {},
      where: () => sql`true`,
      each: { column: tenancy.ownerId, param: OWNERS },
    },
  ];
}

function selectFrom(db: Queryable, resource: Resource, extra: Record<string, SQL>): PgSelect {
  const embedded = Object.entries(resource.joins).map(([name, join]) => [name, join.columns]);
  let query = db
    .select({ ...getTableColumns(resource.table), ...Object.fromEntries(embedded), ...extra })
    .from(resource.table)
    .$dynamic() as unknown as PgSelect; // the type of the columns is known where the resource is defined
  for (const { table, on } of Object.values(resource.joins)) query = query.leftJoin(table, on) as PgSelect;
  return query;
}

const statement = (query: unknown): Statement<unknown> => query as Statement<unknown>;

function shapeOf({ resource, applied, descending, start, limit }: Scan): string {
  const filters = applied.map((filter) => filter.shape).join();
  return `${resource.path}|${filters}|${descending ? '<' : '>'}${start ? '@' : ''}${limit}`;
}
