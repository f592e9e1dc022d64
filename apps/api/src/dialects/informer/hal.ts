import type { TObject } from '@sinclair/typebox';
import { MOST_SKIPPED } from './query.ts';

/** A link of HAL (draft-kelly-json-hal-08 §5). */
export interface Link {
  href: string;
  templated?: true;
}

export type Links = Record<string, Link | readonly object[]>;

/** A part of a list, and the length of the whole list. */
export interface Part<Item> {
  items: Item[];
  total: number;
}

const ROOT = '/api';

const curies = [{ name: 'inf', href: `${ROOT}/rels/{rel}`, templated: true }];

interface Linked {
  _links?: Record<string, Link | readonly Link[]>;
  _embedded?: Record<string, readonly object[]>;
}

/** Puts the base path in front of every link of a HAL document and of what it embeds; leaves other answers alone. */
export function belowPath(basePath: string, body: unknown): unknown {
  if (basePath === '' || typeof body !== 'object' || body === null) return body;
  const { _links: links, _embedded: embedded } = body as Linked;
  const moved = (one: Link): Link => (one.href.startsWith('/') ? { ...one, href: basePath + one.href } : one);
  return {
    ...body,
    ...(links && {
      _links: mapped(links, (one) => (Array.isArray(one) ? one.map(moved) : moved(one as Link))),
    }),
    ...(embedded && { _embedded: mapped(embedded, (rows) => rows.map((row) => belowPath(basePath, row))) }),
  };
}

const mapped = <A, B>(group: Readonly<Record<string, A>>, change: (member: A) => B): Record<string, B> =>
  Object.fromEntries(Object.entries(group).map(([name, member]) => [name, change(member)]));

/** Makes a HAL document, with the link to the meaning of its relations. */
export const documentOf = (resource: object, links: Links) => ({
  ...resource,
  _links: { ...links, curies },
});

export const link = (...segments: string[]): Link => ({
  href: [ROOT, ...segments.map(encodeURIComponent)].join('/'),
});

/** Makes the URI template of a list from its query (RFC 6570 §3.2.8). */
export const templateOf = (path: string, { properties }: TObject): string =>
  `${path}{?${Object.keys(properties)}}`;

/**
 * Makes a list: `self` links to the request, `next` and `prev` to more items, as far as a page may start, and `search`
 * to the template of the query. Each item links to itself: clients take an item without that link for no resource.
 */
export function listOf(
  url: URL,
  rel: string,
  { items, total }: Part<object>,
  { start, limit }: { start: number; limit: number },
  asked: TObject,
) {
  const at = (from: number, most: number): Link => {
    const query = new URLSearchParams(url.search);
    query.set('start', String(from));
    query.set('limit', String(most));
    return { href: `${url.pathname}?${query}` };
  };
  const end = start + items.length;
  const isMore = items.length > 0 && end < total && end <= MOST_SKIPPED;
  return documentOf(
    { start, count: items.length, total, _embedded: { [rel]: items } },
    {
      self: { href: url.pathname + url.search },
      search: { href: templateOf(url.pathname, asked), templated: true },
      ...(isMore ? { next: at(end, limit) } : {}),
      // The page before has no item of this one
      ...(start > 0 ? { prev: at(Math.max(0, start - limit), Math.min(limit, start)) } : {}),
    },
  );
}
