import { expect, test } from 'vitest';
import { waitAfter } from './wait.ts';

test('the wait between reads grows up to its limit', () => {
  const waits = [0, 1, 5, 50].map(waitAfter);
  expect(waits).toEqual([2000, 2600, 7426, 15_000]);
});
