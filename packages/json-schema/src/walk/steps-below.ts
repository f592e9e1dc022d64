import { isObject, ownValue } from '../json/object.ts';
import type { Place, SchemaIndex } from '../schema/schema-index.ts';

const OTHER_MEMBER = ['additionalProperties', 'unevaluatedProperties'];
const ANY_ITEM = ['items', 'prefixItems', 'additionalItems', 'contains', 'unevaluatedItems'];

/** A step from a value to a member or to its items, with the subschemas for them. */
export interface Step {
  /** A name, or `*` for any item, and for members by pattern or without a name of their own. */
  readonly segment: string;
  readonly isItem: boolean;
  /** True for members that have no name of their own and match no pattern. */
  readonly isOther: boolean;
  readonly places: readonly Place[];
}

/**
 * Lists the steps that the subschemas of a value describe: each property by its name, then the members by pattern, the
 * other members and the items, each together.
 */
export function stepsBelow(index: SchemaIndex, places: readonly Place[]): Step[] {
  const properties = new Map<string, Place[]>();
  for (const place of places) {
    const named = isObject(place.schema) ? ownValue(place.schema, 'properties') : undefined;
    for (const name of isObject(named) ? Object.keys(named) : []) {
      const property = index.named(place, 'properties', name);
      if (property === undefined) continue;
      const known = properties.get(name);
      if (known) known.push(property);
      else properties.set(name, [property]);
    }
  }
  const below = (keywords: readonly string[]) =>
    places.flatMap((place) => keywords.flatMap((keyword) => index.under(place, keyword)));
  return [
    ...[...properties].map(([segment, found]) => ({ segment, isItem: false, isOther: false, places: found })),
    { segment: '*', isItem: false, isOther: false, places: below(['patternProperties']) },
    { segment: '*', isItem: false, isOther: true, places: below(OTHER_MEMBER) },
    { segment: '*', isItem: true, isOther: false, places: below(ANY_ITEM) },
  ].filter(({ places }) => places.some(({ schema }) => isObject(schema)));
}
