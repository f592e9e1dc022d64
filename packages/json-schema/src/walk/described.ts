import { isObject, ownValue } from '../json/object.ts';
import { type ChildPlace, type Place, type SchemaIndex, says } from '../schema/schema-index.ts';

/** The subschemas by which one place describes members and items, read once for each place. */
export interface Described {
  readonly properties: ReadonlyMap<string, ChildPlace>;
  readonly byPattern: readonly { readonly source: string; readonly place: ChildPlace }[];
  /** For members that neither describes. */
  readonly otherMembers: readonly ChildPlace[];
  readonly positional: readonly ChildPlace[];
  /** For items beyond the positional ones. */
  readonly otherItems: readonly ChildPlace[];
  readonly contained: readonly ChildPlace[];
}

/** Reads how a place describes members and items; keywords other than the naming ones only if not empty. */
export function describedBy(index: SchemaIndex, place: Place): Described {
  const { schema } = place;
  const under = (keyword: string) => index.under(place, keyword).filter((child) => says(child.schema));
  const named = (keyword: string): [string, ChildPlace][] => {
    const holder = isObject(schema) ? ownValue(schema, keyword) : undefined;
    return Object.keys(isObject(holder) ? holder : {}).flatMap((name) => {
      const child = index.named(place, keyword, name);
      return child === undefined ? [] : [[name, child]];
    });
  };
  // A list under `items` is positional; `additionalItems` describes the items beyond it
  const isList = isObject(schema) && Array.isArray(ownValue(schema, 'items'));
  return {
    properties: new Map(named('properties')),
    byPattern: named('patternProperties').map(([source, child]) => ({ source, place: child })),
    otherMembers: [...under('additionalProperties'), ...under('unevaluatedProperties')],
    positional: [...index.under(place, 'prefixItems'), ...(isList ? index.under(place, 'items') : [])],
    otherItems: [
      ...(isList ? [] : under('items')),
      ...under('additionalItems'),
      ...under('unevaluatedItems'),
    ],
    contained: under('contains'),
  };
}
