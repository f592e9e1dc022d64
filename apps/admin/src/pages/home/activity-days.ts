/** A day of the activity chart. */
export interface Day {
  /** The date in UTC: `2026-01-31`. */
  date: string;
  /** The window of the day, as RFC 3339. */
  gte: string;
  lt: string;
}

const DAY_MS = 86_400_000;

/** Lists the last days up to the one of `now`, the oldest first. */
export function lastDays(now: number, count: number): Day[] {
  const today = Math.floor(now / DAY_MS) * DAY_MS;
  return Array.from({ length: count }, (_, at) => {
    const start = today - (count - 1 - at) * DAY_MS;
    const gte = new Date(start).toISOString();
    return { date: gte.slice(0, 10), gte, lt: new Date(start + DAY_MS).toISOString() };
  });
}

/** The number of rows of a bounded list, as people read it: `12`, or `100+` when there are more. */
export const countText = (count: number, hasMore: boolean): string => (hasMore ? `${count}+` : String(count));

/** Sums bounded counts: the sum is a lower bound as soon as one of them is. */
export const totalOf = (counts: readonly { count: number; hasMore: boolean }[]): string =>
  countText(
    counts.reduce((sum, { count }) => sum + count, 0),
    counts.some(({ hasMore }) => hasMore),
  );
