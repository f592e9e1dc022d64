import { isObject } from '../json/object.ts';
import { closureOf } from './closure.ts';
import { IN_PLACE } from './keywords.ts';
import type { SchemaIndex, Subschema } from './schema-index.ts';

/** Returns the subschemas that apply to the same value as one: its references, and those below its keywords. */
export function appliedWith(index: SchemaIndex, subschema: Subschema): Subschema[] {
  const referenced = index
    .referencesOf(subschema)
    .flatMap(({ keyword, to }) => (keyword === '$ref' && typeof to === 'object' ? [to] : []));
  if (index.isOverridden(subschema)) return referenced;
  return [...referenced, ...[...IN_PLACE].flatMap((keyword) => index.under(subschema, keyword))];
}

const DEFINITIONS: ReadonlySet<string> = new Set(['$defs', 'definitions']);

/** Returns the subschemas that a check of a value can come to: dynamic references may lead to any dynamic anchor. */
function usedSubschemas(index: SchemaIndex): Iterable<Subschema> {
  const anchored = index.subschemas.filter(
    ({ schema }) => isObject(schema) && ('$dynamicAnchor' in schema || '$recursiveAnchor' in schema),
  );
  return closureOf(index, [index.root, ...anchored], (subschema) =>
    index.isOverridden(subschema)
      ? []
      : index.childrenOf(subschema).filter(({ keyword }) => !DEFINITIONS.has(keyword)),
  );
}

/** The subschema at which a schema refers to itself without entering a member or an item. */
export interface Circle {
  readonly circle: Subschema;
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
  for (const start of usedSubschemas(index)) {
    const pending: { subschema: Subschema; leaving: boolean }[] = [{ subschema: start, leaving: false }];
    for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
      const { subschema, leaving } = next;
      if (!isObject(subschema.schema) || (!leaving && counts.has(subschema.schema))) continue;
      if (leaving) {
        open.delete(subschema.schema);
        const count = appliedWith(index, subschema).reduce(
          (sum, { schema }) => sum + (counts.get(schema) ?? 1),
          1,
        );
        counts.set(subschema.schema, count);
        most = Math.max(most, count);
        continue;
      }
      if (open.has(subschema.schema)) return { circle: subschema };
      open.add(subschema.schema);
      pending.push({ subschema, leaving: true });
      for (const target of appliedWith(index, subschema)) pending.push({ subschema: target, leaving: false });
    }
  }
  return most;
}
