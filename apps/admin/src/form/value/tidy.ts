import { isObject, objectOf, own } from '../../json/json.ts';
import { type Pointer, pointerOf } from '../../json/pointer.ts';

/**
 * Removes what a form leaves behind: members without content, and objects that became empty and were not there before.
 * `before` is the value as it was shown.
 */
export function tidied(
  value: unknown,
  before: unknown,
  holds: (pointer: Pointer) => boolean,
  at: Pointer = '',
): unknown {
  if (Array.isArray(value)) {
    return value.map((item) => tidied(item ?? null, item, () => true));
  }
  if (!isObject(value)) return value;
  const entries = Object.entries(value).flatMap(([name, member]): [string, unknown][] => {
    const known = own(before, name);
    const pointer = `${at}${pointerOf([name])}`;
    const below = tidied(member, known, holds, pointer);
    if (below === undefined) return [];
    const isLeft =
      isObject(below) && Object.keys(below).length === 0 && known === undefined && !holds(pointer);
    return isLeft ? [] : [[name, below]];
  });
  return objectOf(entries);
}

/** Removes the members that are null and were not null before, at any depth of objects. */
export function withoutNewNulls(value: unknown, before: unknown): unknown {
  if (!isObject(value)) return value;
  const entries = Object.entries(value).flatMap(([name, member]): [string, unknown][] => {
    const known = own(before, name);
    return member === null && known !== null ? [] : [[name, withoutNewNulls(member, known)]];
  });
  return objectOf(entries);
}
