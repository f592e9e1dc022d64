import { sameJson } from '../../json/json.ts';
import { leafChanges, leavesOf } from '../../json/leaves.ts';
import { isWithin, type Pointer, pathOf, setAt } from '../../json/pointer.ts';

/** A place that both sides changed, to something else. */
export interface Clash {
  path: Pointer;
  base: unknown;
  mine: unknown;
  theirs: unknown;
}

export interface ThreeWays {
  base: unknown;
  mine: unknown;
  theirs: unknown;
}

/** Finds the places that both sides changed. One lies at or around the other when an object met a leaf. */
export function clashesOf({ base, mine, theirs }: ThreeWays): Clash[] {
  const yours = leafChanges(base, theirs);
  return leafChanges(base, mine).flatMap(({ path, before, after }) => {
    const other = yours.find((one) => isWithin(one.path, path) || isWithin(path, one.path));
    if (!other || (other.path === path && sameJson(other.after, after))) return [];
    return [{ path, base: before, mine: after, theirs: leavesOf(theirs).get(path) }];
  });
}

/** The changes of the other side that touch none of mine. */
export function takenOver({ base, mine, theirs }: ThreeWays): Pointer[] {
  const own = leafChanges(base, mine);
  return leafChanges(base, theirs)
    .filter(({ path }) => !own.some((one) => isWithin(one.path, path) || isWithin(path, one.path)))
    .map(({ path }) => path);
}

/** Puts my changes on top of their value, except at the places where theirs hold. */
export function mergedValue(ways: ThreeWays, theirsHold: ReadonlySet<Pointer>): unknown {
  return leafChanges(ways.base, ways.mine)
    .filter(({ path }) => !theirsHold.has(path))
    .reduce<unknown>((value, { path, after }) => setAt(value, pathOf(path), after), ways.theirs);
}
