import { canonicalJson, childPointer, getAt, type Pointer, parsePointer } from '@berth/json-schema';
import { type Bond, nameOfBond, withHashes } from '../content/bonds.ts';
import type { JsonObject } from '../content/document.ts';

/** The items of arrays that a caller follows from a stored value to the one that was sent. */
export interface MovedItems {
  /** Pointers to the arrays, as they are stored. */
  arrays: ReadonlySet<Pointer>;
  /** The new place of each item of them that keeps a secret. */
  items: ReadonlyMap<Pointer, Pointer>;
}

/** An item above a place: its array and itself as they are stored, and its new place. */
interface Step {
  array: Pointer;
  item: Pointer;
  place: Pointer;
}

/** Lists the items above two places that differ in the indexes of items alone; null when they differ in more. */
export function itemsAbove(
  { from, to }: { from: Pointer; to: Pointer },
  stored: JsonObject,
  value: JsonObject,
): Step[] | null {
  const [old, now] = [parsePointer(from) ?? [], parsePointer(to) ?? []];
  if (old.length !== now.length) return null;
  const steps: Step[] = [];
  let [array, place]: Pointer[] = ['', ''];
  let [then, here]: unknown[] = [stored, value];
  for (const [depth, segment] of old.entries()) {
    const other = now[depth] ?? '';
    const isItem = Array.isArray(then) && Array.isArray(here);
    if (!isItem && segment !== other) return null;
    const item = childPointer(array ?? '', segment);
    place = childPointer(place ?? '', other);
    if (isItem) steps.push({ array: array ?? '', item, place });
    array = item;
    then = getAt(then, [segment]);
    here = getAt(here, [other]);
  }
  return steps;
}

/** The name of a bond that is unknown, so that its secret is stale. */
export const UNKNOWN_BOND = 'unknown';

/** The most leaves of bonds that follow their items in one edit. */
const MOST_LEAVES = 10_000;

/**
 * Makes the function that gives a kept secret its bond after its item has moved. In the arrays above the secret, the
 * destinations of a followed item are expected at its new place, and those of a removed item no more. Any other
 * destination is expected where it was. A secret that moves and whose bond is too large to follow gets an unknown one.
 */
export function bondsOfMovedItems(
  { arrays, items }: MovedItems,
  value: JsonObject,
  known: Readonly<Record<string, Bond>>,
) {
  const bonds: Record<string, Bond> = {};
  const names = new Map<string, string>();
  const taken = new Set(items.values());
  let room = MOST_LEAVES;

  const placeAfter = (pointer: Pointer, above: readonly Pointer[]): Pointer | null => {
    const array = above.find((one) => pointer.startsWith(`${one}/`));
    if (array === undefined) return pointer;
    const end = pointer.indexOf('/', array.length + 1);
    const item = end < 0 ? pointer : pointer.slice(0, end);
    const rest = pointer.slice(item.length);
    const moved = items.get(item);
    if (moved !== undefined) return moved + rest;
    const stays = `${placeAfter(array, above.slice(above.indexOf(array) + 1))}${item.slice(array.length)}`;
    return taken.has(stays) || getAt(value, stays) === undefined ? null : stays + rest;
  };

  const follow = (name: string, above: readonly Pointer[]): string => {
    const bond = Object.hasOwn(known, name) ? known[name] : undefined;
    if (bond?.leaves === undefined) return UNKNOWN_BOND;
    room -= Object.keys(bond.leaves).length + bond.places.length;
    if (room < 0) return UNKNOWN_BOND;
    const hashesAfter = (hashes: Readonly<Record<Pointer, string>>) =>
      Object.fromEntries(
        Object.entries(hashes).flatMap(([pointer, hash]) => {
          const place = placeAfter(pointer, above);
          return place === null ? [] : [[place, hash]];
        }),
      );
    const after = withHashes(hashesAfter(bond.leaves));
    const denied = bond.denied && hashesAfter(bond.denied);
    const isSame = after.hash === bond.hash && after.marked === bond.marked;
    if (isSame && canonicalJson(denied ?? {}) === canonicalJson(bond.denied ?? {})) return name;
    const places = bond.places.flatMap((pointer) => placeAfter(pointer, above) ?? []);
    const { marked: _before, ...rest } = bond;
    const followed = { ...rest, ...after, ...(denied ? { denied } : {}), places };
    bonds[nameOfBond(followed)] = followed;
    return nameOfBond(followed);
  };

  return {
    /** The bonds that were made. */
    bonds,
    nameAfter(pointer: Pointer, name: string, isMoved: boolean): string {
      const above = arraysAbove(pointer, arrays);
      if (above.length === 0) return name;
      const key = canonicalJson([name, above[0]]);
      const after = names.get(key) ?? follow(name, above);
      names.set(key, after);
      return after === UNKNOWN_BOND && !isMoved ? name : after;
    },
  };
}

/** Lists the followed arrays above a pointer, the innermost first. */
function arraysAbove(pointer: Pointer, arrays: ReadonlySet<Pointer>): Pointer[] {
  if (arrays.size === 0) return [];
  const above: Pointer[] = [];
  for (let end = pointer.lastIndexOf('/'); end > 0; end = pointer.lastIndexOf('/', end - 1)) {
    const prefix = pointer.slice(0, end);
    if (arrays.has(prefix)) above.push(prefix);
  }
  return above;
}
