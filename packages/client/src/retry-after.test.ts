import { expect, test } from 'vitest';
import { retryAfterMs } from './retry-after.ts';

const NOW = Date.parse('2026-01-15T09:30:00Z');

test.each([
  ['0', 0],
  ['7', 7_000],
  [' 120 ', 120_000],
  ['Thu, 15 Jan 2026 09:30:30 GMT', 30_000],
  ['Thursday, 15-Jan-26 09:31:00 GMT', 60_000],
  ['Thu, 15 Jan 2026 09:00:00 GMT', 0],
  [null, null],
  ['', null],
  ['-1', null],
  ['1.5', null],
  ['soon', null],
  ['2026', 2_026_000],
  ['2026-01-15', null],
])('Retry-After %j is %j ms', (header, expected) => {
  expect(retryAfterMs(header, NOW)).toBe(expected);
});
