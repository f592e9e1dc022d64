import { isBerthError } from '@berth/client';

/** Finds the problem that the server found at a member of the body, or below it; null for none. */
export function problemAt(error: unknown, ...place: readonly string[]): string | null {
  if (!isBerthError(error)) return null;
  return error.errors.find(({ path }) => place.every((name, at) => path[at] === name))?.message ?? null;
}

/** Tells if each problem has its place among the members of a form, so that none is left to be said apart. */
export function isPlaced(error: unknown, members: readonly string[]): boolean {
  if (!isBerthError(error) || error.errors.length === 0) return false;
  return error.errors.every(({ path }) => members.includes(String(path[0])));
}
