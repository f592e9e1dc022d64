import { pageLimits } from '@berth/kernel';
import { expect, test } from 'vitest';
import { BACKWARDS, listOrRowText } from './list-text.ts';

const LONGEST_PAGE = pageLimits.text;

const item = (id: string, characters: number) => ({ id, text: 'x'.repeat(characters) });
const ends = { has_more_before: false, has_more_after: false };

async function shown(items: object[], backwards: boolean, pagination: typeof ends | null = ends) {
  const text = await listOrRowText({
    object: 'list',
    items,
    ...(pagination ? { pagination } : {}),
    [BACKWARDS]: backwards,
  });
  const { items: written, ...rest } = JSON.parse(text);
  return { ids: written.map(({ id }: { id: string }) => id).join(''), ...rest };
}

const half = LONGEST_PAGE / 2;

test('a long page keeps its first rows, and more come after', async () => {
  const items = ['a', 'b', 'c', 'd'].map((id) => item(id, half));
  expect(await shown(items, false)).toEqual({
    object: 'list',
    ids: 'ab',
    pagination: { ...ends, has_more_after: true },
  });
});

test('a long page before a row keeps the rows next to it, and more come before', async () => {
  const items = ['a', 'b', 'c', 'd'].map((id) => item(id, half));
  expect(await shown(items, true)).toEqual({
    object: 'list',
    ids: 'cd',
    pagination: { ...ends, has_more_before: true },
  });
});

test('a page has one row at least, however long it is', async () => {
  const items = [item('a', LONGEST_PAGE + 1), item('b', 1)];
  expect(await shown(items, false)).toMatchObject({ ids: 'a', pagination: { has_more_after: true } });
});

test('a short page, and a list that is no page, are whole', async () => {
  const items = [item('a', 10), item('b', half), item('c', 10)];
  expect(await shown(items, false)).toEqual({ object: 'list', ids: 'abc', pagination: ends });
  const long = ['a', 'b', 'c'].map((id) => item(id, LONGEST_PAGE));
  expect(await shown(long, false, null)).toEqual({ object: 'list', ids: 'abc' });
});
