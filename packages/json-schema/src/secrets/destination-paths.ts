import { isObject, ownValue } from '../json/object.ts';
import { childPointer, type Pointer } from '../json/pointer.ts';
import { indexOf } from '../schema/known-index.ts';
import type { Subschema } from '../schema/schema-index.ts';
import { Descent } from '../walk/descent.ts';
import type { Naming } from '../walk/leaf-walk.ts';
import { sameValue } from '../walk/same-value.ts';
import { type Step, stepsBelow } from '../walk/steps-below.ts';
import { said } from './destination-marks.ts';
import { isNamedDestination, isNamedPort } from './destination-names.ts';

// A schema of a few hundred bytes can describe 2^40 places
const MOST_PATHS = 1000;
const MOST_STEPS = 20_000;

/**
 * Returns the places of a value that decide where its secrets go, as far as the schema describes them: JSON Pointers
 * with `*` for any item and any member without a name of its own, the marked paths first. The rules are those of
 * `destinationLeaves`. A member that the schema does not describe can be a destination by its name and is not listed.
 *
 * The paths are unique and at most 1,000. A recursive schema is followed until a subschema repeats. Accepts any schema
 * and never throws.
 */
export function destinationPaths(schema: unknown, marked: readonly string[] = []): Pointer[] {
  const { index, ...descent } = startOf(schema);
  const found = new Map<Pointer, { portOf?: Pointer }>(marked.slice(0, MOST_PATHS).map((path) => [path, {}]));
  const addressed = new Set<Pointer>();
  const passed = new Set<unknown>();

  const walk = (
    at: Pointer,
    naming: Named,
    subschemas: readonly Subschema[],
    above: boolean | undefined,
    object: Pointer,
  ): void => {
    if (found.size >= MOST_PATHS || descent.exhausted()) return;
    const here = descent.together(subschemas).filter(({ schema }) => !passed.has(schema));
    if (here.length === 0) return;
    const { mark = above, format } = said(here);
    const steps = stepsBelow(index, here);
    const types = typesOf(here);
    const isLeaf = types.length === 0 ? steps.length === 0 : types.some((type) => LEAF_TYPES.has(type));
    const isSwitch = types.length === 1 && types[0] === 'boolean';
    const isNamed = isNamedDestination(naming) && !isSwitch;
    const canHold = isLeaf || steps.length === 0;
    if ((mark ?? format ?? isNamed) && canHold) {
      found.set(listed(at, types, mark), {});
      addressed.add(object);
    } else if (mark === undefined && canHold && isNamedPort(naming) && !isSwitch && !found.has(at)) {
      found.set(at, { portOf: object });
    }
    for (const { schema } of here) if (isObject(schema)) passed.add(schema);
    for (const step of steps) {
      const inside = step.isItem ? object : at;
      walk(childPointer(at, step.segment), namedBelow(naming, step), step.subschemas, mark, inside);
    }
    for (const { schema } of here) passed.delete(schema);
  };

  walk('', { own: '', holder: '', isItem: false }, [index.root], undefined, '');
  return [...found].flatMap(([path, { portOf }]) =>
    portOf === undefined || addressed.has(portOf) ? path : [],
  );
}

const LEAF_TYPES: ReadonlySet<unknown> = new Set(['string', 'number', 'integer']);

/** The names of a place, as `Naming` has them for a value. */
interface Named extends Naming {
  readonly isItem: boolean;
}

/** Names a member by itself, and an item by its array. A member without a name of its own has none. */
const namedBelow = ({ own, isItem }: Named, step: Step): Named =>
  step.isItem
    ? { own, holder: '', isItem: true }
    : { own: step.segment === '*' ? '' : step.segment, holder: isItem ? '' : own, isItem: false };

/** An array without a description of its items is listed by its items, unless a mark covers the whole. */
const listed = (at: Pointer, types: readonly unknown[], mark: boolean | undefined): Pointer =>
  mark === undefined && types.length === 1 && types[0] === 'array' ? childPointer(at, '*') : at;

function startOf(schema: unknown) {
  const descent = new Descent(indexOf(schema));
  const { index } = descent;
  return {
    index,
    exhausted: () => descent.steps > MOST_STEPS,
    together: (subschemas: readonly Subschema[]): Subschema[] => [...sameValue(descent, subschemas)],
  };
}

const typesOf = (subschemas: readonly Subschema[]): unknown[] => [
  ...new Set(
    subschemas.flatMap(({ schema }): unknown[] => {
      const type = isObject(schema) ? ownValue(schema, 'type') : undefined;
      return type === undefined ? [] : Array.isArray(type) ? type : [type];
    }),
  ),
];
