import { isBerthError, type Problem } from '@berth/client';

const isAt = ({ path }: Problem, place: readonly string[]): boolean =>
  place.every((name, at) => String(path[at]) === name);

const saidOf = (problems: readonly Problem[]): string | null =>
  problems.length === 0 ? null : [...new Set(problems.map(({ message }) => message))].join(' ');

/** Says the problems that the server found at a member of the body, or below it; null for none. */
export function problemAt(error: unknown, ...place: readonly string[]): string | null {
  if (!isBerthError(error)) return null;
  return saidOf(error.errors.filter((problem) => isAt(problem, place)));
}

/** Says the problems that the server found at a member of the body itself; null for none. */
export function problemOn(error: unknown, ...place: readonly string[]): string | null {
  if (!isBerthError(error)) return null;
  return saidOf(
    error.errors.filter((problem) => problem.path.length === place.length && isAt(problem, place)),
  );
}

/** Tells if each problem has its place among those that a form shows, so that none is left to be said apart. */
export function isPlaced(error: unknown, places: readonly (readonly string[])[]): boolean {
  if (!isBerthError(error) || error.errors.length === 0) return false;
  return error.errors.every((problem) => places.some((place) => isAt(problem, place)));
}
