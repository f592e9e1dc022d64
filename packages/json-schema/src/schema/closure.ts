import { isObject } from '../json/object.ts';
import type { SchemaIndex, Subschema } from './schema-index.ts';

/**
 * Yields the subschemas, their references and those that `more` adds to each, each once. A dynamic reference leads to
 * every subschema that it may lead to. Takes time linear in the schema.
 */
export function* closureOf(
  index: SchemaIndex,
  subschemas: readonly Subschema[],
  more: (subschema: Subschema) => readonly Subschema[],
): Generator<Subschema> {
  const seen = new Set<unknown>();
  const anchors = new Set<readonly Subschema[]>();
  const pending = subschemas.toReversed();
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (seen.has(next.schema)) continue;
    if (isObject(next.schema)) seen.add(next.schema);
    yield next;
    pending.push(...more(next).toReversed());
    for (const { to } of index.referencesOf(next)) {
      if (typeof to === 'object') pending.push(to);
    }
    for (const targets of index.dynamicTargets(next)) {
      if (anchors.has(targets)) continue;
      anchors.add(targets);
      for (const target of targets) pending.push(target);
    }
  }
}
