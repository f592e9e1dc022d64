import { isObject, setOwn } from '../json/object.ts';
import { childPointer, type Pointer } from '../json/pointer.ts';

/**
 * Copies a value without the units at pointers (see `patchLeaves`), and without the objects that have no members left:
 * as a merge patch of the whole value, the copy removes nothing and adds nothing. The root remains, if only as `{}`.
 * Arrays and everything else without such a unit are shared with the value.
 */
export function withoutLeaves<T extends object>(value: T, pointers: ReadonlySet<Pointer>): T {
  return (pointers.size === 0 ? value : (remaining(value, '', pointers) ?? {})) as T;
}

/** Returns `undefined` when nothing remains. */
function remaining(value: unknown, at: Pointer, pointers: ReadonlySet<Pointer>): unknown {
  if (pointers.has(at)) return undefined;
  const members = isObject(value) ? Object.entries(value) : [];
  if (members.length === 0) return value;
  const left = {};
  for (const [name, member] of members) {
    const after = remaining(member, childPointer(at, name), pointers);
    if (after !== undefined) setOwn(left, name, after);
  }
  return Object.keys(left).length > 0 ? left : undefined;
}
