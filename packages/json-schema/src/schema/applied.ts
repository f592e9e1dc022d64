import { isObject } from '../json/object.ts';
import { closureOf } from './closure.ts';
import { IN_PLACE } from './keywords.ts';
import type { Place, SchemaIndex } from './schema-index.ts';

/** Returns the places that apply to the same value as a place: its references, and the subschemas of its keywords. */
export function appliedWith(index: SchemaIndex, place: Place): Place[] {
  const referenced = index
    .referencesOf(place)
    .flatMap(({ keyword, to }) => (keyword === '$ref' && typeof to === 'object' ? [to] : []));
  if (index.isOverridden(place)) return referenced;
  return [...referenced, ...[...IN_PLACE].flatMap((keyword) => index.under(place, keyword))];
}

const DEFINITIONS: ReadonlySet<string> = new Set(['$defs', 'definitions']);

/** Returns the places that a check of a value can come to: dynamic references may lead to any dynamic anchor. */
function usedPlaces(index: SchemaIndex): Iterable<Place> {
  const anchored = index.places.filter(
    ({ schema }) => isObject(schema) && ('$dynamicAnchor' in schema || '$recursiveAnchor' in schema),
  );
  return closureOf(index, [index.root, ...anchored], (place) =>
    index.isOverridden(place)
      ? []
      : index.childrenOf(place).filter(({ keyword }) => !DEFINITIONS.has(keyword)),
  );
}

/** The place at which a schema refers to itself without entering a member or an item. */
export interface Circle {
  readonly circle: Place;
}

/**
 * Counts the subschemas that apply to one value, at the place where they are most. A subschema counts again for each
 * reference that leads to it. Takes time linear in the schema. Evaluating a circle never ends, so one is an error
 * where a value can come to it; definitions that nothing uses are left out.
 */
export function mostApplied(index: SchemaIndex): number | Circle {
  const counts = new Map<unknown, number>();
  const open = new Set<unknown>();
  let most = 0;
  for (const start of usedPlaces(index)) {
    const pending: { place: Place; leaving: boolean }[] = [{ place: start, leaving: false }];
    for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
      const { place, leaving } = next;
      if (!isObject(place.schema) || (!leaving && counts.has(place.schema))) continue;
      if (leaving) {
        open.delete(place.schema);
        const count = appliedWith(index, place).reduce(
          (sum, { schema }) => sum + (counts.get(schema) ?? 1),
          1,
        );
        counts.set(place.schema, count);
        most = Math.max(most, count);
        continue;
      }
      if (open.has(place.schema)) return { circle: place };
      open.add(place.schema);
      pending.push({ place, leaving: true });
      for (const target of appliedWith(index, place)) pending.push({ place: target, leaving: false });
    }
  }
  return most;
}
