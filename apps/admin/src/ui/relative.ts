import { common } from '../words/common.ts';

const UNITS = [
  ['year', 365 * 86_400],
  ['month', 30 * 86_400],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
] as const;

const words = new Intl.RelativeTimeFormat(common.language, { numeric: 'auto' });
const format = new Intl.DateTimeFormat(common.language, { dateStyle: 'medium', timeStyle: 'long' });

/** Says how far a time is from now, in the largest unit that fits: `3 days ago`, `in 2 hours`. */
export function relative(at: string, now: number): string {
  const seconds = (Date.parse(at) - now) / 1000;
  const [unit, size] = UNITS.find(([, size]) => Math.abs(seconds) >= size) ?? ['second', 1];
  if (unit === 'second') return seconds > 0 ? common.soon : common.justNow;
  return words.format(Math.trunc(seconds / size), unit);
}

/** Writes a time in full, in the zone of the reader. */
export const exact = (at: string): string => format.format(new Date(at));
