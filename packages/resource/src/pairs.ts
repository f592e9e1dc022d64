import { type SQL, type SQLWrapper, sql } from 'drizzle-orm';
import type { Applied, ColumnWalk } from './filters.ts';
import { alongTexts, type Range, type Scan } from './scan.ts';

/*
 * Of two values that many rows each have, few rows may have both. An index of both columns has these in the order of
 * their ids. It is partial, so that a row without one of the values is not in it.
 *
 * The two columns and the id are one text. As columns of a range, PostgreSQL would read on from the end of the range to
 * the last row of the first value, and for `=` it might take the index of the second column, which has the same order.
 */

/** The text of a row in the index of two columns. */
export const pairKey = (first: SQLWrapper, second: SQLWrapper, id: SQLWrapper): SQL =>
  sql`((${beginning(first, second)} || ${id}) collate "C")`;

/** The condition of the rows in the index. The statement and the index must have the same one. */
export const hasPair = (first: SQLWrapper, second: SQLWrapper): SQL =>
  sql`${first} is not null and ${second} is not null`;

/** The beginning of the texts with two values. */
const beginning = (first: SQLWrapper, second: SQLWrapper): SQL => sql`${first} || ' ' || ${second} || ' '`;

/** Two filters whose columns have an index together. One of them may have several values. */
export interface Pair {
  first: Applied & { walk: ColumnWalk };
  second: Applied & { walk: ColumnWalk };
}

/** Finds the two filters of a pair; null without any. */
export function pairOf(applied: readonly Applied[]): Pair | null {
  const walked = applied.filter((filter): filter is Pair['first'] => filter.walk !== undefined);
  for (const first of walked) {
    const second = walked.find(({ walk }) => walk.column === first.walk.paired && !walk.select);
    if (second && !(first.walk.many && second.walk.many)) return { first, second };
  }
  return null;
}

/** The part of the scan with the values of a pair, and the values to walk where one of the filters has several. */
export function alongPair(scan: Scan, { first, second }: Pair): Range & { values: SQL | null } {
  const { id } = scan.resource.entity.table;
  const columns = [first.walk.column, second.walk.column] as const;
  const one = ({ walk }: Pair['first']) =>
    walk.many ? sql`walk.value` : sql`${sql.placeholder(walk.param)}::text`;
  const several = [first, second].find(({ walk }) => walk.many);
  const { where, order } = alongTexts(scan, pairKey(...columns, id), {
    beginning: beginning(one(first), one(second)),
    first: sql`''`,
    last: sql`'~'`, // behind every letter of an id
  });
  return {
    values: several ? sql`unnest(${sql.placeholder(several.walk.param)}::text[]) as walk(value)` : null,
    where: sql`${hasPair(...columns)} and ${where}`,
    order,
  };
}
