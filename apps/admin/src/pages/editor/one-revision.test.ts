import { expect, test } from 'vitest';
import { readOneRevision } from './one-revision.ts';

/** Reads in turn the revisions of a row and of its value. */
const reading = (rows: number[], values: number[]) =>
  readOneRevision(
    async () => rows.shift(),
    async () => values.shift(),
    (row, value) => row === value,
  );

test('a row and its value are read again until they are of one revision', async () => {
  expect(await reading([1], [1])).toEqual([1, 1]);
  expect(await reading([1, 2, 3], [2, 3, 3])).toEqual([3, 3]);
});

test('a row that changes each time is an error', async () => {
  await expect(reading([1, 2, 3, 4], [2, 3, 4, 5])).rejects.toThrow('keeps changing');
});
