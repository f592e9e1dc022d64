const FIRST_MS = 2_000;
const LONGEST_MS = 15_000;
const GROWTH = 1.3;

/** Returns the wait in milliseconds before a session is read again: it grows with the number of reads. */
export const waitAfter = (reads: number): number =>
  Math.min(LONGEST_MS, Math.round(FIRST_MS * GROWTH ** reads));
