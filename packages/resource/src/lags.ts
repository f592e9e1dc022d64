import { firstId, type Kind, lastId } from '@berth/kernel';
import { type SQL, type SQLWrapper, sql } from 'drizzle-orm';

/*
 * The lag of a row is the time from its creation to its last change. An index by the lag, in steps, and then by the id
 * finds the rows changed inside a window in the order of their ids: with a given lag they were created inside a window
 * too, so each step has a range of ids. The index by the last change would have to give all rows before the first one
 * by id is known.
 *
 * The column that an index is for, the step and the id are one text. As columns of a range, PostgreSQL would read on
 * from the end of the range to the end of the step, and it might take the index for the order by the first column.
 */

/** A step is this fraction of a doubling, so that a range is at most 9 % of the lag too wide. */
const STEPS_OF_DOUBLING = 8;
/** The first step begins at nothing, the second after a second, the last one after eight years and has no end. */
const LAST_STEP = 28 * STEPS_OF_DOUBLING;

/** The first step as a number of four digits, so that the texts of all steps are equally long. */
const FIRST_STEP = 1_000;

/** The text of an index by the lag of a row inside of a column. */
export const lagKey = (
  within: SQLWrapper,
  row: Record<'created_at' | 'updated_at' | 'id', SQLWrapper>,
): SQL => {
  const lag = sql`greatest(extract(epoch from (${row.updated_at} - ${row.created_at}))::float8, 1)`;
  const step = sql`least(floor(ln(${lag}) * ${sql.raw(String(STEPS_OF_DOUBLING / Math.LN2))})::integer, ${sql.raw(String(LAST_STEP))})`;
  const steps = sql`(${sql.raw(String(FIRST_STEP))} + ${step})::text`;
  return sql`((${lagBeginning(within, steps)} || ${row.id}) collate "C")`;
};

/** The beginning of the texts with one value and one step. */
export const lagBeginning = (value: SQLWrapper, step: SQLWrapper): SQL => sql`${value} || ' ' || ${step}`;

/** The step, and the ids between which the rows of the step can be inside the window. */
export interface LagRange {
  step: string;
  first: string;
  last: string;
}

/** For rounding: the step of a lag is computed by PostgreSQL, its ends are computed here. */
const MARGIN = 1.001;

/** The ranges of all steps for rows changed from one moment to another, in ms; undefined for no end. */
export function lagRanges(kind: Kind, from: number | undefined, to: number | undefined): LagRange[] {
  const start = firstId(kind, new Date(0));
  const end = firstId(kind, new Date(LATEST));
  return Array.from({ length: LAST_STEP + 1 }, (_, step) => {
    const least = step === 0 ? 0 : (1_000 * 2 ** (step / STEPS_OF_DOUBLING)) / MARGIN;
    const most = step === LAST_STEP ? Infinity : 1_000 * 2 ** ((step + 1) / STEPS_OF_DOUBLING) * MARGIN;
    return {
      step: String(FIRST_STEP + step),
      first: from === undefined ? start : firstId(kind, new Date(Math.max(0, Math.floor(from - most)))),
      last: to === undefined ? end : lastId(kind, new Date(Math.max(0, Math.ceil(to - least)))),
    };
  });
}

/** The year 9999. */
const LATEST = Date.UTC(9999, 0);
