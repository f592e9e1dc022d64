import { and, type SQL, sql } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import type { Applied, ColumnWalk } from './filters.ts';
import { alongPair, type Pair, pairOf } from './pairs.ts';
import { literal } from './planner.ts';
import { asParameter, HANDLES_FROM, HANDLES_TO, narrowed, partsOf, tiedColumns } from './reach.ts';
import {
  along,
  conditions,
  inInstanceOf,
  inOrder,
  keyset,
  OWNERS,
  type Range,
  type Scan,
  scopeCondition,
} from './scan.ts';

/*
 * The walks that read the rows of a scan: each through an index, in an order that gives the order by id for each of its
 * values.
 */

/** One walk for each of the values: a row source named `walk`, with a column `value`. */
export interface Walk extends Range {
  /** Null for one walk without a value. */
  values: SQL | null;
  /** True for the walk of all rows in the order of their ids: they lie side by side, unlike those of one value. */
  ofAll?: boolean;
  /** True when the values are ids, each named once. */
  ofIds?: boolean;
  scope: SQL | undefined;
  /** The filters that are not the range. */
  rest: SQL | undefined;
}

/** The walks of a scan, and the condition of all rows that they may find. */
export interface Walks {
  walks: Walk[];
  scope: SQL | undefined;
}

export function walksOf(scan: Scan): Walks {
  const { ctx, resource, sort, applied } = scan;
  const inReach = reachWalks(scan);
  if (inReach) return inReach;
  const scope = scopeCondition(ctx, resource);
  const { leading, inside, pair } = leadingOf(applied, resource.entity.table.id);
  if (!sort && pair) {
    const rest = conditions(applied.filter((filter) => filter !== pair.first && filter !== pair.second));
    return { walks: [{ scope, ...alongPair(scan, pair), rest }], scope };
  }
  if (sort || !leading?.walk) {
    const order = sql.join(
      [...(sort ? [sort] : []), resource.entity.table.id].map((column) => inOrder(scan, column)),
      sql`, `,
    );
    const rest = conditions(applied);
    return { walks: [{ values: null, ofAll: true, scope, where: keyset(scan), order, rest }], scope };
  }
  const { column, param, many, select } = leading.walk;
  const rest = and(leading.walk.rest?.(), conditions(applied.filter((filter) => filter !== leading)));
  if (!many) {
    return { walks: [{ values: null, scope, ...along(scan, column, sql.placeholder(param)), rest }], scope };
  }
  const values = sql`${select ? sql`(${select(inside)})` : sql`unnest(${sql.placeholder(param)}::text[])`} as walk(value)`;
  // The owners already are the scope. Stated twice, their index would look more expensive than the primary key.
  const inner = param === OWNERS ? narrowed(ctx, resource.entity, asParameter) : scope;
  const ofIds = column === resource.entity.table.id;
  return { walks: [{ values, ofIds, scope: inner, ...along(scan, column, sql`walk.value`), rest }], scope };
}

/** The filter whose values are walked, with one that its values are kept inside of, or the two of a pair. */
interface Leading {
  leading?: Applied | undefined;
  inside?: ColumnWalk | undefined;
  pair?: Pair;
}

/**
 * Finds the filter whose values are walked: one by ids, which finds a row for each whatever is beside it, else two with
 * an index of both, else the first one, or that of two whose values can be kept inside of the other's.
 */
function leadingOf(applied: readonly Applied[], id: PgColumn): Leading {
  const byId = applied.find(({ walk }) => walk?.column === id);
  if (byId) return { leading: byId, inside: widerOf(applied, byId)?.walk };
  const pair = pairOf(applied);
  if (pair) return { pair };
  const first = applied.find(({ walk }) => walk);
  const narrower = applied.find(({ walk }) => walk?.inside);
  const wider = narrower && widerOf(applied, narrower);
  if (wider && (first === wider || first === narrower)) return { leading: narrower, inside: wider.walk };
  return { leading: first };
}

/** Finds the filter inside of whose values those of another one can be kept. */
const widerOf = (applied: readonly Applied[], narrower: Applied): Applied | undefined =>
  applied.find(({ walk }) => walk && !walk.select && walk.column === narrower.walk?.inside);

/**
 * The walks inside the reach of the key, in the order by id: one for each value that the reach names, so that no row
 * outside is read. Null without a reach, in another order, and for a table whose ties have no index.
 */
function reachWalks(scan: Scan): Walks | null {
  const { ctx, resource, sort, applied } = scan;
  const { entity } = resource;
  if (!ctx.reach || sort || !entity.ties || entity.ties.walked === false || entity.ties.through) return null;
  const { table } = entity;
  const own = inInstanceOf(resource);
  const walks = partsOf(ctx.reach).flatMap((part) =>
    tiedColumns(entity.ties, part, table).map((column): Walk => {
      const shared = { scope: own, rest: conditions(applied) };
      if (part !== 'handles') {
        const values = sql`unnest(${asParameter(part)}) as walk(value)`;
        return { ...shared, values, ...along(scan, column, sql`walk.value`) };
      }
      return {
        ...shared,
        values: sql`unnest(${asParameter(part)}, ${sql.placeholder(HANDLES_FROM)}::text[], ${sql.placeholder(HANDLES_TO)}::text[]) as walk(value, first, last)`,
        where: and(
          sql`${column} >= walk.first and ${column} <= walk.last and ${column} like walk.value`,
          keyset(scan),
        ),
        order: inOrder(scan, table.id),
      };
    }),
  );
  return { walks, scope: own };
}

/** The only walk of a scan, if its rows can be read without a look at their ids first: it has no values and no end. */
export function onlyWalk(walks: readonly Walk[]): Walk | null {
  const [only] = walks;
  return only && walks.length === 1 && only.values === null && !only.end ? only : null;
}

/** Selects the ids of the first rows of all walks in the order by id, when `gate` holds. */
export function firstHits(scan: Scan, walks: readonly Walk[], gate?: SQL): SQL {
  if (walks.length === 0) return sql`select '' as id where false`;
  const [only] = walks;
  if (only?.ofIds && only.values && walks.length === 1) return hitsOfIds(scan, only, only.values, gate);
  const hits = walks.map(
    (walk) =>
      sql`select hit.id from ${walk.values ?? NO_VALUE} cross join lateral (${hitsOfWalk(scan, walk, gate)}) as hit`,
  );
  // Patterns of handles may find a row twice, and so may two columns
  return sql`select distinct inside.id from (${sql.join(hits, sql` union all `)}) as inside order by ${inOrder(scan, sql`inside.id`)} limit ${literal(scan.limit)}`;
}

/** Selects the ids of the first rows with one of the ids, each looked up in turn until there are enough. */
function hitsOfIds(scan: Scan, walk: Walk, ids: SQL, gate: SQL | undefined): SQL {
  const value = sql`walk.value collate "C"`; // as the ids are, whatever the database has
  return sql`select hit.id from (select ${value} as value from ${ids} order by ${inOrder(scan, value)}) as walk
    cross join lateral (${hitsOfWalk(scan, walk, gate)}) as hit
    order by ${inOrder(scan, sql`walk.value`)} limit ${literal(scan.limit)}`;
}

/**
 * Selects the ids of the first rows of a walk. Rows behind the end count as hits, so that the walk stops soon after it.
 */
function hitsOfWalk(scan: Scan, { scope, where, end, order, rest }: Walk, gate: SQL | undefined): SQL {
  const { table } = scan.resource.entity;
  const select = (columns: SQL, passed: SQL | undefined) =>
    sql`select ${columns} from ${table} where ${and(gate, scope, where, passed) ?? sql`true`} order by ${order} limit ${literal(scan.limit)}`;
  if (!end) return select(sql`${table.id} as id`, rest);
  const passed = rest && sql`(not (${end}) or (${rest}))`;
  return sql`select walked.id from (${select(sql`${table.id} as id, ${end} as is_inside`, passed)}) as walked where walked.is_inside`;
}

/** The row source of a walk without a value. */
export const NO_VALUE = sql`(select 0) as walk(value)`;
