import { and, type SQL, sql } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import type { Applied, Lags, Seek } from './filters.ts';
import { lagBeginning } from './lags.ts';
import { along, alongTexts, conditions, type Scan, scopeCondition } from './scan.ts';
import type { Walk } from './walks.ts';

/*
 * The walks along an index that has the rows of a filter in the order of their ids, for each status or each step of the
 * lag. They read hardly a row but those of the filter, where a walk of all ids reads what lies between them.
 */

/** The index of a filter that few rows may match. */
export const seekOf = (applied: readonly Applied[]): Seek | undefined =>
  applied.find(({ seek }) => seek)?.seek;

/**
 * The walks of a scan by the index of a filter; null without one in the order of the page, and when the reach or
 * another filter has narrower walks.
 */
export function indexWalks(scan: Scan): Walk[] | null {
  const { ctx, resource, applied } = scan;
  const seek = seekOf(applied);
  if (!seek || ctx.reach) return null;
  const { where, by, lags } = seek;
  const leading = applied.find(({ walk }) => walk)?.walk;
  const scope = scopeCondition(ctx, resource);
  const rest = conditions(applied);
  const inSteps = ({ key, params }: Lags, column: PgColumn, value: SQL): Walk => {
    const [steps, firsts, lasts] = params.map((name) => sql.placeholder(name));
    const beginning = lagBeginning(value, sql`walk.value`);
    const range = alongTexts(scan, key(column), { beginning, first: sql`walk.first`, last: sql`walk.last` });
    const values = sql`unnest(${steps}::text[], ${firsts}::text[], ${lasts}::text[]) as walk(value, first, last)`;
    return { values, scope, ...range, rest };
  };
  if (leading) {
    if (!lags?.within.includes(leading.column) || leading.many) return null;
    return [inSteps(lags, leading.column, sql`${sql.placeholder(leading.param)}::text`)];
  }
  const columns = lags?.within ?? [by];
  const status = applied.find(({ choice }) => choice && columns.includes(choice.column))?.choice;
  if (!status) return null;
  return status.words.map((word): Walk => {
    if (lags) return inSteps(lags, status.column, word);
    const range = along(scan, status.column, word);
    return { values: null, scope, order: range.order, where: and(where(), range.where), rest };
  });
}
