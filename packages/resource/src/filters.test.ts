import { pgTable, text, timestamp } from 'drizzle-orm/pg-core';
import { describe, expect, test } from 'vitest';
import { choice, flag, oneOf, search, through } from './filters.ts';
import { window } from './windows.ts';

const table = pgTable('things', {
  id: text().primaryKey(),
  status: text(),
  created_at: timestamp({ mode: 'string' }),
});

/*
 * Equal shapes must mean equal SQL, and values must be sent as parameters: a shape names a prepared statement that
 * serves every request of that shape.
 */
describe('the shape of a filter holds no value', () => {
  const marker = 'VALUE-0d9c';
  const filters = {
    'one of one': oneOf(table.id).apply('id', [marker]),
    'one of several': oneOf(table.id).apply('id', [marker, `${marker}2`]),
    'one of none': oneOf(table.id).apply('id', []),
    through: through((values) => values).apply('id', [marker]),
    window: window(table.created_at).apply('at', { gt: marker, lt: marker }),
    search: search(table.id).apply('search', [marker]),
  };

  test.each(Object.entries(filters))('%s', (_name, { shape }) => {
    expect(shape).not.toContain(marker);
  });
});

describe('different statements have different shapes', () => {
  test('one value and several values', () => {
    const filter = oneOf(table.id);
    expect(filter.apply('id', ['a']).shape).not.toBe(filter.apply('id', ['a', 'b']).shape);
    expect(filter.apply('id', ['a', 'a']).shape, 'the same value twice is one').toBe(
      filter.apply('id', ['b']).shape,
    );
    expect(filter.apply('id', ['a', 'b', 'c']).shape).toBe(filter.apply('id', ['d', 'e']).shape);
  });

  test('the words of a choice, in any order', () => {
    const filter = choice(table.status, ['active', 'archived']);
    const [one, two, both] = [['active'], ['archived'], ['active', 'archived']].map(
      (v) => filter.apply('s', v).shape,
    );
    expect(new Set([one, two, both]).size).toBe(3);
    expect(filter.apply('s', ['archived', 'active', 'active']).shape).toBe(both);
  });

  test('true and false', () => {
    const filter = flag(() => undefined as never);
    expect(filter.apply('f', true).shape).not.toBe(filter.apply('f', false).shape);
  });

  test('either end of a window, both and none', () => {
    const filter = window(table.created_at);
    const shapes = [{}, { gt: 'a' }, { lt: 'a' }, { gt: 'a', lt: 'b' }].map(
      (value) => filter.apply('at', value).shape,
    );
    expect(new Set(shapes).size).toBe(4);
    expect(filter.apply('other_at', { gt: 'a' }).shape).not.toBe(shapes[1]);
  });
});

test('a search treats the wildcards of SQL as literal text', () => {
  const [pattern] = Object.values(search(table.id).apply('search', ['50%_\\']).params);
  expect(pattern).toBe('%50\\%\\_\\\\%');
});
