import { MOST_PROBLEMS } from '@berth/kernel';
import { isObject } from '../json/object.ts';
import { childPointer } from '../json/pointer.ts';
import type { PointerProblem } from '../json/pointer-problem.ts';
import { type Draft, draftOf } from './draft.ts';
import { schemaProblems } from './errors.ts';
import { ANNOTATIONS, DESTINATION_FLAG, SECRET_FLAGS } from './keywords.ts';
import { indexOf } from './known-index.ts';

/** The types of keywords that the engine ignores. Real schemas have `examples` of any type. */
const TYPES: ReadonlyMap<string, string> = new Map([
  ...Object.entries(ANNOTATIONS).filter(([keyword]) => keyword !== 'examples'),
  ['contentEncoding', 'string'],
  ['contentMediaType', 'string'],
  ...[...SECRET_FLAGS, DESTINATION_FLAG].map((flag) => [flag, 'boolean'] as const),
]);

const DRAFTS: readonly Draft[] = ['04', '06', '07', '2019-09', '2020-12'];

/** The drafts that brought these keywords. In a schema of an earlier draft they are words of the provider's own. */
const SINCE: ReadonlyMap<string, Draft> = new Map([
  ['$comment', '07'],
  ['contentEncoding', '07'],
  ['contentMediaType', '07'],
  ['deprecated', '2019-09'],
  ['readOnly', '07'],
]);

/**
 * Lists the keywords, marks of secrets among them, whose value has a type with which they have no effect, such as
 * `writeOnly: "true"`: at most 100, as problems with the code `invalid_keyword`. The engine accepts such schemas; a
 * new specification should not. Accepts any value and never throws.
 */
export function mistypedKeywords(schema: unknown): PointerProblem[] {
  const draft = draftOf(schema) ?? '2020-12';
  const index = indexOf(schema);
  const problems: PointerProblem[] = [];
  for (const { schema, pointer } of index.subschemas) {
    for (const [keyword, value] of isObject(schema) ? Object.entries(schema) : []) {
      const type = TYPES.get(keyword);
      if (type === undefined || typeof value === type || isOlder(draft, SINCE.get(keyword))) continue;
      const problem = schemaProblems.mustBe(
        { keyword, expected: `a ${type}` },
        childPointer(pointer, keyword),
      );
      const count = problems.push(problem);
      if (count === MOST_PROBLEMS) return problems;
    }
  }
  return problems;
}

const isOlder = (draft: Draft, since: Draft | undefined): boolean =>
  since !== undefined && DRAFTS.indexOf(draft) < DRAFTS.indexOf(since);
