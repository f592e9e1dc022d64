import { and, type SQL, type SQLWrapper, sql } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import type { Lags } from './filters.ts';
import { lagBeginning } from './lags.ts';
import { literal } from './planner.ts';
import { alongTexts, conditions, inOrder, type Scan, scopeCondition } from './scan.ts';

/** The steps of one turn. A turn costs PostgreSQL more than a few steps without rows. */
const AT_ONCE = 4;

/**
 * Selects the ids of the first rows with one value of a column, by the index of their lag inside of it, when `gate`
 * holds. The statement takes a few steps at once, in the order of their ranges of ids, and ends when its rows fill the
 * page and the ranges of all further steps come behind them.
 */
export function hitsByLag(
  scan: Scan,
  { key, params }: Lags,
  within: PgColumn,
  value: SQLWrapper,
  gate: SQL,
): SQL {
  const { ctx, resource, applied, descending } = scan;
  const { table } = resource.entity;
  const limit = literal(scan.limit);
  const [steps, firsts, lasts] = params.map((name) => sql`${sql.placeholder(name)}::text[] collate "C"`);
  // The last row of the page; null until the page is full. The walk skips the rows behind it.
  const end = sql`walk.ids[${limit}]`;
  const group = literal(AT_ONCE - 1);
  const { begin, slice, next, from, to, isBehind } = descending
    ? {
        begin: sql`1`,
        slice: sql`walk.place : walk.place + ${group}`,
        next: sql`walk.place + ${literal(AT_ONCE)}`,
        from: sql`greatest(step.first, ${end})`,
        to: sql`step.last`,
        isBehind: sql`ranges.lasts[walk.place] < ${end}`,
      }
    : {
        begin: sql`cardinality(ranges.steps)`, // the larger the lag, the earlier the creation
        slice: sql`walk.place - ${group} : walk.place`,
        next: sql`walk.place - ${literal(AT_ONCE)}`,
        from: sql`step.first`,
        to: sql`least(step.last, ${end})`,
        isBehind: sql`ranges.firsts[walk.place] > ${end}`,
      };
  const range = alongTexts(scan, key(within), {
    beginning: lagBeginning(value, sql`step.value`),
    first: from,
    last: to,
  });
  const hits = sql`
    select hit.id from unnest(ranges.steps[${slice}], ranges.firsts[${slice}], ranges.lasts[${slice}]) as step(value, first, last)
    cross join lateral (
      select ${table.id} as id from ${table}
      where ${and(scopeCondition(ctx, resource), range.where, conditions(applied))} order by ${range.order} limit ${limit}
    ) as hit`;
  return sql`with recursive
    ranges as materialized (
      select ${steps} as steps, ${firsts} as firsts, ${lasts} as lasts
    ),
    walk as (
      select ${begin} as place, '{}'::text[] collate "C" as ids from ranges where ${gate}
      union all
      select ${next}, array(
        select found.id from (select unnest(walk.ids) as id union ${hits}) as found
        order by ${inOrder(scan, sql`found.id`)} limit ${limit}
      )
      from walk cross join ranges where walk.place between 1 and cardinality(ranges.steps) and (${isBehind}) is not true
    )
    select unnest(page.ids) as id from (
      select walk.ids from walk order by walk.place ${sql.raw(descending ? 'desc' : 'asc')} limit 1
    ) as page`;
}
