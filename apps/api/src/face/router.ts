import { TrieRouter } from 'hono/router/trie-router';
import { tryDecodeURIComponent } from 'hono/utils/url';
import type { Route } from './route.ts';

/** The routes of one path, and its parameters. */
export interface Matched<R> {
  routes: readonly R[];
  params: Readonly<Record<string, string>>;
}

/** Finds the routes of a path, or null. `spelling` is the path as the routes of the face spell it. */
export type Router<R> = (spelling: string, path: string) => Matched<R> | null;

/**
 * Creates the router of a face. A literal segment goes before a parameter, for the methods that it has: after
 * `POST /configs/test`, `GET /configs/test` is `GET /configs/:id`.
 */
export function createRouter<R extends Pick<Route<unknown>, 'method' | 'path'>>(
  routes: readonly R[],
): Router<R> {
  const trie = new TrieRouter<{ routes: R[]; names: readonly (readonly [string, number])[] }>();
  const paths = [...new Set(routes.map(({ path }) => path))];
  for (const path of paths.toSorted((a, b) => (literalsFirst(a) < literalsFirst(b) ? -1 : 1))) {
    trie.add('ALL', path, {
      routes: firstByMethod(routes.filter((route) => route.path === path)),
      names: namesOf(path),
    });
  }
  return (spelling, path) => {
    const found = trie.match('ALL', spelling)[0].map(([place]) => place);
    const [first, ...others] = found;
    if (first === undefined) return null;
    const segments = path.split('/');
    const params: Record<string, string> = {};
    for (const { names } of found) {
      for (const [name, at] of names) params[name] = tryDecodeURIComponent(segments[at] ?? '');
    }
    return {
      routes: others.length === 0 ? first.routes : firstByMethod(found.flatMap(({ routes }) => routes)),
      params,
    };
  };
}

/** Writes the path of a route with its parameters: the same text for every spelling of a path. */
export const pathWith = (path: string, params: Readonly<Record<string, string>>): string =>
  path.replaceAll(/:(\w+)/g, (_, name) => encodeURIComponent(params[name] ?? ''));

/** Returns the first route of each method. */
function firstByMethod<R extends { method: string }>(routes: readonly R[]): R[] {
  const byMethod = new Map<string, R>();
  for (const route of routes) {
    if (!byMethod.has(route.method)) byMethod.set(route.method, route);
  }
  return [...byMethod.values()];
}

/** Makes the sort key of a path: `~` sorts behind every character of a literal segment. */
const literalsFirst = (path: string): string => path.replaceAll(/:\w+/g, '~');

/** Lists the parameters of a path with the index of their segments. */
const namesOf = (path: string): [string, number][] =>
  path
    .split('/')
    .flatMap((segment, at): [string, number][] => (segment.startsWith(':') ? [[segment.slice(1), at]] : []));
