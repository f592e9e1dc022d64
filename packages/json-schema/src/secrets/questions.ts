import { breathe } from '@berth/kernel';
import { isObject, ownValue } from '../json/object.ts';
import type { Pointer } from '../json/pointer.ts';
import { TooMuchWork } from '../json/work.ts';
import { indexOf } from '../schema/known-index.ts';
import type { Subschema } from '../schema/schema-index.ts';
import { ALIKE_IN_DRAFTS, asksSomething, COMBINATIONS, GROUP_OF, UNEVALUATED } from './question-keywords.ts';
import {
  CHARACTERS_OF_STEP,
  MOST_STEPS,
  NODES_OF_STEP,
  QuestionWork,
  STEPS_OF_START,
} from './question-work.ts';
import { TextOfSchemas } from './schema-text.ts';
import { anyBelow, below, isSecretAt, type Spot } from './spots.ts';
import { nodesFor } from './watched.ts';

/** A question of a schema about the content of a secret. */
export interface Question {
  /** `at`: of a schema for the secret itself. `around`: of one that may look at other places as well. */
  readonly kind: 'at' | 'around';
  /** The place of the schema in the value, with `*` for any name or index: the secret's, or one above it. */
  readonly place: Pointer;
  /** The way of keywords to the place: which of them apply to a member depends on its siblings. */
  readonly way: string;
  /** All that the question says. The same question elsewhere has the same. */
  readonly text: string;
  /** The keyword and its content, for a keyword whose contents can be compared; of `type` all types, with null. */
  readonly said?: Said;
}

interface Said {
  /** Empty for a keyword of the same meaning in all. */
  readonly draft: string;
  readonly keyword: string;
  readonly content: unknown;
}

/**
 * Lists the questions that a schema asks about the content of places, `*` for any name or index. The presence of a
 * place, and what is above it but for its content, is no question. A question of a combination (`oneOf`, `if` and so
 * on) is the whole combination. Accepts any schema. Others run between its steps. @throws TooMuchWork
 */
export async function questionsAbout(
  schema: unknown,
  places: readonly (readonly string[])[],
  work = new QuestionWork(),
): Promise<Question[]> {
  const index = indexOf(schema);
  await breathe();
  let steps = 0;
  const spend = (amount: number): void => {
    work.spend(amount);
    steps += amount;
    if (steps > MOST_STEPS) throw new TooMuchWork('too many questions');
  };
  spend(STEPS_OF_START);
  const texts = new TextOfSchemas(index, spend);
  const found = new Map<string, Question>();
  const add = (
    kind: Question['kind'],
    at: Spot,
    subschema: Subschema,
    keywords: readonly string[] | null,
  ): void => {
    const content = keywords === null ? texts.of(subschema) : texts.ofKeywords(subschema, keywords);
    const draft = keywords?.every((keyword) => ALIKE_IN_DRAFTS.has(keyword)) ? '' : index.draftOf(subschema);
    const text = `${draft} ${content}`;
    const said = keywords === null ? undefined : saidBy(subschema, keywords, draft);
    const question = { kind, place: at.place, way: at.exact, text, ...(said && { said }) };
    found.set(`${kind} ${at.exact} ${text}`, question);
  };

  /** Calls `visit` with each subschema that applies for certain to the value at a spot, and with those below it. */
  const walk = async (
    start: Subschema,
    from: Spot,
    visit: (subschema: Subschema, at: Spot) => void | Promise<void>,
    isCombined: boolean,
  ): Promise<void> => {
    const seen = new Set<string>();
    const pending: [Subschema, Spot][] = [[start, from]];
    for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
      const [subschema, at] = next;
      if (!isObject(subschema.schema) || at.nodes.length === 0) continue;
      spend(1 + at.nodes.length / NODES_OF_STEP + at.exact.length / CHARACTERS_OF_STEP);
      const name = `${subschema.pointer} ${at.exact} ${at.nodes.map(({ id }) => id).join()}`;
      if (seen.has(name)) continue;
      seen.add(name);
      await visit(subschema, at);
      await work.pause();
      for (const { keyword, to } of index.referencesOf(subschema))
        if (keyword === '$ref' && typeof to === 'object') pending.push([to, at]);
      if (index.isOverridden(subschema)) continue;
      for (const child of index.under(subschema, 'allOf')) pending.push([child, at]);
      if (isSecretAt(at)) continue;
      pending.push(...below(subschema, at, spend, index));
      if (!isCombined) continue;
      for (const keyword of COMBINATIONS)
        for (const part of GROUP_OF.get(keyword) ?? [keyword])
          for (const child of index.under(subschema, part))
            pending.push([child, part === 'contains' ? { ...at, nodes: anyBelow(at.nodes) } : at]);
    }
  };

  const asksAt = ({ schema }: Subschema): string[] =>
    isObject(schema) ? Object.keys(schema).filter((keyword) => asksSomething(keyword, schema[keyword])) : [];
  const asksAbove = ({ schema }: Subschema): string[] =>
    isObject(schema)
      ? ['enum', 'const', 'uniqueItems'].filter((keyword) => Object.hasOwn(schema, keyword))
      : [];
  const hasAny = ({ schema }: Subschema, keywords: readonly string[]): boolean =>
    isObject(schema) && keywords.some((keyword) => Object.hasOwn(schema, keyword));

  /** Tells if a subschema, or one that it may apply, asks about the content of a place. */
  const looks = async (start: Subschema, from: Spot): Promise<boolean> => {
    let isAsking = false;
    const visit = (subschema: Subschema, at: Spot): void => {
      const asks = isSecretAt(at)
        ? asksAt(subschema).length > 0
        : asksAbove(subschema).length > 0 ||
          hasAny(subschema, [...UNEVALUATED, '$dynamicRef', '$recursiveRef']);
      isAsking ||= asks;
    };
    await walk(start, from, visit, true);
    return isAsking;
  };

  await walk(
    index.root,
    { place: '', exact: '', nodes: nodesFor(places) },
    async (subschema, at) => {
      if (index.referencesOf(subschema).some(({ keyword }) => keyword !== '$ref'))
        add('around', at, subschema, null);
      if (index.isOverridden(subschema)) return;
      if (hasAny(subschema, UNEVALUATED)) return add(isSecretAt(at) ? 'at' : 'around', at, subschema, null);
      if (isSecretAt(at)) {
        const groups = new Map(
          asksAt(subschema).map((keyword) => [GROUP_OF.get(keyword) ?? keyword, keyword]),
        );
        for (const [group, keyword] of groups)
          add('at', at, subschema, typeof group === 'string' ? [keyword] : presentOf(subschema, group));
        return;
      }
      for (const keyword of asksAbove(subschema)) add('around', at, subschema, [keyword]);
      for (const keyword of COMBINATIONS) {
        const group = GROUP_OF.get(keyword) ?? [keyword];
        let isAsking = false;
        for (const part of group)
          for (const child of index.under(subschema, part))
            isAsking ||= await looks(child, part === 'contains' ? { ...at, nodes: anyBelow(at.nodes) } : at);
        if (isAsking) add('around', at, subschema, group);
      }
    },
    false,
  );
  return [...found.values()];
}

function saidBy({ schema }: Subschema, keywords: readonly string[], draft: string): Said | undefined {
  const [keyword, second] = keywords;
  if (keyword === undefined || !isObject(schema)) return undefined;
  const content = ownValue(schema, keyword);
  if (keyword === 'type') {
    const isNullable = ownValue(schema, 'nullable') === true;
    return { draft, keyword, content: [content, isNullable ? 'null' : []].flat() };
  }
  return second === undefined ? { draft, keyword, content } : undefined;
}

const presentOf = ({ schema }: Subschema, group: readonly string[]): string[] =>
  group.filter((keyword) => isObject(schema) && Object.hasOwn(schema, keyword));
