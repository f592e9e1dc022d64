/** A method, and a path whose segments with a colon are parameters. */
export interface Endpoint {
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  path: string;
}

export type Match<R> =
  | { found: 'route'; route: R; params: Record<string, string> }
  | { found: 'path'; methods: string[] }
  | { found: 'nothing' };

/** Finds the route of a path as Flowker's framework does: case does not matter, nor does a slash at the end. */
export function matcherOf<R extends Endpoint>(
  routes: readonly R[],
): (method: string, path: string) => Match<R> {
  const known = routes.map((route) => ({ route, pattern: patternOf(route.path) }));
  return (method, path) => {
    const there = known.filter(({ pattern }) => pattern.test(path));
    const match = there.find(({ route }) => route.method === (method === 'HEAD' ? 'GET' : method));
    if (match) {
      const groups = Object.entries(match.pattern.exec(path)?.groups ?? {});
      return {
        found: 'route',
        route: match.route,
        params: Object.fromEntries(groups.map(([name, text]) => [name, decoded(text)])),
      };
    }
    return there.length > 0
      ? { found: 'path', methods: there.map(({ route }) => route.method) }
      : { found: 'nothing' };
  };
}

/** The same text for every spelling of a path. */
export const canonicalPath = (path: string): string => path.toLowerCase().replace(/\/$/, '');

const patternOf = (path: string): RegExp =>
  new RegExp(`^${path.replaceAll(/:(\w+)/g, '(?<$1>[^/]+)').replaceAll('.', '\\.')}/?$`, 'i');

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
