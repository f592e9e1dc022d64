import { breathe } from '@berth/kernel';
import { isObject, ownValue } from '../json/object.ts';
import type { Pointer } from '../json/pointer.ts';
import { indexOf } from '../schema/known-index.ts';
import type { Place } from '../schema/schema-index.ts';
import { ALIKE_IN_DRAFTS, asksSomething, COMBINATIONS, GROUP_OF, UNEVALUATED } from './question-keywords.ts';
import {
  CHARACTERS_OF_STEP,
  MOST_STEPS,
  NODES_OF_STEP,
  QuestionWork,
  STEPS_OF_START,
  TooManyQuestions,
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
 * on) is the whole combination. Accepts any schema. Others run between its steps. @throws TooManyQuestions
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
    if (steps > MOST_STEPS) throw new TooManyQuestions();
  };
  spend(STEPS_OF_START);
  const texts = new TextOfSchemas(index, spend);
  const found = new Map<string, Question>();
  const add = (kind: Question['kind'], at: Spot, place: Place, keywords: readonly string[] | null): void => {
    const content = keywords === null ? texts.of(place) : texts.ofKeywords(place, keywords);
    const draft = keywords?.every((keyword) => ALIKE_IN_DRAFTS.has(keyword)) ? '' : index.draftOf(place);
    const text = `${draft} ${content}`;
    const said = keywords === null ? undefined : saidBy(place, keywords, draft);
    const question = { kind, place: at.place, way: at.exact, text, ...(said && { said }) };
    found.set(`${kind} ${at.exact} ${text}`, question);
  };

  /** Calls `visit` with each subschema that applies for certain to the value at a spot, and with those below it. */
  const walk = async (
    start: Place,
    from: Spot,
    visit: (place: Place, at: Spot) => void | Promise<void>,
    isCombined: boolean,
  ): Promise<void> => {
    const seen = new Set<string>();
    const pending: [Place, Spot][] = [[start, from]];
    for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
      const [place, at] = next;
      if (!isObject(place.schema) || at.nodes.length === 0) continue;
      spend(1 + at.nodes.length / NODES_OF_STEP + at.exact.length / CHARACTERS_OF_STEP);
      const name = `${place.pointer} ${at.exact} ${at.nodes.map(({ id }) => id).join()}`;
      if (seen.has(name)) continue;
      seen.add(name);
      await visit(place, at);
      await work.pause();
      for (const { keyword, to } of index.referencesOf(place))
        if (keyword === '$ref' && typeof to === 'object') pending.push([to, at]);
      if (index.isOverridden(place)) continue;
      for (const child of index.under(place, 'allOf')) pending.push([child, at]);
      if (isSecretAt(at)) continue;
      pending.push(...below(place, at, spend, index));
      if (!isCombined) continue;
      for (const keyword of COMBINATIONS)
        for (const part of GROUP_OF.get(keyword) ?? [keyword])
          for (const child of index.under(place, part))
            pending.push([child, part === 'contains' ? { ...at, nodes: anyBelow(at.nodes) } : at]);
    }
  };

  const asksAt = ({ schema }: Place): string[] =>
    isObject(schema) ? Object.keys(schema).filter((keyword) => asksSomething(keyword, schema[keyword])) : [];
  const asksAbove = ({ schema }: Place): string[] =>
    isObject(schema)
      ? ['enum', 'const', 'uniqueItems'].filter((keyword) => Object.hasOwn(schema, keyword))
      : [];
  const hasAny = ({ schema }: Place, keywords: readonly string[]): boolean =>
    isObject(schema) && keywords.some((keyword) => Object.hasOwn(schema, keyword));

  /** Tells if a subschema, or one that it may apply, asks about the content of a place. */
  const looks = async (start: Place, from: Spot): Promise<boolean> => {
    let isAsking = false;
    const visit = (place: Place, at: Spot): void => {
      const asks = isSecretAt(at)
        ? asksAt(place).length > 0
        : asksAbove(place).length > 0 || hasAny(place, [...UNEVALUATED, '$dynamicRef', '$recursiveRef']);
      isAsking ||= asks;
    };
    await walk(start, from, visit, true);
    return isAsking;
  };

  await walk(
    index.root,
    { place: '', exact: '', nodes: nodesFor(places) },
    async (place, at) => {
      if (index.referencesOf(place).some(({ keyword }) => keyword !== '$ref')) add('around', at, place, null);
      if (index.isOverridden(place)) return;
      if (hasAny(place, UNEVALUATED)) return add(isSecretAt(at) ? 'at' : 'around', at, place, null);
      if (isSecretAt(at)) {
        const groups = new Map(asksAt(place).map((keyword) => [GROUP_OF.get(keyword) ?? keyword, keyword]));
        for (const [group, keyword] of groups)
          add('at', at, place, typeof group === 'string' ? [keyword] : presentOf(place, group));
        return;
      }
      for (const keyword of asksAbove(place)) add('around', at, place, [keyword]);
      for (const keyword of COMBINATIONS) {
        const group = GROUP_OF.get(keyword) ?? [keyword];
        let isAsking = false;
        for (const part of group)
          for (const child of index.under(place, part))
            isAsking ||= await looks(child, part === 'contains' ? { ...at, nodes: anyBelow(at.nodes) } : at);
        if (isAsking) add('around', at, place, group);
      }
    },
    false,
  );
  return [...found.values()];
}

function saidBy({ schema }: Place, keywords: readonly string[], draft: string): Said | undefined {
  const [keyword, second] = keywords;
  if (keyword === undefined || !isObject(schema)) return undefined;
  const content = ownValue(schema, keyword);
  if (keyword === 'type') {
    const isNullable = ownValue(schema, 'nullable') === true;
    return { draft, keyword, content: [content, isNullable ? 'null' : []].flat() };
  }
  return second === undefined ? { draft, keyword, content } : undefined;
}

const presentOf = ({ schema }: Place, group: readonly string[]): string[] =>
  group.filter((keyword) => isObject(schema) && Object.hasOwn(schema, keyword));
