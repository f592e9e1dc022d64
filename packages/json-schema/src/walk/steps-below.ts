import { isObject, ownValue } from '../json/object.ts';
import type { SchemaIndex, Subschema } from '../schema/schema-index.ts';

const OTHER_MEMBER = ['additionalProperties', 'unevaluatedProperties'];
const ANY_ITEM = ['items', 'prefixItems', 'additionalItems', 'contains', 'unevaluatedItems'];

/** A step from a value to a member or to its items, with the subschemas for them. */
export interface Step {
  /** A name, or `*` for any item, and for members by pattern or without a name of their own. */
  readonly segment: string;
  readonly isItem: boolean;
  /** True for members that have no name of their own and match no pattern. */
  readonly isOther: boolean;
  readonly subschemas: readonly Subschema[];
}

/**
 * Lists the steps that the subschemas of a value describe: each property by its name, then the members by pattern, the
 * other members and the items, each together.
 */
export function stepsBelow(index: SchemaIndex, subschemas: readonly Subschema[]): Step[] {
  const properties = new Map<string, Subschema[]>();
  for (const subschema of subschemas) {
    const named = isObject(subschema.schema) ? ownValue(subschema.schema, 'properties') : undefined;
    for (const name of isObject(named) ? Object.keys(named) : []) {
      const property = index.named(subschema, 'properties', name);
      if (property === undefined) continue;
      const known = properties.get(name);
      if (known) known.push(property);
      else properties.set(name, [property]);
    }
  }
  const below = (keywords: readonly string[]) =>
    subschemas.flatMap((subschema) => keywords.flatMap((keyword) => index.under(subschema, keyword)));
  return [
    ...[...properties].map(([segment, found]) => ({
      segment,
      isItem: false,
      isOther: false,
      subschemas: found,
    })),
    { segment: '*', isItem: false, isOther: false, subschemas: below(['patternProperties']) },
    { segment: '*', isItem: false, isOther: true, subschemas: below(OTHER_MEMBER) },
    { segment: '*', isItem: true, isOther: false, subschemas: below(ANY_ITEM) },
  ].filter(({ subschemas }) => subschemas.some(({ schema }) => isObject(schema)));
}
