import { type Pointer, PointerSet, patchLeaves } from '@berth/json-schema';
import type { JsonObject } from '../content/document.ts';

/**
 * The units of a migrated value that hold secrets, each with the unit before that held the same ones at the same places
 * inside it; null for a unit that holds others. An array is one unit with all its items.
 */
export type UnitsFrom = ReadonlyMap<Pointer, Pointer | null>;

interface Held {
  from: Pointer | null;
  count: number;
}

/** Finds the units before a migration for those after it. `moves` leads from each secret before to its places. */
export function unitsFrom(
  before: { value: JsonObject; secrets: readonly Pointer[] },
  after: { value: JsonObject; moves: readonly { from: Pointer; to: Pointer }[] },
): UnitsFrom {
  const [unitBefore, unitAfter] = [unitIn(before.value), unitIn(after.value)];
  const counts = new Map<Pointer, number>();
  for (const secret of before.secrets) {
    const unit = unitBefore(secret);
    counts.set(unit, (counts.get(unit) ?? 0) + 1);
  }
  const held = new Map<Pointer, Held>();
  for (const { from, to } of after.moves) {
    const [source, unit] = [unitBefore(from), unitAfter(to)];
    const isSamePlace = from.slice(source.length) === to.slice(unit.length);
    const known = held.get(unit) ?? { from: source, count: 0 };
    const isSame = isSamePlace && known.from === source;
    held.set(unit, { from: isSame ? source : null, count: known.count + 1 });
  }
  return new Map(
    [...held].map(([unit, { from, count }]) => [
      unit,
      from !== null && counts.get(from) === count ? from : null,
    ]),
  );
}

/** Forgets the units before those that hold a secret which was sent. */
export function withoutSent(units: UnitsFrom, secrets: readonly Pointer[]): UnitsFrom {
  const sent = new PointerSet(secrets);
  return new Map([...units].map(([unit, from]) => [unit, sent.touches(unit) ? null : from]));
}

/** Makes the function that finds the unit at or above a place; the place itself when there is none. */
function unitIn(value: JsonObject): (pointer: Pointer) => Pointer {
  const units = new Set(patchLeaves(value));
  return (pointer) => {
    for (let at = pointer; at !== ''; at = at.slice(0, at.lastIndexOf('/'))) if (units.has(at)) return at;
    return pointer;
  };
}
