import { registry } from '@berth/domain';
import { expect } from 'vitest';

/** One page, as the official client returns it. */
export interface ClientPage {
  items: { id: string }[];
  pagination: { hasMoreBefore: boolean; hasMoreAfter: boolean };
}

/** A list of the official client. Filters have the names of the client or of the wire. */
export type ClientList = (query: Record<string, unknown>) => Promise<ClientPage>;

/** A query and the rows that it must find, in list order. */
export type Found = readonly [query: Record<string, unknown>, rows: readonly { id: string }[]];

/** Filters by identities: no row of these tests is used by one. */
export const usedByNobody: Found[] = [
  'actor_id',
  'consumer_id',
  'identity_id',
  'identity_credential_id',
].flatMap((name): Found[] => [
  [{ [name]: 'any' }, []],
  [{ [name]: ['any', 'other'] }, []],
]);

export const idsOf = (rows: readonly { id: string }[]): string[] => rows.map((row) => row.id);

/** Sends every query and expects its rows. The queries must use every filter of the resource. */
export async function expectFilters(path: string, list: ClientList, cases: readonly Found[]): Promise<void> {
  for (const [query, rows] of cases) {
    const page = await list(query);
    expect(idsOf(page.items), `${path} by ${JSON.stringify(query)}`).toEqual(idsOf(rows));
  }
  const asked = new Set(cases.flatMap(([query]) => Object.keys(query).map(onTheWire)));
  const filters = Object.keys(
    registry.resources.find((resource) => resource.wire.path === path)?.read.filters ?? {},
  );
  expect(
    filters.filter((name) => !asked.has(name)),
    `filters of ${path} that no query uses`,
  ).toEqual([]);
}

/**
 * Walks the list in pages of every size, forwards and backwards, in both orders, and checks that each row comes once
 * and the flags are right.
 */
export async function expectPaging(
  list: ClientList,
  rows: readonly { id: string }[],
  filter: Record<string, unknown> = {},
): Promise<void> {
  const ids = idsOf(rows);
  for (const order of ['asc', 'desc'] as const) {
    const expected = order === 'asc' ? ids : ids.toReversed();
    for (const limit of [1, 2, ids.length]) {
      expect(await walk(list, { ...filter, order, limit }, 'after'), `${order} after ${limit}`).toEqual(
        expected,
      );
      expect(await walk(list, { ...filter, order, limit }, 'before'), `${order} before ${limit}`).toEqual(
        expected,
      );
    }
  }
}

/** Reads all ids of a list in list order, page by page from one of its ends. */
export async function walk(
  list: ClientList,
  query: Record<string, unknown>,
  side: 'after' | 'before',
): Promise<string[]> {
  const pages: string[][] = [];
  let page = side === 'after' ? await list(query) : await lastPage(list, query);
  for (;;) {
    pages.push(idsOf(page.items));
    const { hasMoreAfter, hasMoreBefore } = page.pagination;
    expect(side === 'after' ? hasMoreBefore : hasMoreAfter).toBe(pages.length > 1);
    if (!(side === 'after' ? hasMoreAfter : hasMoreBefore)) break;
    const from = side === 'after' ? page.items.at(-1) : page.items[0];
    page = await list({ ...query, [side]: from?.id });
  }
  return (side === 'after' ? pages : pages.toReversed()).flat();
}

/** Reads the last page: the first page in the opposite order, reversed. */
async function lastPage(list: ClientList, query: Record<string, unknown>): Promise<ClientPage> {
  const { items, pagination } = await list({ ...query, order: query.order === 'desc' ? 'asc' : 'desc' });
  const { hasMoreBefore, hasMoreAfter } = pagination;
  return {
    items: items.toReversed(),
    pagination: { hasMoreBefore: hasMoreAfter, hasMoreAfter: hasMoreBefore },
  };
}

/** The wire's name of a filter: `providerDeploymentId` becomes `provider_deployment_id`. */
const onTheWire = (name: string): string => name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
