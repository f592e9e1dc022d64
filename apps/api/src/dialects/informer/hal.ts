import type { TObject } from '@sinclair/typebox';

/** A link of HAL (draft-kelly-json-hal-08 §5). */
export interface Link {
  href: string;
  templated?: true;
}

export type Links = Record<string, Link | readonly object[]>;

/** A part of a list, and how long the list is. */
export interface Part<Item> {
  items: Item[];
  total: number;
}

const ROOT = '/api';

const curies = [{ name: 'inf', href: `${ROOT}/rels/{rel}`, templated: true }];

/** A document of its own: with what its relations mean. */
export const documentOf = (resource: object, links: Links) => ({
  ...resource,
  _links: { ...links, curies },
});

export const link = (...segments: string[]): Link => ({
  href: [ROOT, ...segments.map(encodeURIComponent)].join('/'),
});

/** What may be asked of a list (RFC 6570 §3.2.8). */
export const templateOf = (path: string, { properties }: TObject): string =>
  `${path}{?${Object.keys(properties)}}`;

/**
 * A list: `self` is what was asked for, `next` and `prev` where there is more, `search` what may be asked. Each item
 * has a link to itself: clients take what has none for no resource.
 */
export function listOf(
  url: URL,
  rel: string,
  { items, total }: Part<object>,
  { start, limit }: { start: number; limit: number },
  asked: TObject,
) {
  const at = (from: number): Link => {
    const query = new URLSearchParams(url.search);
    query.set('start', String(from));
    query.set('limit', String(limit));
    return { href: `${url.pathname}?${query}` };
  };
  return documentOf(
    { start, count: items.length, total, _embedded: { [rel]: items } },
    {
      self: { href: url.pathname + url.search },
      search: { href: templateOf(url.pathname, asked), templated: true },
      ...(items.length > 0 && start + items.length < total ? { next: at(start + items.length) } : {}),
      ...(start > 0 ? { prev: at(Math.max(0, start - limit)) } : {}),
    },
  );
}
