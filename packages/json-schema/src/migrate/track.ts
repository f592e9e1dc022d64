import { ANY, isRelocation, type Operation, type Relocation } from './operation.ts';

/** A place where content may be, and the index of the last operation that took it there. `*` is any name or index. */
export interface Tracked {
  readonly place: readonly string[];
  readonly by: number | null;
}

// A copy may double them
const MOST_NEW_PLACES = 2_000;

/**
 * Follows content through operations, whatever the value: yields its places before each one, with its index, and at the
 * end, with the number of operations. Yields `undefined` last when they are too many. Items that shift within an array
 * count as staying.
 */
export function* track(
  places: readonly (readonly string[])[],
  operations: readonly Operation[],
  start = 0,
): Generator<[index: number, places: readonly Tracked[] | undefined]> {
  const most = places.length + MOST_NEW_PLACES;
  let tracked: Tracked[] = places.map((place) => ({ place: anyEnd(place), by: null }));
  for (let index = start; index < operations.length; index++) {
    yield [index, tracked];
    const operation = operations[index] as Operation;
    tracked = tracked.flatMap((one) => after(one, operation, index));
    if (tracked.length > most) {
      yield [index, undefined];
      return;
    }
  }
  yield [operations.length, tracked];
}

/** The end of an array is one of its items. */
const anyEnd = (path: readonly string[]): string[] =>
  path.map((segment) => (segment === '-' ? ANY : segment));

function after(one: Tracked, operation: Operation, index: number): Tracked[] {
  if (!mayMeet(isRelocation(operation) ? operation.from : operation.path, one.place)) return [one];
  if (isRelocation(operation)) return relocated(one, operation, index);
  const isGone = operation.op === 'remove' || operation.op === 'replace';
  return isGone && isAllOf(operation.path, one.place) ? [] : [one];
}

function relocated(one: Tracked, { op, from, path }: Relocation, index: number): Tracked[] {
  const to = anyEnd(path);
  if (one.place.length < from.length) return [one, { place: to, by: index }];
  const taken = from.flatMap((segment, depth) => (segment === ANY ? [one.place[depth] ?? ANY] : []));
  const place = [
    ...path.map((segment) => (segment === ANY ? (taken.shift() ?? ANY) : segment)),
    ...one.place.slice(from.length),
  ];
  const stays = op === 'copy' || !isAllOf(from, one.place);
  return [...(stays ? [one] : []), { place: anyEnd(place), by: index }];
}

/** True when some place may be at or below both. */
export function mayMeet(one: readonly string[], other: readonly string[]): boolean {
  const shared = Math.min(one.length, other.length);
  for (let depth = 0; depth < shared; depth++) {
    const here = one[depth];
    const beside = other[depth];
    if (here !== beside && here !== ANY && beside !== ANY) return false;
  }
  return true;
}

/** True when a path leads to or above every place that the other stands for. */
const isAllOf = (path: readonly string[], place: readonly string[]): boolean =>
  path.length <= place.length && path.every((segment, depth) => segment === ANY || segment === place[depth]);
