/** A leaf of a value: a single value, an array as a whole, or an empty object. */
export interface Leaf {
  path: readonly string[];
  value: unknown;
}

/** Lists the leaves of a value in its order. */
export function leavesOf(value: unknown, path: readonly string[] = []): Leaf[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [{ path, value }];
  const members = Object.entries(value);
  if (members.length === 0) return path.length === 0 ? [] : [{ path, value }];
  return members.flatMap(([name, member]) => leavesOf(member, [...path, name]));
}

/** The path of a leaf as `--set` takes it: `headers.accept`. */
export const dotted = (path: readonly string[]): string => path.join('.');

/** The JSON Pointer (RFC 6901) of a path. */
export const pointerOf = (path: readonly string[]): string =>
  path.map((name) => `/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
