/** The number of requests that a key may make in each window. */
export interface RateLimit {
  requests: number;
  /** The length of the window, a whole number. */
  seconds: number;
}

/** The window of a time: its beginning in Unix milliseconds, and the seconds to its end, rounded up. */
export interface Window {
  start: number;
  secondsLeft: number;
}

/**
 * Computes the window of a time. Windows begin at the multiples of their length since 1970, so that all processes share
 * them.
 */
export function windowOf(now: Date, { seconds }: RateLimit): Window {
  const length = seconds * 1000;
  const start = Math.floor(now.getTime() / length) * length;
  return { start, secondsLeft: Math.ceil((start + length - now.getTime()) / 1000) };
}

const SMALLEST_PART = 20;
const LARGEST_PART = 4;

/**
 * The number of requests that a process leases at once: at first a twentieth of the limit, then as many as it has used,
 * but at most a quarter of the rest, which other processes may need.
 */
export function blockSize({ requests }: RateLimit, used: number, left: number): number {
  const smallest = Math.ceil(requests / SMALLEST_PART);
  return Math.max(smallest, Math.min(used, Math.floor(left / LARGEST_PART)));
}
