/** What a path of this face means: a method, and segments of which those with a colon are parameters. */
export interface Route<Run> {
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  path: string;
  run: Run;
}

export type Match<Run> =
  | { found: 'route'; run: Run; params: Record<string, string> }
  | { found: 'path'; methods: string[] }
  | { found: 'nothing' };

/** Finds the route of a path as Flowker's framework does: case does not matter, nor does a slash at the end. */
export function matcherOf<Run>(routes: readonly Route<Run>[]): (method: string, path: string) => Match<Run> {
  const known = routes.map((route) => ({ ...route, pattern: patternOf(route.path) }));
  return (method, path) => {
    const there = known.filter(({ pattern }) => pattern.test(path));
    const route = there.find((one) => one.method === (method === 'HEAD' ? 'GET' : method));
    if (route) {
      const groups = Object.entries(route.pattern.exec(path)?.groups ?? {});
      return {
        found: 'route',
        run: route.run,
        params: Object.fromEntries(groups.map(([name, text]) => [name, decoded(text)])),
      };
    }
    return there.length > 0
      ? { found: 'path', methods: there.map((one) => one.method) }
      : { found: 'nothing' };
  };
}

const patternOf = (path: string): RegExp =>
  new RegExp(`^${path.replaceAll(/:(\w+)/g, '(?<$1>[^/]+)').replaceAll('.', '\\.')}/?$`, 'i');

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
