import { textSearch } from '@berth/db';
import { and, type SQL, sql } from 'drizzle-orm';
import type { Context } from './context.ts';
import type { Resource } from './define.ts';
import type { Applied } from './filters.ts';
import { indexWalks, seekOf } from './index-walks.ts';
import { literal } from './planner.ts';
import {
  conditions,
  type Fallback,
  inInstanceOf,
  inOrder,
  keyset,
  type Scan,
  scopeCondition,
} from './scan.ts';
import { firstHits, NO_VALUE, type Walk } from './walks.ts';

/*
 * A filter that few rows match, and a search, walk the rows of a list for a bounded number only. Most pages are full by
 * then: what a person filters by, or searches for, many rows have. When a page is not, an index leads to the rows that
 * match, wherever they stand. An index in another order than that of the page would be slow for what many rows match,
 * because it must find them all before it can tell the first.
 *
 * One statement has both ways, because which of them is shorter shows only as it runs. A condition without a column of
 * the rows, such as that the walk has missed something, is checked once, before its way is taken.
 */

/** The rows that a walk reads before an index takes over. */
const WALKED = 2_000;
/** The same before an index that has the rows in the order of the page, or nearly. */
const WALKED_AT_LEAST = 500;
/**
 * The rows of one value, such as a provider, of which one must have the text of a search, or else the index takes over
 * at once. They lie on nearly as many pages of the disk.
 */
const GLANCED = 1_000;
/** The rows that a walk reads when nothing can take over. */
export const WALKED_AT_MOST = 20_000;
/** The matching rows that the index of a filter may give: all are read, for their order by id. */
const SOUGHT_AT_MOST = 3_000;

/** Tells what leads to the rows beyond the first ones of a walk; null when the walk reads all. */
export async function fallbackOf(
  ctx: Context,
  resource: Resource,
  applied: readonly Applied[],
): Promise<Fallback | null> {
  const text = textOf(applied);
  if (text && text.text !== '') {
    if (!text.document) return 'refuse';
    const { hasIndexes, finds } = await textSearch(ctx.database);
    return hasIndexes && finds(text.text) ? 'find' : 'refuse';
  }
  return resource.entity.tenancy.of === 'tenant' && seekOf(applied) ? 'seek' : null;
}

const textOf = (applied: readonly Applied[]) => applied.find(({ text }) => text)?.text;

/** Selects the ids of the first rows of a scan, by the walks and then by what leads beyond them. */
export function boundedHits(scan: Scan, walks: readonly Walk[]): SQL {
  const { resource, fallback } = scan;
  const { table } = resource.entity;
  const limit = literal(scan.limit);
  const first = sql`${inOrder(scan, sql`found.id`)} limit ${limit}`;
  if (fallback === 'refuse') {
    return sql`with near as materialized (${nearHits(scan, walks)}) select found.id from (select distinct near.id from near) as found order by ${first}`;
  }
  const missed = sql`(select missed.it from missed)`;
  const given = (gate: SQL, source: SQL) => sql`(
    select ${table.id} as id from (${source}) as ${table}
    where ${gate} and ${and(scopeCondition(scan.ctx, resource), keyset(scan), conditions(scan.applied))}
    order by ${inOrder(scan, table.id)} limit ${limit}
  )`;
  const ways: SQL[] = [sql`select near.id from near where not ${missed}`];
  const parts =
    fallback === 'find' && walks.some(({ ofAll }) => !ofAll)
      ? glanceParts(scan, walks)
      : walkParts(scan, walks);
  const own = inInstanceOf(resource);
  const text = textOf(scan.applied);
  const seek = seekOf(scan.applied);
  const ordered = indexWalks(scan);
  if (fallback === 'find' && text?.document) {
    const found = sql`${text.document()} ilike ${sql.placeholder(text.param)}`;
    ways.push(given(missed, sql`select * from ${table} where ${own} and ${found} offset 0`));
  } else if (seek && ordered) {
    ways.push(...ordered.map((walk) => sql`(${walk(missed)})`));
  } else if (seek) {
    const matching = (columns: SQL, count: number) =>
      sql`select ${columns} from ${table} where ${own} and ${seek.where()} order by ${seek.by}, ${table.id} limit ${literal(count)}`;
    parts.push(sql`few as materialized (
      select count(*) <= ${literal(SOUGHT_AT_MOST)} as it from (${matching(sql``, SOUGHT_AT_MOST + 1)}) as sought
    )`);
    const few = sql`(select few.it from few)`;
    ways.push(given(sql`case when ${missed} then ${few} else false end`, matching(sql`*`, SOUGHT_AT_MOST)));
    ways.push(sql`(${firstHits(scan, walks, sql`case when ${missed} then not ${few} else false end`)})`);
  }
  return sql`with ${sql.join(parts, sql`, `)}
    select found.id from (${sql.join(ways, sql` union `)}) as found order by ${first}`;
}

/** The walks of a bounded scan, and whether they have missed something. */
const walkParts = (scan: Scan, walks: readonly Walk[]): SQL[] => [
  sql`near as materialized (${nearHits(scan, walks)})`,
  sql`missed as materialized (select ${isMissed(scan, walks)} as it)`,
];

/** The same, for walks that end early when none of their first rows is a hit. */
function glanceParts(scan: Scan, walks: readonly Walk[]): SQL[] {
  const glanced = sql`(select glanced.it from glanced)`;
  const first = { rows: GLANCED, limit: 1 };
  return [
    sql`glanced as materialized (select exists (${nearHits(scan, walks, first)}) as it)`,
    sql`near as materialized (${nearHits(scan, walks, { gate: glanced })})`,
    sql`missed as materialized (
      select case when ${glanced} then ${isMissed(scan, walks)} else ${isMissed(scan, walks, GLANCED)} end as it
    )`,
  ];
}

interface Near {
  /** The rows that each walk may read. */
  rows?: number;
  /** The hits to select of each walk. */
  limit?: number;
  gate?: SQL;
}

/** Selects the first hits of each walk among the rows that it may read, when `gate` holds. */
function nearHits(
  scan: Scan,
  walks: readonly Walk[],
  { rows = walkedBy(scan), limit = scan.limit, gate }: Near = {},
): SQL {
  if (walks.length === 0) return sql`select 0 as place, '' as value, '' as id where false`;
  const { table } = scan.resource.entity;
  const hits = walks.map(
    ({ values, scope, where, end, order, rest }, place) => sql`
      select ${literal(place)} as place, walk.value::text as value, hit.id from ${values ?? NO_VALUE} cross join lateral (
        select ${table.id} as id from (
          select * from ${table} where ${and(gate, scope, where) ?? sql`true`} order by ${order} limit ${literal(rows)}
        ) as ${table} where ${and(end, rest) ?? sql`true`} order by ${order} limit ${literal(limit)}
      ) as hit`,
  );
  return sql.join(hits, sql` union all `);
}

function walkedBy(scan: Scan): number {
  if (scan.fallback === 'refuse') return WALKED_AT_MOST;
  return scan.fallback === 'seek' && indexWalks(scan) ? WALKED_AT_LEAST : WALKED;
}

/** The condition that a walk has more rows than it may read, and has not found enough among those. It reads `near`. */
function isMissed(scan: Scan, walks: readonly Walk[], rows = walkedBy(scan)): SQL {
  if (walks.length === 0) return sql`false`;
  const { table } = scan.resource.entity;
  const each = walks.map(
    ({ values, scope, where, end, order }, place) => sql`exists (
      select from ${values ?? NO_VALUE} where case
        when (select count(*) from near where near.place = ${literal(place)} and near.value = walk.value::text) < ${literal(scan.limit)}
        then exists (
          select from (
            select ${end ?? sql`true`} as is_inside from ${table} where ${and(scope, where) ?? sql`true`}
            order by ${order} offset ${literal(rows)} limit 1
          ) as next where next.is_inside
        )
        else false end
    )`,
  );
  return sql`(${sql.join(each, sql` or `)})`;
}

/** Selects whether a bounded scan has missed rows. */
export const missedRows = (scan: Scan, walks: readonly Walk[]): SQL =>
  sql`with near as materialized (${nearHits(scan, walks)}) select ${isMissed(scan, walks)}`;
