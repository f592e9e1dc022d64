import { isMarkedSecret } from '@berth/client/marks';
import { isObject, own } from '../../../json/json.ts';
import { markedPlaces } from '../../../json/marks.ts';
import { type Path, type Pointer, pathOf, pointerOf, valueAt } from '../../../json/pointer.ts';
import { type Follow, referencesOf } from '../../../json/references.ts';

/** A schema with what a version says about it beside. */
export interface SchemaSource {
  document: unknown;
  follow: Follow;
  /** Tell if the version marks a place of the value. */
  isSecretAt: (path: Path) => boolean;
  isDestinationAt: (path: Path) => boolean;
  isEncrypted: boolean;
}

/** The marks of a version: pointers into the value, `*` for any step. */
interface Marks {
  secretPaths?: readonly Pointer[];
  destinationPaths?: readonly Pointer[];
  isEncrypted?: boolean;
}

/** A place of the value as people read it. */
export interface Member {
  /** `item` and `any` stand for all items and all further members, `branch` for one of several forms. */
  kind: 'root' | 'member' | 'item' | 'any' | 'branch';
  name: string;
  /** The place in the value; `*` for any name or index. */
  path: Pointer;
  /** Pointers to all subschemas that describe it. */
  places: readonly Pointer[];
  title: string | null;
  description: string | null;
  types: readonly string[];
  /** The values that it can have; null for any. */
  values: readonly unknown[] | null;
  /** The default; undefined for none. */
  preset: unknown;
  isRequired: boolean;
  isSecret: boolean;
  isDestination: boolean;
  /** True when a subschema above describes it too: it can be opened without an end. */
  isRecursive: boolean;
  above: readonly Pointer[];
}

/** Makes a source of a schema. */
export const sourceOf = (
  document: unknown,
  { secretPaths = [], destinationPaths = [], isEncrypted = false }: Marks = {},
): SchemaSource => ({
  document,
  follow: referencesOf(document),
  isSecretAt: markedPlaces(secretPaths),
  isDestinationAt: markedPlaces(destinationPaths),
  isEncrypted,
});

/** Lists the subschemas that apply at a place together: through `$ref` and `allOf`. */
function together({ document, follow }: SchemaSource, starts: readonly Pointer[]): Pointer[] {
  const found = new Set<Pointer>();
  const pending = [...starts];
  for (let pointer = pending.shift(); pointer !== undefined; pointer = pending.shift()) {
    if (found.has(pointer)) continue;
    found.add(pointer);
    const schema = valueAt(document, pointer);
    const target = isObject(schema) ? follow(schema) : null;
    if (target) pending.push(target.pointer);
    const all = own(schema, 'allOf');
    if (Array.isArray(all)) for (const index of all.keys()) pending.push(`${pointer}/allOf/${index}`);
  }
  return [...found];
}

interface Step {
  kind: Member['kind'];
  name: string;
  path: Pointer;
  starts: readonly Pointer[];
  isRequired?: boolean;
}

function memberAt(source: SchemaSource, { kind, name, path, starts, isRequired }: Step, up?: Member): Member {
  const places = together(source, starts);
  const schemas = places.map((pointer) => valueAt(source.document, pointer)).filter(isObject);
  const first = (keyword: string): unknown =>
    schemas.map((schema) => own(schema, keyword)).find((value) => value !== undefined);
  const text = (keyword: string): string | null => {
    const found = first(keyword);
    return typeof found === 'string' && found.trim() !== '' ? found : null;
  };
  const types = new Set(schemas.flatMap((schema) => typesOf(schema)));
  const fixed = first('const');
  const values = first('enum');
  const steps = pathOf(path);
  const isInside = types.has('object') || types.has('array');
  return {
    kind,
    name,
    path,
    places,
    title: text('title'),
    description: text('description'),
    types: [...types],
    values: Array.isArray(values) ? values : fixed === undefined ? null : [fixed],
    preset: first('default'),
    isRequired: isRequired ?? false,
    isSecret:
      up?.isSecret === true ||
      schemas.some(isMarkedSecret) ||
      source.isSecretAt(steps) ||
      (source.isEncrypted && kind !== 'root' && !isInside),
    isDestination:
      schemas.some((schema) => own(schema, 'x-destination') === true) || source.isDestinationAt(steps),
    isRecursive: places.some((pointer) => up?.above.includes(pointer)),
    above: [...(up?.above ?? []), ...places],
  };
}

const typesOf = (schema: Record<string, unknown>): string[] => {
  const said = [own(schema, 'type') ?? []].flat().filter((type): type is string => typeof type === 'string');
  if (said.length > 0) return said;
  if (own(schema, 'properties') !== undefined) return ['object'];
  return own(schema, 'items') === undefined ? [] : ['array'];
};

/** Returns the whole value. */
export const rootOf = (source: SchemaSource): Member =>
  memberAt(source, { kind: 'root', name: '', path: '', starts: [''] });

/** Returns what a member consists of: its members, its items, and its forms. They are read when they are asked for. */
export function membersOf(source: SchemaSource, up: Member): Member[] {
  const schemas = up.places.map((pointer) => ({ pointer, schema: valueAt(source.document, pointer) }));
  const required = new Set(schemas.flatMap(({ schema }) => own(schema, 'required') ?? []));
  const named = new Map<string, Pointer[]>();
  const steps: Step[] = [];
  for (const { pointer, schema } of schemas) {
    for (const name of keysOf(own(schema, 'properties')))
      named.set(name, [...(named.get(name) ?? []), pointer + pointerOf(['properties', name])]);
  }
  for (const [name, starts] of named) {
    const path = up.path + pointerOf([name]);
    steps.push({ kind: 'member', name, path, starts, isRequired: required.has(name) });
  }
  for (const { pointer, schema } of schemas) {
    for (const [name, place, kind] of further(schema)) {
      const path = kind === 'branch' ? up.path : up.path + pointerOf([kind === 'item' && name ? name : '*']);
      steps.push({ kind, name, path, starts: [pointer + pointerOf(place)] });
    }
  }
  return steps.map((step) => memberAt(source, step, up));
}

const keysOf = (value: unknown): string[] => (isObject(value) ? Object.keys(value) : []);

/** Lists the subschemas that describe parts of a value without a name, and its forms. */
function further(schema: unknown): [name: string, place: string[], kind: Member['kind']][] {
  const items = own(schema, 'items');
  const listed = Array.isArray(items) ? 'items' : 'prefixItems';
  const list = (keyword: string): number[] => {
    const found = own(schema, keyword);
    return Array.isArray(found) ? [...found.keys()] : [];
  };
  return [
    ...keysOf(own(schema, 'patternProperties')).map((pattern): [string, string[], 'any'] => [
      pattern,
      ['patternProperties', pattern],
      'any',
    ]),
    ...(isObject(own(schema, 'additionalProperties'))
      ? [['', ['additionalProperties'], 'any'] as [string, string[], 'any']]
      : []),
    ...list(listed).map((at): [string, string[], 'item'] => [String(at), [listed, String(at)], 'item']),
    ...(isObject(items) ? [['', ['items'], 'item'] as [string, string[], 'item']] : []),
    ...(['oneOf', 'anyOf'] as const).flatMap((keyword) =>
      list(keyword).map((at): [string, string[], 'branch'] => [
        String(at + 1),
        [keyword, String(at)],
        'branch',
      ]),
    ),
    ...(['then', 'else'] as const)
      .filter((keyword) => isObject(own(schema, keyword)))
      .map((keyword): [string, string[], 'branch'] => [keyword, [keyword], 'branch']),
  ];
}
