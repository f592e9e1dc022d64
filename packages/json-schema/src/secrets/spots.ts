import { contentHash } from '../json/canonical-json.ts';
import { isObject } from '../json/object.ts';
import { childPointer, type Pointer } from '../json/pointer.ts';
import { sharedPattern } from '../pattern/shared-patterns.ts';
import type { indexOf } from '../schema/known-index.ts';
import type { Subschema } from '../schema/schema-index.ts';
import { NAMES_OF_STEP, NODES_OF_STEP, TESTS_OF_STEP } from './question-work.ts';
import type { Node } from './watched.ts';

/** A place on the way to the secrets. `exact` also names the keywords that lead there. */
export interface Spot {
  place: Pointer;
  exact: string;
  nodes: readonly Node[];
}

/** True at the place of a secret. */
export const isSecretAt = ({ nodes }: Spot): boolean => nodes.some(({ isEnd }) => isEnd);

/** The nodes below by any name. */
export const anyBelow = (nodes: readonly Node[]): Node[] => nodes.flatMap(({ below }) => [...below.values()]);

/** The nodes below by a name: those of that name, and those of any. */
const into = (nodes: readonly Node[], name: string): Node[] =>
  nodes.flatMap(({ below }) => [below.get(name), below.get('*')].filter((node) => node !== undefined));

/** The nodes below whose name may be one that fits. */
const intoFitting = (nodes: readonly Node[], fits: (name: string) => boolean): Node[] =>
  nodes.flatMap(({ below }) =>
    [...below].filter(([name]) => name === '*' || fits(name)).map(([, node]) => node),
  );

/** Lists the subschemas of members and items on the way to a secret, each with its place. */
export function below(
  subschema: Subschema,
  at: Spot,
  spend: (amount: number) => void,
  index: ReturnType<typeof indexOf>,
): [Subschema, Spot][] {
  const { schema } = subschema;
  if (!isObject(schema)) return [];
  const found: [Subschema, Spot][] = [];
  const go = (child: Subschema, step: string, exact: string, nodes: readonly Node[]): void => {
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
    const child = index.named(subschema, 'properties', name);
    if (child) go(child, name, `.${name}`, into(at.nodes, name));
  }
  const sources = isObject(patternProperties) ? Object.keys(patternProperties) : [];
  for (const source of sources) {
    spend(2 + watched / TESTS_OF_STEP);
    const child = index.named(subschema, 'patternProperties', source);
    if (child)
      go(
        child,
        '*',
        `~${source}`,
        intoFitting(at.nodes, (name) => mayMatch(source, name)),
      );
  }
  for (const child of index.under(subschema, 'additionalProperties')) {
    spend((allNames.length + watched) / NAMES_OF_STEP);
    const others = intoFitting(at.nodes, (name) => !Object.hasOwn(named, name));
    go(child, '*', `+${contentHash([allNames.sort(), sources.sort()])}`, others);
  }
  // Equal ways must mean the same in every draft, and these keywords do not
  const isNew = index.draftOf(subschema) === '2020-12';
  const isList = Array.isArray(schema.items);
  const first = isNew ? index.under(subschema, 'prefixItems') : isList ? index.under(subschema, 'items') : [];
  for (const [number, child] of first.entries()) {
    spend(at.nodes.length / NODES_OF_STEP);
    go(child, String(number), `[${number}]`, into(at.nodes, String(number)));
  }
  const rest = isList && !isNew ? 'additionalItems' : 'items';
  for (const child of isList && isNew ? [] : index.under(subschema, rest)) {
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
