import { isObject, ownValue } from '../json/object.ts';
import { childPointer, type Pointer } from '../json/pointer.ts';
import { indexOf } from '../schema/known-index.ts';
import type { Place, SchemaIndex } from '../schema/schema-index.ts';
import { Descent } from '../walk/descent.ts';
import type { Naming } from '../walk/leaf-walk.ts';
import { said } from './destination-marks.ts';
import { isNamedDestination } from './destination-names.ts';

// A schema of a few hundred bytes can describe 2^40 places
const MOST_PATHS = 1000;
const MOST_STEPS = 20_000;

const SAME_VALUE = ['allOf', 'anyOf', 'oneOf', 'then', 'else', 'dependentSchemas', 'dependencies'];
const ANY_MEMBER = ['additionalProperties', 'patternProperties', 'unevaluatedProperties'];
const ANY_ITEM = ['items', 'prefixItems', 'additionalItems', 'contains', 'unevaluatedItems'];

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
  const found = new Set<Pointer>(marked.slice(0, MOST_PATHS));
  const passed = new Set<unknown>();

  const walk = (at: Pointer, naming: Named, places: readonly Place[], above: boolean | undefined): void => {
    if (found.size >= MOST_PATHS || descent.exhausted()) return;
    const here = descent.together(places).filter(({ schema }) => !passed.has(schema));
    if (here.length === 0) return;
    const { mark = above, format } = said(here);
    const steps = stepsFrom(index, here);
    const types = typesOf(here);
    const isLeaf = types.length === 0 ? steps.length === 0 : types.some((type) => LEAF_TYPES.has(type));
    const isNamed = isNamedDestination(naming) && !(types.length === 1 && types[0] === 'boolean');
    if ((mark ?? format ?? isNamed) && (isLeaf || steps.length === 0)) found.add(listed(at, types, mark));
    for (const { schema } of here) if (isObject(schema)) passed.add(schema);
    for (const { segment, named, places } of steps) {
      walk(childPointer(at, segment), named(naming), places, mark);
    }
    for (const { schema } of here) passed.delete(schema);
  };

  walk('', { own: '', holder: '', isItem: false }, [index.root], undefined);
  return [...found];
}

const LEAF_TYPES: ReadonlySet<unknown> = new Set(['string', 'number', 'integer']);

/** The names of a place, as `Naming` has them for a value. */
interface Named extends Naming {
  readonly isItem: boolean;
}

/** An array without a description of its items is listed by its items, unless a mark covers the whole. */
const listed = (at: Pointer, types: readonly unknown[], mark: boolean | undefined): Pointer =>
  mark === undefined && types.length === 1 && types[0] === 'array' ? childPointer(at, '*') : at;

function startOf(schema: unknown) {
  const descent = new Descent(indexOf(schema));
  const { index } = descent;
  return {
    index,
    exhausted: () => descent.steps > MOST_STEPS,
    together: (places: readonly Place[]): Place[] => [
      ...descent.closure(places, (place) => SAME_VALUE.flatMap((keyword) => index.under(place, keyword))),
    ],
  };
}

const typesOf = (places: readonly Place[]): unknown[] => [
  ...new Set(
    places.flatMap(({ schema }): unknown[] => {
      const type = isObject(schema) ? ownValue(schema, 'type') : undefined;
      return type === undefined ? [] : Array.isArray(type) ? type : [type];
    }),
  ),
];

/** A step from a value to a member or to its items, with the subschemas for them. */
interface Step {
  segment: string;
  named(above: Named): Named;
  places: Place[];
}

function stepsFrom(index: SchemaIndex, places: readonly Place[]): Step[] {
  const properties = new Map<string, Place[]>();
  for (const place of places) {
    const named = isObject(place.schema) ? ownValue(place.schema, 'properties') : undefined;
    for (const name of isObject(named) ? Object.keys(named) : []) {
      const property = index.named(place, 'properties', name);
      if (property === undefined) continue;
      const known = properties.get(name);
      if (known) known.push(property);
      else properties.set(name, [property]);
    }
  }
  const below = (keywords: readonly string[]) =>
    places.flatMap((place) => keywords.flatMap((keyword) => index.under(place, keyword)));
  const member = (name: string) => (above: Named) => ({
    own: name,
    holder: above.isItem ? '' : above.own,
    isItem: false,
  });
  const item = ({ own }: Named) => ({ own, holder: '', isItem: true });
  return [
    ...[...properties].map(([name, found]) => ({ segment: name, named: member(name), places: found })),
    { segment: '*', named: member(''), places: below(ANY_MEMBER) },
    { segment: '*', named: item, places: below(ANY_ITEM) },
  ].filter(({ places }) => places.some(({ schema }) => isObject(schema)));
}
