import {
  canonicalJson,
  childPointer,
  getAt,
  isObject,
  type Pointer,
  type PointerSet,
  setAllAt,
} from '@berth/json-schema';
import type { JsonObject, ValueDocument } from '../content/document.ts';
import { type Specification, secretsOf } from '../content/secrets.ts';
import type { Kept } from './keep.ts';

/** Puts the stored content back into a value at the places to keep. */
export function withKept(value: JsonObject, places: readonly Kept[], stored: JsonObject): JsonObject {
  const kept = places.map(({ from, to }) => [to, getAt(stored, from)] as const);
  return setAllAt(value, kept) as JsonObject;
}

/**
 * Lists the secrets of a value as it was shown that become own leaves where they were sent, also if they equal the
 * vault's: for a key that may not compare, also those that the vault has in the clear.
 */
export async function secretsOfShown(
  specification: Specification,
  value: JsonObject,
  { bound }: ValueDocument,
  comparing = false,
): Promise<readonly Pointer[]> {
  const ofVault = Object.keys(bound);
  return comparing ? ofVault : [...ofVault, ...(await secretsOf(specification, value, []))];
}

/**
 * Lists the nulls of a value as it was shown that the effective value would not have: an own value holds no null, so a
 * null cannot take the place of what the vault has, and adds nothing. `isOwn` tells the secrets that become own leaves.
 * Nulls within an array stay.
 */
export function nullsLost(
  value: JsonObject,
  effective: JsonObject,
  isKept: (pointer: Pointer) => boolean,
  isOwn: (pointer: Pointer) => boolean,
  at: Pointer = '',
): Pointer[] {
  return Object.entries(value).flatMap(([name, item]) => {
    const pointer = childPointer(at, name);
    if (isObject(item)) return nullsLost(item, effective, isKept, isOwn, pointer);
    if (item !== null || isKept(pointer)) return [];
    return isOwn(pointer) || getAt(effective, pointer) !== null ? [pointer] : [];
  });
}

/** Extracts the own leaves at, above or below places to keep. They stay own ones, also where they equal the vault's. */
export function keptIn(own: JsonObject, kept: PointerSet, at: Pointer = ''): JsonObject {
  const found = Object.entries(own).flatMap(([name, item]): [string, unknown][] => {
    const pointer = childPointer(at, name);
    if (!isObject(item)) return kept.touches(pointer) ? [[name, item]] : [];
    const inner = keptIn(item, kept, pointer);
    return Object.keys(inner).length > 0 ? [[name, inner]] : [];
  });
  return Object.fromEntries(found);
}

/**
 * Extracts the own part of an effective value: the members that differ from the vault's, those that were own before,
 * and the secrets that were sent, also if they equal the vault's: the answer must not tell a right guess from a wrong
 * one. A value that comes back as it was shown thus keeps following the vault.
 */
export function differingFrom(
  base: JsonObject,
  whole: JsonObject,
  ownBefore: JsonObject,
  sent: PointerSet,
  at: Pointer = '',
): JsonObject {
  const differing = Object.entries(whole).flatMap(([name, item]): [string, unknown][] => {
    const [under, mine] = [getAt(base, [name]), getAt(ownBefore, [name])];
    const pointer = childPointer(at, name);
    if (isObject(item) && isObject(under)) {
      const inner = differingFrom(under, item, isObject(mine) ? mine : {}, sent, pointer);
      return Object.keys(inner).length > 0 ? [[name, inner]] : [];
    }
    const same = under !== undefined && mine === undefined && canonicalJson(item) === canonicalJson(under);
    return same && !sent.touches(pointer) ? [] : [[name, item]];
  });
  return Object.fromEntries(differing);
}
