import { boolean, customType, integer, pgTable, text } from 'drizzle-orm/pg-core';
import { expect, test } from 'vitest';
import { rowMapper } from './row-mapper.ts';

/** A column that reads texts alone. */
const shouted = customType<{ data: string; driverData: string }>({
  dataType: () => 'text',
  fromDriver: (value) => value.toUpperCase(),
});

const things = pgTable('things', {
  id: text(),
  count: integer(),
  is_new: boolean(),
  said: shouted(),
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
  const map = rowMapper(fields(['said', 'said'], ['other.said', 'said'], ['other.id', 'id']));
  expect(map([['text', null, 'a']])).toEqual([{ said: 'TEXT', other: { said: null, id: 'a' } }]);
  expect(map([[null, 'text', null]])).toEqual([{ said: null, other: { said: 'TEXT', id: null } }]);
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
