import { useSearch } from '@tanstack/react-router';

/** The search of a URL: each name with its value, or its values. */
export type Search = Readonly<Record<string, string | readonly string[] | undefined>>;

/** Returns the first value of a parameter; empty for none. */
export const firstOf = (value: Search[string]): string => [value ?? ''].flat()[0] ?? '';

/** Returns the search of the URL, and follows it. */
export const useUrlSearch = (): Search => useSearch({ strict: false }) as Search;

/** Reads a search as plain text, without JSON: `?status=active&status=archived`. */
export function parseSearch(text: string): Record<string, string | string[]> {
  const search: Record<string, string | string[]> = {};
  for (const [name, value] of new URLSearchParams(text)) {
    const known = search[name];
    search[name] = known === undefined ? value : [known, value].flat();
  }
  return search;
}

/** Writes a search; leaves out what is absent. */
export function writeSearch(search: Search): string {
  const pairs = Object.entries(search).flatMap(([name, value]) =>
    [value ?? []].flat().map((one): [string, string] => [name, String(one)]),
  );
  const text = new URLSearchParams(pairs).toString();
  return text === '' ? '' : `?${text}`;
}
