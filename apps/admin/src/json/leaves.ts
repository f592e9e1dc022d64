import { isObject, sameJson } from './json.ts';
import { type Pointer, pointerOf } from './pointer.ts';

/** Lists the leaves of a value by place. An array is one leaf, and so is an empty object. */
export function leavesOf(value: unknown, at: Pointer = ''): Map<Pointer, unknown> {
  if (!isObject(value) || (at !== '' && Object.keys(value).length === 0)) {
    return at === '' ? new Map() : new Map([[at, value]]);
  }
  const below = Object.entries(value).flatMap(([name, member]) =>
    member === undefined ? [] : [...leavesOf(member, `${at}${pointerOf([name])}`)],
  );
  return new Map(below);
}

export interface LeafChange {
  path: Pointer;
  before: unknown;
  after: unknown;
}

/** Lists the leaves that differ between two values. */
export function leafChanges(before: unknown, after: unknown): LeafChange[] {
  const [old, now] = [leavesOf(before), leavesOf(after)];
  return [...new Set([...old.keys(), ...now.keys()])].flatMap((path) =>
    sameJson(old.get(path), now.get(path)) ? [] : [{ path, before: old.get(path), after: now.get(path) }],
  );
}
