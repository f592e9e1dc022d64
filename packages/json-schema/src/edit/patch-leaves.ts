import { isObject, ownValue } from '../json/object.ts';
import { childPointer, type Pointer } from '../json/pointer.ts';

/**
 * Returns pointers to the units of a value that a merge patch can change, in document order: every scalar, every array
 * as a whole, and every empty object. A value that is not an object is one leaf, `''`; an empty object at the root has
 * none.
 */
export const patchLeaves = (value: unknown): Pointer[] => leavesOf(value, true);

/**
 * Returns pointers to everything that a merge patch (RFC 7396) writes or removes, in document order: scalars, nulls and
 * arrays. An empty object inside it writes nothing, because a patch keeps the members of an object that it does not
 * name.
 */
export const writtenLeaves = (patch: unknown): Pointer[] => leavesOf(patch, false);

/** Does not recurse, so depth cannot exhaust the stack. */
function leavesOf(value: unknown, withEmpty: boolean): Pointer[] {
  const leaves: Pointer[] = [];
  const pending: { item: unknown; at: Pointer }[] = [{ item: value, at: '' }];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { item, at } = next;
    const names = isObject(item) ? Object.keys(item) : [];
    if (isObject(item) && names.length > 0) {
      for (const name of names.toReversed()) {
        pending.push({ item: ownValue(item, name), at: childPointer(at, name) });
      }
    } else if (!isObject(item) || (withEmpty && at !== '')) {
      leaves.push(at);
    }
  }
  return leaves;
}
