import { breathe } from '@berth/kernel';
import { contentHash } from '../json/canonical-json.ts';
import { isObject, ownValue } from '../json/object.ts';
import { childPointer, type Pointer } from '../json/pointer.ts';
import { sharedPattern } from '../pattern/shared-patterns.ts';
import { ANNOTATIONS, KEYWORDS } from '../schema/keywords.ts';
import { indexOf } from '../schema/known-index.ts';
import type { Place } from '../schema/schema-index.ts';
import { TextOfSchemas } from './schema-text.ts';
import { type Node, nodesFor } from './watched.ts';

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

/** Keywords that are one question together. */
const GROUPS: readonly (readonly string[])[] = [
  ['if', 'then', 'else'],
  ['contains', 'minContains', 'maxContains'],
  ['properties', 'patternProperties', 'additionalProperties'],
  ['items', 'prefixItems', 'additionalItems'],
  ['type', 'nullable'],
  ['minimum', 'exclusiveMinimum'],
  ['maximum', 'exclusiveMaximum'],
];
const GROUP_OF = new Map(GROUPS.flatMap((group) => group.map((keyword) => [keyword, group] as const)));

/** Keywords without subschemas that have the same meaning in every draft. */
const ALIKE_IN_DRAFTS: ReadonlySet<string> = new Set([
  ...['const', 'enum', 'format', 'maxLength', 'minLength', 'multipleOf', 'nullable', 'pattern', 'type'],
  ...['maxItems', 'maxProperties', 'minItems', 'minProperties', 'required', 'uniqueItems'],
]);

/** Keywords that ask about content from above it, each with those that belong to it. */
const COMBINATIONS = ['anyOf', 'oneOf', 'not', 'if', 'contains', 'dependentSchemas', 'dependencies'];
const UNEVALUATED = ['unevaluatedProperties', 'unevaluatedItems'];

/** Keywords that ask nothing of the value at their own place. */
const SILENT: ReadonlySet<string> = new Set([
  ...Object.keys(ANNOTATIONS),
  ...['$anchor', '$defs', '$dynamicAnchor', '$id', '$recursiveAnchor', '$ref', '$schema', '$vocabulary'],
  ...['allOf', 'default', 'definitions', 'contentEncoding', 'contentMediaType', 'contentSchema'],
]);

/** The most steps for one schema: about 100 ms. */
const MOST_STEPS = 15_000;
/** The most steps for all that is compared in one change. */
const MOST_STEPS_TOGETHER = 150_000;
const STEPS_OF_START = 5;
/** The steps after which others may run. */
const STEPS_AT_ONCE = 1_000;

// The parts of a step: nodes or names that are looked at, tests of a name by a pattern, and characters of a way
const NODES_OF_STEP = 50;
const NAMES_OF_STEP = 20;
const TESTS_OF_STEP = 4;
const CHARACTERS_OF_STEP = 500;

/** Thrown when the questions of a schema take too long to find. */
export class TooManyQuestions extends Error {}

/** The work of comparing the questions of two schemas. */
export class QuestionWork {
  #steps = 0;
  #paused = 0;

  /** @throws TooManyQuestions */
  spend(amount: number): void {
    this.#steps += amount;
    if (this.#steps > MOST_STEPS_TOGETHER) throw new TooManyQuestions();
  }

  /** Lets others run, once in a while. */
  async pause(): Promise<void> {
    if (this.#steps - this.#paused < STEPS_AT_ONCE) return;
    this.#paused = this.#steps;
    await breathe();
  }
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

/** A place on the way to the secrets. `exact` also names the keywords that lead there. */
interface Spot {
  place: Pointer;
  exact: string;
  nodes: readonly Node[];
}

const isSecretAt = ({ nodes }: Spot): boolean => nodes.some(({ isEnd }) => isEnd);

const asksSomething = (keyword: string, content: unknown): boolean =>
  KEYWORDS.has(keyword) && !SILENT.has(keyword) && !(keyword === 'format' && content === 'password');

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

const anyBelow = (nodes: readonly Node[]): Node[] => nodes.flatMap(({ below }) => [...below.values()]);

/** The nodes below by a name: those of that name, and those of any. */
const into = (nodes: readonly Node[], name: string): Node[] =>
  nodes.flatMap(({ below }) => [below.get(name), below.get('*')].filter((node) => node !== undefined));

/** The nodes below whose name may be one that fits. */
const intoFitting = (nodes: readonly Node[], fits: (name: string) => boolean): Node[] =>
  nodes.flatMap(({ below }) =>
    [...below].filter(([name]) => name === '*' || fits(name)).map(([, node]) => node),
  );

/** Lists the subschemas of members and items on the way to a secret, each with its place. */
function below(
  place: Place,
  at: Spot,
  spend: (amount: number) => void,
  index: ReturnType<typeof indexOf>,
): [Place, Spot][] {
  const { schema } = place;
  if (!isObject(schema)) return [];
  const found: [Place, Spot][] = [];
  const go = (child: Place, step: string, exact: string, nodes: readonly Node[]): void => {
    if (nodes.length > 0)
      found.push([
        child,
        { place: childPointer(at.place, step), exact: childPointer(at.exact, exact), nodes },
      ]);
  };
  const { properties, patternProperties } = schema;
  const named = isObject(properties) ? properties : {};
  const allNames = Object.keys(named);
  const watched = at.nodes.reduce((sum, { below }) => sum + below.size, 0);
  for (const name of watchedNames(allNames, at.nodes, watched)) {
    spend(1 + at.nodes.length / NODES_OF_STEP);
    const child = index.named(place, 'properties', name);
    if (child) go(child, name, `.${name}`, into(at.nodes, name));
  }
  const sources = isObject(patternProperties) ? Object.keys(patternProperties) : [];
  for (const source of sources) {
    spend(2 + watched / TESTS_OF_STEP);
    const child = index.named(place, 'patternProperties', source);
    if (child)
      go(
        child,
        '*',
        `~${source}`,
        intoFitting(at.nodes, (name) => mayMatch(source, name)),
      );
  }
  for (const child of index.under(place, 'additionalProperties')) {
    spend((allNames.length + watched) / NAMES_OF_STEP);
    const others = intoFitting(at.nodes, (name) => !Object.hasOwn(named, name));
    go(child, '*', `+${contentHash([allNames.sort(), sources.sort()])}`, others);
  }
  // Equal ways must mean the same in every draft, and these keywords do not
  const isNew = index.draftOf(place) === '2020-12';
  const isList = Array.isArray(schema.items);
  const first = isNew ? index.under(place, 'prefixItems') : isList ? index.under(place, 'items') : [];
  for (const [number, child] of first.entries()) {
    spend(at.nodes.length / NODES_OF_STEP);
    go(child, String(number), `[${number}]`, into(at.nodes, String(number)));
  }
  const rest = isList && !isNew ? 'additionalItems' : 'items';
  for (const child of isList && isNew ? [] : index.under(place, rest)) {
    spend(watched / NAMES_OF_STEP);
    const after = intoFitting(at.nodes, (name) => !(Number(name) < first.length));
    go(child, '*', `[${first.length}+]`, after);
  }
  return found;
}

/** Returns the names of properties that may lead to a watched place. Takes as long as the shorter of the lists. */
function watchedNames(names: readonly string[], nodes: readonly Node[], watched: number): readonly string[] {
  const isAny = nodes.some(({ below }) => below.has('*'));
  if (isAny) return names;
  if (names.length * nodes.length <= watched)
    return names.filter((name) => nodes.some(({ below }) => below.has(name)));
  const known = new Set(names);
  return [...new Set(nodes.flatMap(({ below }) => [...below.keys()].filter((name) => known.has(name))))];
}

function mayMatch(source: string, name: string): boolean {
  try {
    return sharedPattern(source).test(name);
  } catch {
    return true;
  }
}
