import { expect, test } from 'vitest';
import { getAt, readable, valueAt } from './pointer.ts';

test('a pointer is read with its escapes', () => {
  expect(readable('/a~1b/m~0n/0')).toBe('a/b.m~n.0');
  expect(valueAt({ 'a/b': { 'm~n': ['x'] } }, '/a~1b/m~0n/0')).toBe('x');
});

test('an absent member and a member of the prototype are undefined', () => {
  expect(valueAt({ a: 1 }, '/a/b')).toBeUndefined();
  expect(valueAt({ a: {} }, '/a/constructor')).toBeUndefined();
  expect(valueAt({ a: null }, '/a')).toBeNull();
});

test('an item is found by its index alone', () => {
  expect([getAt(['x'], [0]), getAt(['x'], ['0'])]).toEqual(['x', 'x']);
  for (const step of ['', '00', '1', 'length', '-']) expect(getAt(['x'], [step])).toBeUndefined();
});
