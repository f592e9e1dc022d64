import { isObject, ownValue } from '../json/object.ts';
import { childPointer, type Pointer } from '../json/pointer.ts';
import { indexOf } from '../schema/known-index.ts';
import type { Place } from '../schema/schema-index.ts';
import { Descent } from '../walk/descent.ts';
import { isMarkedSecret } from './secret-subschemas.ts';

// A schema of a few hundred bytes can describe 2^40 absent members
const MOST_ABSENT = 1000;
const MOST_VISITED = 100_000;

/**
 * Returns pointers to the secrets that a value could have and lacks, as far as the schema is certain of them: marked
 * secret (`writeOnly`, `format: password` and so on) and reached from the root by `properties` alone, through
 * references and `allOf`, not through unions, items or conditions. Includes those of absent objects, but not those
 * below a present value that is not an object. A root that is not an object counts as an empty object.
 *
 * The pointers are unique, in document order of the schema, at most 1,000. A recursive schema is followed to the end of
 * the value, and beyond it until a subschema repeats. Accepts any schema and any JSON value and never throws.
 */
export function absentSecrets(schema: unknown, value: unknown): Pointer[] {
  const descent = new Descent(indexOf(schema));
  const absent: Pointer[] = [];

  /** `passed` holds the subschemas passed since the value ended. */
  const walk = (item: unknown, at: Pointer, places: readonly Place[], passed: Set<unknown>): void => {
    const fresh = places.flatMap(({ schema }) => (passed.has(schema) ? [] : [schema]));
    for (const schema of fresh) passed.add(schema);
    for (const [name, property] of membersOf(places)) {
      descent.steps += property.length;
      if (descent.steps > MOST_VISITED || absent.length >= MOST_ABSENT) break;
      const isThere = isObject(item) && Object.hasOwn(item, name);
      const child = isThere ? ownValue(item, name) : undefined;
      if (isThere && !isObject(child)) continue;
      const pointer = childPointer(at, name);
      const below = together(property);
      if (isThere) {
        walk(child, pointer, below, new Set());
        continue;
      }
      if (below.some(({ schema }) => isMarkedSecret(schema))) absent.push(pointer);
      const further = below.filter(({ schema }) => !passed.has(schema));
      walk(undefined, pointer, further, passed);
    }
    for (const schema of fresh) passed.delete(schema);
  };

  const together = (places: readonly Place[]): Place[] => [
    ...descent.closure(places, (place) => descent.index.under(place, 'allOf')),
  ];
  const membersOf = (places: readonly Place[]): Map<string, Place[]> => {
    const members = new Map<string, Place[]>();
    for (const place of places) {
      const properties = isObject(place.schema) ? ownValue(place.schema, 'properties') : undefined;
      for (const name of isObject(properties) ? Object.keys(properties) : []) {
        const property = descent.index.named(place, 'properties', name);
        if (property === undefined) continue;
        const known = members.get(name);
        if (known === undefined) members.set(name, [property]);
        else known.push(property);
      }
    }
    return members;
  };

  walk(value, '', together([descent.index.root]), new Set());
  return absent;
}
