import { isObject, ownValue } from '../json/object.ts';
import type { Pointer } from '../json/pointer.ts';
import type { Place } from '../schema/schema-index.ts';
import { walkLeaves } from '../walk/leaf-walk.ts';

/**
 * Returns pointers to every member of an object, at any depth, whose name is the caller's own: no `properties` that may
 * apply to the object has it. Such is a header in a map of headers. Items of arrays have no names.
 */
export function unnamedMembers(schema: unknown, value: unknown): Pointer[] {
  const unnamed: Pointer[] = [];
  walkLeaves<{ applying: ReadonlySet<Place>; isArray: boolean }>(schema, value, NOTHING, (spot, holder) => {
    const { name, applying, pointer } = spot;
    const isNamed = name === undefined || holder?.isArray || (holder && names(holder.applying, name));
    if (!isNamed) unnamed.push(pointer);
    return { applying, isArray: Array.isArray(spot.value) };
  });
  return unnamed;
}

const NOTHING = { applying: new Set<Place>(), isArray: false };

const names = (applying: ReadonlySet<Place>, name: string): boolean =>
  [...applying].some(({ schema }) => {
    const properties = isObject(schema) ? ownValue(schema, 'properties') : undefined;
    return isObject(properties) && Object.hasOwn(properties, name);
  });
