/** How many requests a key may make in each window of so many seconds. */
export interface RateLimit {
  requests: number;
  /** A whole number. */
  seconds: number;
}

/** The window of a moment: its beginning, in milliseconds since 1970, and the seconds to its end, rounded up. */
export interface Window {
  start: number;
  secondsLeft: number;
}

/** Windows begin at the multiples of their length since 1970, so that every process has the same ones. */
export function windowOf(now: Date, { seconds }: RateLimit): Window {
  const length = seconds * 1000;
  const start = Math.floor(now.getTime() / length) * length;
  return { start, secondsLeft: Math.ceil((start + length - now.getTime()) / 1000) };
}

const SMALLEST_PART = 20;
const LARGEST_PART = 4;

/**
 * How many requests a process leases at once: a twentieth of the limit at first, then as many as it has used already,
 * but not more than a quarter of what is left, which others may need.
 */
export function blockSize({ requests }: RateLimit, used: number, left: number): number {
  const smallest = Math.ceil(requests / SMALLEST_PART);
  return Math.max(smallest, Math.min(used, Math.floor(left / LARGEST_PART)));
}
