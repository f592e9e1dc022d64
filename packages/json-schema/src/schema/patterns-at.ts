import { isObject, ownValue } from '../json/object.ts';
import { childPointer, type Pointer } from '../json/pointer.ts';
import { PatternError } from '../pattern/pattern.ts';
import { PatternSet } from '../pattern/pattern-set.ts';
import { indexOf } from './known-index.ts';
import type { Subschema } from './schema-index.ts';

/** Lists the patterns of one subschema, those of names too, each with its place in the document. */
export function patternsAt({ schema, pointer }: Subschema): { source: string; path: Pointer }[] {
  if (!isObject(schema)) return [];
  const pattern = ownValue(schema, 'pattern');
  const byPattern = ownValue(schema, 'patternProperties');
  const at = childPointer(pointer, 'patternProperties');
  return [
    ...(typeof pattern === 'string' ? [{ source: pattern, path: childPointer(pointer, 'pattern') }] : []),
    ...Object.keys(isObject(byPattern) ? byPattern : {}).map((source) => ({
      source,
      path: childPointer(at, source),
    })),
  ];
}

/**
 * Compiles the patterns of a schema one by one, so that the caller can let others run in between: `compileSchema` then
 * finds them compiled. Ends at the first that is refused.
 */
export function* compilePatterns(schema: unknown): Generator<void> {
  const patterns = new PatternSet();
  for (const subschema of indexOf(schema).subschemas) {
    for (const { source } of patternsAt(subschema)) {
      try {
        patterns.add(source);
      } catch (error) {
        if (error instanceof PatternError) return;
        throw error;
      }
      yield;
    }
  }
}
