import { boolean, integer, pgTable, text, timestamp } from 'drizzle-orm/pg-core';
import { expect, test } from 'vitest';
import { rowMapper } from './row-mapper.ts';

const things = pgTable('things', {
  id: text(),
  count: integer(),
  is_new: boolean(),
  made_at: timestamp(),
});

const fields = (...paths: [string, keyof typeof things.$inferSelect][]) =>
  paths.map(([path, column]) => ({ path: path.split('.'), field: things[column] }));

test('values become the members of a row and of its embedded objects, in their order', () => {
  const map = rowMapper(
    fields(['id', 'id'], ['other.id', 'id'], ['other.count', 'count'], ['count', 'count']),
  );
  const rows = map([
    ['a', 'b', 2, 1],
    ['c', null, 0, null],
  ]);
  expect(rows).toEqual([
    { id: 'a', count: 1, other: { id: 'b', count: 2 } },
    { id: 'c', count: null, other: { id: null, count: 0 } },
  ]);
  expect(Object.keys(rows[0] ?? {})).toEqual(['id', 'count', 'other']);
});

test('an embedded object without a value is null, a row without one is an object', () => {
  const map = rowMapper(fields(['id', 'id'], ['other.id', 'id'], ['other.count', 'count']));
  expect(map([[null, null, null]])).toEqual([{ id: null, other: null }]);
});

test('a column reads its own values, and no null', () => {
  const map = rowMapper(fields(['made_at', 'made_at'], ['other.made_at', 'made_at'], ['other.id', 'id']));
  const text = '2026-01-02 03:04:05';
  const date = new Date('2026-01-02T03:04:05Z');
  expect(map([[text, null, 'a']])).toEqual([{ made_at: date, other: { made_at: null, id: 'a' } }]);
  expect(map([[null, text, null]])).toEqual([{ made_at: null, other: { made_at: date, id: null } }]);
});

test('a name that is no word is refused, and so is that of the prototype', () => {
  for (const name of ['a"b', 'a b', '', '__proto__']) {
    expect(() => rowMapper([{ path: [name], field: things.id }]), name).toThrow('cannot have a member');
    expect(
      () => rowMapper([...fields(['id', 'id']), { path: [name, 'id'], field: things.id }]),
      name,
    ).toThrow('cannot have a member');
  }
});
