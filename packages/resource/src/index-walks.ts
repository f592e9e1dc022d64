import { and, type SQL, sql } from 'drizzle-orm';
import type { Applied, Seek } from './filters.ts';
import { hitsByLag } from './lag-walk.ts';
import { along, conditions, type Scan, scopeCondition } from './scan.ts';
import { firstHits, type Walk } from './walks.ts';

/*
 * The walks along an index that has the rows of a filter in the order of their ids, for each status or each step of the
 * lag. They read hardly a row but those of the filter, where a walk of all ids reads what lies between them.
 */

/** Selects the ids of the first rows of a scan, or as many for each of several values, when `gate` holds. */
export type IndexWalk = (gate: SQL) => SQL;

/** The index of a filter that few rows may match. */
export const seekOf = (applied: readonly Applied[]): Seek | undefined =>
  applied.find(({ seek }) => seek)?.seek;

/**
 * The walks of a scan by the index of a filter; null without one in the order of the page, and when the reach or
 * another filter has narrower walks.
 */
export function indexWalks(scan: Scan): IndexWalk[] | null {
  const { ctx, resource, applied } = scan;
  const seek = seekOf(applied);
  if (!seek || ctx.reach) return null;
  const { where, by, lags } = seek;
  const leading = applied.find(({ walk }) => walk)?.walk;
  if (leading) {
    if (!lags?.within.includes(leading.column) || leading.many) return null;
    const value = sql`${sql.placeholder(leading.param)}::text`;
    return [(gate) => hitsByLag(scan, lags, leading.column, value, gate)];
  }
  const columns = lags?.within ?? [by];
  const status = applied.find(({ choice }) => choice && columns.includes(choice.column))?.choice;
  if (!status) return null;
  if (lags) return status.words.map((word) => (gate) => hitsByLag(scan, lags, status.column, word, gate));
  const scope = scopeCondition(ctx, resource);
  const walks = status.words.map((word): Walk => {
    const range = along(scan, status.column, word);
    return { values: null, scope, ...range, where: and(where(), range.where), rest: conditions(applied) };
  });
  return [(gate) => firstHits(scan, walks, gate)];
}
