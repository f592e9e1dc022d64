import { isObject, ownValue } from '../json/object.ts';
import { childPointer, type Pointer } from '../json/pointer.ts';
import { PatternError } from '../pattern/pattern.ts';
import type { PatternSet } from '../pattern/pattern-set.ts';
import type { Draft } from './draft.ts';
import { IN_PLACE } from './keywords.ts';
import type { SchemaProblem } from './schema-error.ts';
import type { Place, SchemaIndex } from './schema-index.ts';
import { type ShapeFindings, shapeOf } from './schema-shape.ts';

const MOST_PROBLEMS = 100;
/** Compiling takes about half a millisecond for each. */
const MAX_SUBSCHEMAS = 5000;

/** Lists every problem of a schema that can be found before compiling it, with a pointer to each place. */
export function inspectSchema(index: SchemaIndex, draft: Draft, patterns: PatternSet): ShapeFindings {
  if (index.places.length > MAX_SUBSCHEMAS) {
    const message = `the schema has more than ${MAX_SUBSCHEMAS} subschemas`;
    return { errors: [{ path: '', code: 'too_large', message }], warnings: [] };
  }
  const errors: SchemaProblem[] = [];
  const warnings: SchemaProblem[] = [];
  for (const place of index.places) {
    const shape = shapeOf(place, draft);
    errors.push(...shape.errors, ...referenceProblems(index, place), ...patternProblems(place, patterns));
    warnings.push(...shape.warnings);
    if (errors.length >= MOST_PROBLEMS) break;
  }
  if (errors.length === 0) errors.push(...circularReferences(index));
  return { errors, warnings: warnings.slice(0, MOST_PROBLEMS) };
}

function referenceProblems(index: SchemaIndex, place: Place): SchemaProblem[] {
  return index.referencesOf(place).flatMap(({ keyword, to }) => {
    const path = childPointer(place.pointer, keyword);
    if (to === 'remote') return [{ path, code: 'remote_ref', message: 'remote references are not fetched' }];
    if (to === 'unresolved')
      return [{ path, code: 'unresolved_ref', message: 'the reference leads nowhere' }];
    return [];
  });
}

function patternProblems({ schema, pointer }: Place, patterns: PatternSet): SchemaProblem[] {
  if (!isObject(schema)) return [];
  const problems: SchemaProblem[] = [];
  const tryPattern = (source: string, path: Pointer): void => {
    try {
      patterns.get(source);
    } catch (error) {
      if (!(error instanceof PatternError)) throw error;
      problems.push({ path, code: error.code, message: error.message });
    }
  };
  const pattern = ownValue(schema, 'pattern');
  if (typeof pattern === 'string') tryPattern(pattern, childPointer(pointer, 'pattern'));
  const byPattern = ownValue(schema, 'patternProperties');
  if (isObject(byPattern)) {
    const at = childPointer(pointer, 'patternProperties');
    for (const source of Object.keys(byPattern)) tryPattern(source, childPointer(at, source));
  }
  return problems;
}

/**
 * Finds references that lead back to their start without entering a property or an item: evaluating them never ends.
 */
function circularReferences(index: SchemaIndex): SchemaProblem[] {
  const done = new Set<unknown>();
  for (const start of index.places) {
    const path = new Set<unknown>();
    const pending: { place: Place; leaving: boolean }[] = [{ place: start, leaving: false }];
    for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
      const { place, leaving } = next;
      if (leaving) {
        path.delete(place.schema);
        done.add(place.schema);
        continue;
      }
      if (!isObject(place.schema) || done.has(place.schema)) continue;
      if (path.has(place.schema)) {
        return [
          { path: place.pointer, code: 'circular_ref', message: 'the schema refers to itself without end' },
        ];
      }
      path.add(place.schema);
      pending.push({ place, leaving: true });
      for (const target of inPlaceTargets(index, place)) pending.push({ place: target, leaving: false });
    }
  }
  return [];
}

function inPlaceTargets(index: SchemaIndex, place: Place): Place[] {
  const referenced = index
    .referencesOf(place)
    .flatMap(({ keyword, to }) => (keyword === '$ref' && typeof to === 'object' ? [to] : []));
  return [...referenced, ...[...IN_PLACE].flatMap((keyword) => index.under(place, keyword))];
}
