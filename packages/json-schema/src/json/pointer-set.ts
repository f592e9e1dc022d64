import type { Pointer } from './pointer.ts';

/**
 * A set of JSON Pointers that finds the members above, at and below a pointer. Making it takes time linear
 * in the length of all pointers; a query takes time linear in the length of its pointer, whatever the size of the set.
 */
export class PointerSet {
  readonly #members: ReadonlySet<Pointer>;
  /** Every pointer that has a member at it or below it. */
  readonly #above: ReadonlySet<Pointer>;

  constructor(pointers: Iterable<Pointer>) {
    this.#members = new Set(pointers);
    const above = new Set<Pointer>();
    for (const member of this.#members) {
      for (
        let prefix: Pointer | null = member;
        prefix !== null && !above.has(prefix);
        prefix = parentOf(prefix)
      )
        above.add(prefix);
    }
    this.#above = above;
  }

  get isEmpty(): boolean {
    return this.#members.size === 0;
  }

  /** True when the pointer or one above it is a member. */
  covers(pointer: Pointer): boolean {
    if (this.isEmpty) return false;
    for (let prefix: Pointer | null = pointer; prefix !== null; prefix = parentOf(prefix))
      if (this.#members.has(prefix)) return true;
    return false;
  }

  /** True when the pointer, one above it or one below it is a member. */
  touches(pointer: Pointer): boolean {
    return this.#above.has(pointer) || this.covers(pointer);
  }
}

/** Returns the pointer one step up; null above the whole document. */
const parentOf = (pointer: Pointer): Pointer | null =>
  pointer === '' ? null : pointer.slice(0, pointer.lastIndexOf('/'));
