import { nearest } from '@berth/kernel';
import { isObject, ownValue } from '../json/object.ts';
import { parsePointer } from '../json/pointer.ts';
import { indexOf } from '../schema/known-index.ts';
import { excessOf, SCHEMA_BUDGET } from '../schema/schema-budget.ts';
import type { Subschema } from '../schema/schema-index.ts';
import { Descent } from '../walk/descent.ts';
import { subschemasAt } from '../walk/subschemas-at.ts';
import { pathProblems } from './errors.ts';

/** A path of a list, by its index, and its problem. */
export interface PathProblem {
  readonly index: number;
  /** `pointer`: not a JSON Pointer. `unmatched`: the schema describes nothing there. `too_large`: too many steps. */
  readonly code: 'pointer' | 'unmatched' | 'too_large';
  readonly message: string;
}

// Comparing a thousand paths with the names of a large schema would take seconds
const MOST_HINTS = 20;
const MOST_NAMES = 200;

/**
 * Lists the paths that are not JSON Pointers (RFC 6901, with `*` for any name or index), or that lead to a place the
 * schema does not describe. Such a slip has no effect: it leaves a secret readable. The first path that takes too many
 * steps, together with those before it, ends the check.
 */
export function unreachedPaths(schema: unknown, paths: readonly string[]): PathProblem[] {
  const descent = new Descent(indexOf(schema));
  const problems: PathProblem[] = [];
  let steps = 0;
  for (const [index, path] of paths.entries()) {
    const segments = parsePointer(path);
    steps += segments?.length ?? 0;
    const [excess] = excessOf('steps of paths up to here', steps, SCHEMA_BUDGET.path_steps);
    if (excess !== undefined) return [...problems, { index, code: 'too_large', message: excess }];
    if (segments === undefined) {
      problems.push(at(index, pathProblems.malformed()));
      continue;
    }
    const end = subschemasAt(descent, segments);
    if (end === undefined) return [...problems, at(index, pathProblems.tooLarge())];
    if (end.isReached) continue;
    const meant =
      problems.length < MOST_HINTS ? nearest(segments[end.depth] ?? '', namesOf(end.subschemas)) : undefined;
    const problem = meant === undefined ? pathProblems.unmatched() : pathProblems.unmatchedNear({ meant });
    problems.push(at(index, problem));
  }
  return problems;
}

/** Tells if a schema names or describes the place of a path, and does not just leave its content free. */
export function isDescribed(schema: unknown, path: string): boolean {
  const segments = parsePointer(path) ?? [];
  return subschemasAt(new Descent(indexOf(schema)), segments)?.depth === segments.length;
}

const at = (index: number, { code, message }: Omit<PathProblem, 'index'>): PathProblem => ({
  index,
  code,
  message,
});

/** Returns the names of the properties that the subschemas list. */
const namesOf = (subschemas: ReadonlySet<Subschema>): string[] =>
  [...subschemas]
    .flatMap(({ schema }) => {
      const properties = isObject(schema) ? ownValue(schema, 'properties') : undefined;
      return isObject(properties) ? Object.keys(properties) : [];
    })
    .slice(0, MOST_NAMES);
