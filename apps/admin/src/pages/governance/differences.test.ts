import { expect, test } from 'vitest';
import { differencesOf } from './differences.ts';

test('members are compared down to their leaves, and equal ones are left out', () => {
  const before = { name: 'One', metadata: { team: 'x', place: 'y' }, tags: ['a'], old: null };
  const after = { name: 'Two', metadata: { team: 'x', floor: 3 }, tags: ['a', 'b'], old: null };
  expect(differencesOf(before, after)).toEqual([
    { path: 'name', kind: 'changed', before: 'One', after: 'Two' },
    { path: 'metadata.place', kind: 'removed', before: 'y', after: null },
    { path: 'tags', kind: 'changed', before: '[\n  "a"\n]', after: '[\n  "a",\n  "b"\n]' },
    { path: 'metadata.floor', kind: 'added', before: null, after: '3' },
  ]);
});

test('null in the place of an object is no change of its own', () => {
  const added = [{ path: 'metadata.team', kind: 'added', before: null, after: 'x' }];
  expect(differencesOf({ metadata: null }, { metadata: { team: 'x' } })).toEqual(added);
  const removed = [{ path: 'metadata.team', kind: 'removed', before: 'x', after: null }];
  expect(differencesOf({ metadata: { team: 'x' } }, { metadata: null })).toEqual(removed);
});

test('an event that made a row, or ended one, has one side', () => {
  expect(differencesOf(null, { name: '' })).toEqual([
    { path: 'name', kind: 'added', before: null, after: '' },
  ]);
  expect(differencesOf({ enabled: false }, null)).toEqual([
    { path: 'enabled', kind: 'removed', before: 'false', after: null },
  ]);
  expect(differencesOf(null, null)).toEqual([]);
});
