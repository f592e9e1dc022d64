import { and, asc, desc, type SQL, type SQLWrapper, sql } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import type { Context } from './context.ts';
import type { Resource } from './define.ts';
import { type Applied, INSTANCE } from './filters.ts';
import { asParameter, type Narrowing, narrowed } from './reach.ts';
import { ofInstance } from './tenancy.ts';

/** The reading of one page in one direction. */
export interface Scan {
  /** Only the instance, the registry and the parts of the reach may make a difference to the text. */
  ctx: Context;
  resource: Resource;
  /** The column to sort by before the id; null for the order by id. */
  sort: PgColumn | null;
  applied: Applied[];
  descending: boolean;
  start: boolean;
  /** True when the scan includes the start itself: the one against the direction of the page. */
  inclusive: boolean;
  limit: number;
  /** The ends of the ids that can match, where the filters have any. */
  ids: { from: boolean; to: boolean };
  /** Leads to the rows beyond the first ones of the walk; null for a walk of all. */
  fallback: Fallback | null;
}

/** `seek`: by the index of a filter that few rows match. `find`: by the search index. `refuse`: not at all. */
export type Fallback = 'seek' | 'find' | 'refuse';

export const OWNERS = 'ctx_owners';
const START = 'ctx_start';
const START_AT = 'ctx_start_at';
/** The start of the scan against the direction of the page. */
const BACK = 'ctx_back';
const FROM = 'ctx_from';
const TO = 'ctx_to';

/** Joins the ids that can match: of several filters, the narrowest. */
export function idsOf(applied: readonly Applied[]): { from?: string; to?: string } {
  const from = applied
    .flatMap(({ ids }) => ids?.from ?? [])
    .sort()
    .at(-1);
  const to = applied.flatMap(({ ids }) => ids?.to ?? []).sort()[0];
  return { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) };
}

/**
 * The parameters for the start of a page and the ends of the ids. In the order by id, a start outside of the ends
 * moves to the end: of two conditions on one side, PostgreSQL may begin the walk at the wider one.
 */
export function startParams(
  scan: Scan,
  position: { id: string; at?: string } | null,
  { from, to }: { from?: string; to?: string },
): Record<string, string | undefined> {
  if (!position) return { [FROM]: from, [TO]: to };
  const { id, at } = position;
  if (scan.sort) return { [FROM]: from, [TO]: to, [START]: id, [BACK]: id, [START_AT]: at };
  const above = from !== undefined && from > id ? from : id;
  const below = to !== undefined && to < id ? to : id;
  return {
    [FROM]: from,
    [TO]: to,
    [START]: scan.descending ? below : above,
    [BACK]: scan.descending ? above : below,
  };
}

export const inOrder = ({ descending }: Scan, by: SQLWrapper): SQL => (descending ? desc(by) : asc(by));

export const conditions = (applied: readonly Applied[]): SQL | undefined =>
  and(...applied.map((filter) => filter.where()));

interface Edge {
  operator: SQL;
  param: SQL;
}

/** The edges of the scan in the order by id: where it begins and where it ends. */
function edges(scan: Scan): { first: Edge | null; last: Edge | null } {
  const { descending, ids } = scan;
  const later: Edge = { operator: sql`>`, param: sql`${sql.placeholder(FROM)}` };
  const earlier: Edge = { operator: sql`<`, param: sql`${sql.placeholder(TO)}` };
  const ends = { from: ids.from ? later : null, to: ids.to ? earlier : null };
  const start = scan.start
    ? { operator: behind(scan), param: sql`${sql.placeholder(scan.inclusive ? BACK : START)}` }
    : null;
  return descending
    ? { first: start ?? ends.to, last: ends.from }
    : { first: start ?? ends.from, last: ends.to };
}

/** The part of the order by id, or of the other order, that the scan reads. */
export function keyset(scan: Scan): SQL | undefined {
  const { resource, sort, start, ids } = scan;
  const { id } = resource.entity.table;
  if (sort === null) {
    const { first, last } = edges(scan);
    return and(
      ...[first, last].map((edge) => edge && sql`${id} ${edge.operator} ${edge.param}`).filter(isThere),
    );
  }
  return and(
    ids.from ? sql`${id} > ${sql.placeholder(FROM)}` : undefined,
    ids.to ? sql`${id} < ${sql.placeholder(TO)}` : undefined,
    start
      ? sql`(${sort}, ${id}) ${behind(scan)} (${sql.placeholder(START_AT)}, ${sql.placeholder(scan.inclusive ? BACK : START)})`
      : undefined,
  );
}

/** A range of an index, read from its beginning on. */
export interface Range {
  where: SQL | undefined;
  /** The condition of the rows before the end, where PostgreSQL would not stop by itself. */
  end?: SQL | undefined;
  order: SQL;
}

/**
 * The part of the scan with one value of a column, as a range of the index (column, id). A comparison of both columns
 * leaves PostgreSQL no other index. It would not stop at the end of the ids, but read on to the last row of the value,
 * so the end is a condition of its own.
 */
export function along(scan: Scan, column: PgColumn, value: SQLWrapper): Range {
  const { resource, descending } = scan;
  const { id } = resource.entity.table;
  if (column === id) {
    return { where: and(sql`${column} = ${value}`, keyset(scan)), order: inOrder(scan, column) };
  }
  const { first, last } = edges(scan);
  const [from, to] = descending ? ['<=', '>='] : ['>=', '<='];
  const begin = first
    ? sql`(${column}, ${id}) ${first.operator} (${value}, ${first.param})`
    : sql`${column} ${sql.raw(from)} ${value}`;
  return {
    where: and(begin, sql`${column} ${sql.raw(to)} ${value}`),
    end: last ? sql`${id} ${last.operator} ${last.param}` : undefined,
    order: sql`${inOrder(scan, column)}, ${inOrder(scan, id)}`,
  };
}

/** The part of an index of texts that end with the id: those with one beginning, and the ids between two. */
export function alongTexts(
  scan: Scan,
  by: SQL,
  range: { beginning: SQL; first: SQL; last: SQL },
): { where: SQL; order: SQL } {
  const { first, last } = edges(scan);
  const [from, to] = scan.descending ? [last, first] : [first, last];
  const inC = (text: SQL) => sql`${text} collate "C"`; // as the ids are, whatever the database has
  const lower = from ? sql`greatest(${inC(range.first)}, ${inC(from.param)})` : range.first;
  const upper = to ? sql`least(${inC(range.last)}, ${inC(to.param)})` : range.last;
  return {
    where: sql`${by} ${from?.operator ?? sql`>`} ${range.beginning} || ${lower}
      and ${by} ${to?.operator ?? sql`<`} ${range.beginning} || ${upper}`,
    order: inOrder(scan, by),
  };
}

const isThere = (condition: SQL | null): condition is SQL => condition !== null;

/** The operator for rows after the start in reading direction, or from the start on. */
const behind = ({ descending, inclusive }: Scan): SQL =>
  sql.raw(`${descending ? '<' : '>'}${inclusive ? '=' : ''}`);

/** The condition of every row that the caller sees: of the instance, and inside the reach of the key. */
export function scopeCondition(ctx: Narrowing, resource: Pick<Resource, 'entity'>): SQL | undefined {
  const own = inInstanceOf(resource);
  return ctx.reach ? and(own, narrowed(ctx, resource.entity, asParameter)) : own;
}

export const inInstanceOf = ({ entity }: Pick<Resource, 'entity'>): SQL | undefined =>
  ofInstance(entity, sql`${sql.placeholder(INSTANCE)}`);
