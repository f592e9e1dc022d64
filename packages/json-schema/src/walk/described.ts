import { isObject, ownValue } from '../json/object.ts';
import { type ChildSubschema, type SchemaIndex, type Subschema, says } from '../schema/schema-index.ts';

/** The subschemas by which one describes members and items, read once for each. */
export interface Described {
  readonly properties: ReadonlyMap<string, ChildSubschema>;
  readonly byPattern: readonly { readonly source: string; readonly subschema: ChildSubschema }[];
  /** For members that neither describes. */
  readonly otherMembers: readonly ChildSubschema[];
  readonly positional: readonly ChildSubschema[];
  /** For items beyond the positional ones. */
  readonly otherItems: readonly ChildSubschema[];
  readonly contained: readonly ChildSubschema[];
}

/** Reads how a subschema describes members and items; keywords other than the naming ones only if not empty. */
export function describedBy(index: SchemaIndex, subschema: Subschema): Described {
  const { schema } = subschema;
  const under = (keyword: string) => index.under(subschema, keyword).filter((child) => says(child.schema));
  const named = (keyword: string): [string, ChildSubschema][] => {
    const holder = isObject(schema) ? ownValue(schema, keyword) : undefined;
    return Object.keys(isObject(holder) ? holder : {}).flatMap((name) => {
      const child = index.named(subschema, keyword, name);
      return child === undefined ? [] : [[name, child]];
    });
  };
  // A list under `items` is positional; `additionalItems` describes the items beyond it
  const isList = isObject(schema) && Array.isArray(ownValue(schema, 'items'));
  return {
    properties: new Map(named('properties')),
    byPattern: named('patternProperties').map(([source, child]) => ({ source, subschema: child })),
    otherMembers: [...under('additionalProperties'), ...under('unevaluatedProperties')],
    positional: [
      ...index.under(subschema, 'prefixItems'),
      ...(isList ? index.under(subschema, 'items') : []),
    ],
    otherItems: [
      ...(isList ? [] : under('items')),
      ...under('additionalItems'),
      ...under('unevaluatedItems'),
    ],
    contained: under('contains'),
  };
}
