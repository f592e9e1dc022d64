import { MOST_PROBLEMS } from '@berth/kernel';
import { isObject } from '../json/object.ts';
import { childPointer } from '../json/pointer.ts';
import type { PointerProblem } from '../json/pointer-problem.ts';
import { DESTINATION_FLAG } from '../schema/keywords.ts';
import { indexOf } from '../schema/known-index.ts';
import type { SchemaIndex, Subschema } from '../schema/schema-index.ts';
import { markProblems } from './errors.ts';
import { isSecretMark } from './secret-subschemas.ts';

/** Keywords whose subschemas say nothing about the value that is stored. */
const ABOUT_NO_VALUE: ReadonlySet<string> = new Set(['contentSchema', 'not', 'propertyNames']);
/** Keywords whose subschemas apply only through references. */
const STORES: ReadonlySet<string> = new Set(['$defs', 'definitions']);

/**
 * Lists the marks of secrets and destinations that mark nothing, because no path leads to them but through `not`,
 * `propertyNames` or `contentSchema`; for `x-destination` also through `if`. At most 100, with the code
 * `ineffective_mark`. Accepts any value and never throws.
 */
export function ineffectiveMarks(schema: unknown): PointerProblem[] {
  const index = indexOf(schema);
  const describing = reachedFrom(index, (keyword) => !ABOUT_NO_VALUE.has(keyword) && keyword !== 'if');
  const marking = reachedFrom(index, (keyword) => !ABOUT_NO_VALUE.has(keyword));
  const problems: PointerProblem[] = [];
  for (const { schema, pointer } of reachedFrom(index, () => true).values()) {
    if (!isObject(schema) || describing.has(schema)) continue;
    for (const [keyword, value] of Object.entries(schema)) {
      const problem =
        keyword === DESTINATION_FLAG
          ? markProblems.noDestination
          : !marking.has(schema) && isSecretMark(keyword, value)
            ? markProblems.noSecret
            : undefined;
      if (problem === undefined) continue;
      const count = problems.push(problem({ keyword }, childPointer(pointer, keyword)));
      if (count === MOST_PROBLEMS) return problems;
    }
  }
  return problems;
}

/** Returns the subschemas that the root reaches through references and the keywords that `follows` allows. */
function reachedFrom(index: SchemaIndex, follows: (keyword: string) => boolean): Map<unknown, Subschema> {
  const reached = new Map<unknown, Subschema>();
  const anchors = new Set<readonly Subschema[]>();
  const pending = [index.root];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (!isObject(next.schema) || reached.has(next.schema)) continue;
    reached.set(next.schema, next);
    for (const child of index.childrenOf(next)) {
      if (!STORES.has(child.keyword) && follows(child.keyword)) pending.push(child);
    }
    for (const { to } of index.referencesOf(next)) if (typeof to === 'object') pending.push(to);
    for (const targets of index.dynamicTargets(next)) {
      if (anchors.has(targets)) continue;
      anchors.add(targets);
      for (const target of targets) pending.push(target);
    }
  }
  return reached;
}
