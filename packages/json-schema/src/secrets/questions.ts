import { canonicalJson } from '../json/canonical-json.ts';
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
  /** The keyword and its content, for a keyword whose contents can be compared. */
  readonly said?: { readonly draft: string; readonly keyword: string; readonly content: unknown };
}

/** Keywords that are one question together. */
const GROUPS: readonly (readonly string[])[] = [
  ['if', 'then', 'else'],
  ['contains', 'minContains', 'maxContains'],
  ['properties', 'patternProperties', 'additionalProperties'],
  ['items', 'prefixItems', 'additionalItems'],
  ['minimum', 'exclusiveMinimum'],
  ['maximum', 'exclusiveMaximum'],
];
const GROUP_OF = new Map(GROUPS.flatMap((group) => group.map((keyword) => [keyword, group] as const)));

/** Keywords that ask about content from above it, each with those that belong to it. */
const COMBINATIONS = ['anyOf', 'oneOf', 'not', 'if', 'contains', 'dependentSchemas', 'dependencies'];
const UNEVALUATED = ['unevaluatedProperties', 'unevaluatedItems'];

/** Keywords that ask nothing of the value at their own place. */
const SILENT: ReadonlySet<string> = new Set([
  ...Object.keys(ANNOTATIONS),
  ...['$anchor', '$defs', '$dynamicAnchor', '$id', '$recursiveAnchor', '$ref', '$schema', '$vocabulary'],
  ...['allOf', 'default', 'definitions', 'contentEncoding', 'contentMediaType', 'contentSchema'],
]);

// About 100 ms
const MOST_STEPS = 15_000;

/** Thrown when the questions of a schema take too long to find. */
export class TooManyQuestions extends Error {}

/**
 * Lists the questions that a schema asks about the content of places, `*` for any name or index. The presence of a
 * place, and what is above it but for its content, is no question. A question of a combination (`oneOf`, `if` and so
 * on) is the whole combination. Accepts any schema. @throws TooManyQuestions
 */
export function questionsAbout(schema: unknown, places: readonly (readonly string[])[]): Question[] {
  const index = indexOf(schema);
  let steps = 0;
  const spend = (amount: number): void => {
    steps += amount;
    if (steps > MOST_STEPS) throw new TooManyQuestions();
  };
  const texts = new TextOfSchemas(index, spend);
  const found = new Map<string, Question>();
  const add = (kind: Question['kind'], at: Spot, place: Place, keywords: readonly string[] | null): void => {
    const content = keywords === null ? texts.of(place) : texts.ofKeywords(place, keywords);
    const text = `${index.draftOf(place)} ${content}`;
    const [only, second] = keywords ?? [];
    const said =
      only === undefined || second !== undefined || !isObject(place.schema)
        ? {}
        : { said: { draft: index.draftOf(place), keyword: only, content: ownValue(place.schema, only) } };
    found.set(`${kind} ${at.exact} ${text}`, { kind, place: at.place, way: at.exact, text, ...said });
  };

  /** Calls `visit` with each subschema that applies for certain to the value at a spot, and with those below it. */
  const walk = (start: Place, from: Spot, visit: (place: Place, at: Spot) => void, isCombined: boolean) => {
    const seen = new Set<string>();
    const pending: [Place, Spot][] = [[start, from]];
    for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
      const [place, at] = next;
      spend(1);
      if (!isObject(place.schema) || at.nodes.length === 0) continue;
      const name = `${place.pointer} ${at.exact} ${at.nodes.map(({ id }) => id).join()}`;
      if (seen.has(name)) continue;
      seen.add(name);
      visit(place, at);
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
  const looks = (start: Place, from: Spot): boolean => {
    let isAsking = false;
    const visit = (place: Place, at: Spot): void => {
      const asks = isSecretAt(at)
        ? asksAt(place).length > 0
        : asksAbove(place).length > 0 || hasAny(place, [...UNEVALUATED, '$dynamicRef', '$recursiveRef']);
      isAsking ||= asks;
    };
    walk(start, from, visit, true);
    return isAsking;
  };

  walk(
    index.root,
    { place: '', exact: '', nodes: nodesFor(places) },
    (place, at) => {
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
        const isAsking = group.some((part) =>
          index
            .under(place, part)
            .some((child) => looks(child, part === 'contains' ? { ...at, nodes: anyBelow(at.nodes) } : at)),
        );
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
  const isAny = at.nodes.some(({ below }) => below.has('*'));
  const names = isAny
    ? Object.keys(named)
    : [...new Set(at.nodes.flatMap(({ below }) => [...below.keys()]))].filter((name) =>
        Object.hasOwn(named, name),
      );
  spend(names.length);
  for (const name of names) {
    const child = index.named(place, 'properties', name);
    if (child) go(child, name, `.${name}`, into(at.nodes, name));
  }
  const sources = isObject(patternProperties) ? Object.keys(patternProperties) : [];
  for (const source of sources) {
    spend(2);
    const child = index.named(place, 'patternProperties', source);
    if (child)
      go(
        child,
        '*',
        `~${source}`,
        intoFitting(at.nodes, (name) => mayMatch(source, name)),
      );
  }
  const others = intoFitting(at.nodes, (name) => !Object.hasOwn(named, name));
  if (others.length > 0)
    for (const child of index.under(place, 'additionalProperties'))
      go(child, '*', `+${canonicalJson([Object.keys(named).sort(), sources.sort()])}`, others);
  const positional = Array.isArray(schema.items) ? 'items' : 'prefixItems';
  const first = index.under(place, positional);
  for (const [number, child] of first.entries())
    go(child, String(number), `[${number}]`, into(at.nodes, String(number)));
  const rest = positional === 'items' ? 'additionalItems' : 'items';
  const after = intoFitting(at.nodes, (name) => !(Number(name) < first.length));
  for (const child of index.under(place, rest)) go(child, '*', `[${first.length}+]`, after);
  return found;
}

function mayMatch(source: string, name: string): boolean {
  try {
    return sharedPattern(source).test(name);
  } catch {
    return true;
  }
}
