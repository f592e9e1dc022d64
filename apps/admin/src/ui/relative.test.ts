import { expect, test } from 'vitest';
import { relative } from './relative.ts';

const NOW = Date.parse('2026-11-29T12:00:00.000Z');

test.each([
  ['2026-11-29T11:59:40.000Z', 'just now'],
  ['2026-11-29T12:00:20.000Z', 'in a moment'],
  ['2026-11-29T11:58:00.000Z', '2 minutes ago'],
  ['2026-11-29T09:00:00.000Z', '3 hours ago'],
  ['2026-11-28T11:00:00.000Z', 'yesterday'],
  ['2026-10-19T12:00:00.000Z', 'last month'],
  ['2024-11-01T12:00:00.000Z', '2 years ago'],
  ['2026-12-02T12:00:00.000Z', 'in 3 days'],
])('%s is %s', (at, words) => {
  expect(relative(at, NOW)).toBe(words);
});
