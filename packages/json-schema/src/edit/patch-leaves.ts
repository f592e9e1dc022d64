import { isObject, ownValue } from '../json/object.ts';
import { childPointer, type Pointer } from '../json/pointer.ts';

/**
 * Pointers of the units of a value that a merge patch can change, in document order: every scalar, every array as a
 * whole, and every object with nothing in it. A value that is no object is one leaf, `''`; the empty object at the
 * root has none. Does not recurse.
 */
export function patchLeaves(value: unknown): Pointer[] {
  const leaves: Pointer[] = [];
  const pending: { item: unknown; at: Pointer }[] = [{ item: value, at: '' }];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { item, at } = next;
    const names = isObject(item) ? Object.keys(item) : [];
    if (isObject(item) && names.length > 0) {
      for (const name of names.toReversed()) {
        pending.push({ item: ownValue(item, name), at: childPointer(at, name) });
      }
    } else if (!isObject(item) || at !== '') {
      leaves.push(at);
    }
  }
  return leaves;
}
