import { expect, test } from 'vitest';
import { listOf } from './hal.ts';
import { listInput } from './query.ts';

const asked = listInput({ name: 'name' }, {});

/** The start and the limit of the pages after and before a page of a list of this length. */
function around(start: number, limit: number, total: number) {
  const items = Array.from({ length: Math.max(0, Math.min(limit, total - start)) }, () => ({}));
  const url = new URL(`http://x/api/models?start=${start}&limit=${limit}&sort=-name`);
  const { _links: links } = listOf(url, 'inf:model', { items, total }, { start, limit }, asked);
  const pageOf = (name: string) => {
    // The links of a list are optional members of its type
    const { href } = (links as unknown as Record<string, { href: string } | undefined>)[name] ?? {};
    if (href === undefined) return null;
    const query = new URL(href, url).searchParams;
    expect(query.get('sort')).toBe('-name');
    return [query.get('start'), query.get('limit')].map(Number);
  };
  return { next: pageOf('next'), prev: pageOf('prev') };
}

test('the page before ends where this one begins', () => {
  expect(around(30, 100, 200).prev).toEqual([0, 30]);
  expect(around(100, 100, 200).prev).toEqual([0, 100]);
  expect(around(150, 100, 200).prev).toEqual([50, 100]);
  expect(around(0, 100, 200).prev).toBe(null);
});

test('there is no link to a page that starts beyond the last row that a page may start at', () => {
  expect(around(9_900, 100, 20_000).next).toEqual([10_000, 100]);
  expect(around(9_901, 100, 20_000).next).toBe(null);
  expect(around(10_000, 100, 20_000)).toEqual({ next: null, prev: [9_900, 100] });
  expect(around(0, 100, 100).next).toBe(null);
});
