import { expect, it } from 'vitest';
import { clashesOf, mergedValue, takenOver } from './merge.ts';

const ways = {
  base: { a: 1, b: { c: 'x' }, list: [1] },
  mine: { a: 2, b: { c: 'x', d: 'new' }, list: [1] },
  theirs: { a: 3, b: { c: 'y' }, list: [1, 2] },
};

it('names the places that both changed, and takes over the others', () => {
  expect(clashesOf(ways)).toEqual([{ path: '/a', base: 1, mine: 2, theirs: 3 }]);
  expect(takenOver(ways)).toEqual(['/b/c', '/list']);
  expect(mergedValue(ways, new Set())).toEqual({ a: 2, b: { c: 'y', d: 'new' }, list: [1, 2] });
  expect(mergedValue(ways, new Set(['/a']))).toMatchObject({ a: 3, b: { d: 'new' } });
});

it('finds no clash where both did the same', () => {
  expect(clashesOf({ base: { a: 1 }, mine: { a: 2 }, theirs: { a: 2 } })).toEqual([]);
});

it('finds a clash between a leaf and the object around it', () => {
  const mine = { a: { b: 2 } };
  expect(clashesOf({ base: { a: { b: 1 } }, mine, theirs: { a: 'text' } })).toMatchObject([{ path: '/a/b' }]);
});
