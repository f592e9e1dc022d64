import { fitsAt } from '../engine/check.ts';
import type { CompiledSchema } from '../engine/compile.ts';
import { STEPS_OF_PATTERN_WORK } from '../engine/steps.ts';
import { canonicalJson } from '../json/canonical-json.ts';
import { isObject, ownValue } from '../json/object.ts';
import type { Work } from '../json/work.ts';
import { sharedPattern } from '../pattern/shared-patterns.ts';
import type { Subschema } from '../schema/schema-index.ts';
import { unitsOf } from './units.ts';

/** The kinds of JSON values; `fraction` is a number that is no integer. */
export type Kind = 'array' | 'boolean' | 'fraction' | 'integer' | 'null' | 'object' | 'string';
const KINDS: readonly Kind[] = ['array', 'boolean', 'fraction', 'integer', 'null', 'object', 'string'];

type Schema = Readonly<Record<string, unknown>>;

/** One subschema among those that apply to a value together. */
export interface Conjunct {
  readonly subschema: Subschema;
  readonly schema: Schema;
}

/** A union of a shape: one of its branches, at least, must accept the value. */
export interface Union extends Conjunct {
  readonly keyword: 'anyOf' | 'oneOf';
  readonly branches: readonly Subschema[];
}

/** Everything that one schema asks of one value: subschemas, through references and `allOf`. */
export interface Shape {
  readonly schema: CompiledSchema;
  /** Bounds what is done with the shape, and with those made from it. */
  readonly work: Work;
  /** Equal for the shapes of the same subschemas with the same unions decided. */
  readonly name: string;
  /** The subschemas that the shape was made of. */
  readonly subschemas: readonly Subschema[];
  readonly conjuncts: readonly Conjunct[];
  readonly unions: readonly Union[];
  /** True when a subschema is `false`, so that no value fits. */
  readonly impossible: boolean;
}

/** Drafts in which the siblings of a `$ref` say nothing. */
const REF_ALONE: ReadonlySet<string> = new Set(['04', '06', '07']);

/** Keywords that ask nothing of a value themselves. */
const SILENT: ReadonlySet<string> = new Set([
  ...['$anchor', '$comment', '$defs', '$dynamicAnchor', '$id', '$ref', '$schema', 'allOf', 'definitions'],
]);

/** Collects what applies to a value. Leaves out the unions that are already decided. */
export function shapeOf(
  schema: CompiledSchema,
  subschemas: readonly Subschema[],
  work: Work,
  decided: ReadonlySet<string> = new Set(),
): Shape {
  const { index, draft } = schema;
  const conjuncts: Conjunct[] = [];
  const unions: Union[] = [];
  const seen = new Set<unknown>();
  let impossible = false;
  const pending = subschemas.toReversed();
  for (let subschema = pending.pop(); subschema !== undefined; subschema = pending.pop()) {
    work.spend(16);
    if (subschema.schema === false) impossible = true;
    if (!isObject(subschema.schema) || seen.has(subschema.schema)) continue;
    seen.add(subschema.schema);
    for (const { keyword, to } of index.referencesOf(subschema)) {
      if (keyword === '$ref' && typeof to === 'object') pending.push(to);
    }
    if (REF_ALONE.has(draft) && Object.hasOwn(subschema.schema, '$ref')) continue;
    const conjunct = { subschema, schema: subschema.schema };
    conjuncts.push(conjunct);
    pending.push(...index.under(subschema, 'allOf'));
    for (const keyword of ['oneOf', 'anyOf'] as const) {
      const branches = index.under(subschema, keyword);
      if (branches.length > 0 && !decided.has(unionName(subschema, keyword)))
        unions.push({ ...conjunct, keyword, branches });
    }
  }
  const saying = conjuncts.filter(({ schema: said }) =>
    Object.keys(said).some((keyword) => !SILENT.has(keyword)),
  );
  const name = JSON.stringify([
    impossible,
    saying.map(({ subschema }) => subschema.pointer),
    [...decided].sort(),
  ]);
  return { schema, work, name, subschemas, conjuncts, unions, impossible };
}

const unionName = (subschema: Subschema, keyword: string): string => `${subschema.pointer} ${keyword}`;

/** The shape of the values of one branch of a union. */
export function within(shape: Shape, union: Union, branch: Subschema): Shape {
  shape.work.spend(shape.conjuncts.length * 8);
  const decided = new Set([unionName(union.subschema, union.keyword)]);
  const open = new Set(shape.unions.map(({ subschema, keyword }) => unionName(subschema, keyword)));
  for (const { subschema } of shape.conjuncts) {
    for (const keyword of ['oneOf', 'anyOf']) {
      if (!open.has(unionName(subschema, keyword))) decided.add(unionName(subschema, keyword));
    }
  }
  return shapeOf(shape.schema, [...shape.subschemas, branch], shape.work, decided);
}

/** True when the value fits every subschema of the shape; false also when that takes too long to find out. */
export const fits = (shape: Shape, value: unknown): boolean =>
  !shape.impossible &&
  shape.subschemas.every((subschema) => {
    const found = fitsAt(shape.schema, subschema, value);
    shape.work.spend(2 + shape.schema.engine.spent);
    return found === true;
  });

/** The values of a keyword in the conjuncts that have it. */
export function saidBy(shape: Shape, keyword: string): unknown[] {
  shape.work.spend(0.2 * shape.conjuncts.length);
  return shape.conjuncts.flatMap(({ schema }) => (Object.hasOwn(schema, keyword) ? [schema[keyword]] : []));
}

/** The kinds of values that the keyword `type` allows. */
export function kindsOf(shape: Shape): ReadonlySet<Kind> {
  let kinds = new Set(KINDS);
  for (const type of saidBy(shape, 'type')) {
    const allowed = new Set((Array.isArray(type) ? type : [type]).flatMap(kindsOfType));
    kinds = new Set([...kinds].filter((kind) => allowed.has(kind)));
  }
  return kinds;
}

const kindsOfType = (type: unknown): Kind[] =>
  type === 'number' ? ['integer', 'fraction'] : KINDS.filter((kind) => kind === type);

/** The kind of a value. */
export function kindOf(value: unknown): Kind {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'fraction';
  return typeof value as Kind;
}

/** The values to which `enum` and `const` limit the shape; null without them. */
export function valuesOf(shape: Shape): unknown[] | null {
  const lists = shape.conjuncts.flatMap(({ schema }) => [
    ...(Array.isArray(schema.enum) ? [schema.enum] : []),
    ...(Object.hasOwn(schema, 'const') ? [[schema.const]] : []),
  ]);
  const [first, ...others] = lists.map((list) => new Map(list.map((value) => [textIn(shape, value), value])));
  if (first === undefined) return null;
  return [...first].filter(([text]) => others.every((other) => other.has(text))).map(([, value]) => value);
}

function textIn(shape: Shape, value: unknown): string {
  const text = canonicalJson(value);
  shape.work.spend(unitsOf(text));
  return text;
}

/** A member of the objects of a shape. */
export interface Member {
  readonly shape: Shape;
  /** True when `properties` names it. */
  readonly described: boolean;
}

/** Collects what applies to the member of a name, or, for null, to a member that no keyword names. */
export function memberOf(shape: Shape, name: string | null): Member {
  const subschemas: Subschema[] = [];
  let described = false;
  const { index } = shape.schema;
  for (const { subschema, schema } of shape.conjuncts) {
    shape.work.spend(4);
    const own = name === null ? undefined : index.named(subschema, 'properties', name);
    const byPattern =
      name === null
        ? []
        : Object.keys(isObject(schema.patternProperties) ? schema.patternProperties : {}).flatMap((source) =>
            matches(shape, source, name) ? [index.named(subschema, 'patternProperties', source)] : [],
          );
    const known = [own, ...byPattern].filter((found) => found !== undefined);
    if (own) described = true;
    subschemas.push(...(known.length > 0 ? known : index.under(subschema, 'additionalProperties')));
  }
  return { shape: shapeOf(shape.schema, subschemas, shape.work), described };
}

function matches({ work }: Shape, source: string, name: string): boolean {
  const pattern = sharedPattern(source);
  work.spend(2 + pattern.work(name.length) * STEPS_OF_PATTERN_WORK);
  return pattern.test(name);
}

/** The names in `properties`. */
export const namesOf = (shape: Shape): string[] => [
  ...counted(
    shape,
    saidBy(shape, 'properties').flatMap((held) => (isObject(held) ? Object.keys(held) : [])),
  ),
];

/** The names in `required`. */
export const requiredOf = (shape: Shape): ReadonlySet<string> =>
  counted(
    shape,
    saidBy(shape, 'required').flatMap((names) => (Array.isArray(names) ? names.map(String) : [])),
  );

function counted({ work }: Shape, names: readonly string[]): ReadonlySet<string> {
  work.spend(names.length / 2);
  return new Set(names);
}

/** Collects what applies to each item of an array; null where items differ by position. */
export function itemsOf(shape: Shape): Shape | null {
  const subschemas: Subschema[] = [];
  for (const { subschema, schema } of shape.conjuncts) {
    if (Array.isArray(schema.items) || Object.hasOwn(schema, 'prefixItems')) return null;
    subschemas.push(...shape.schema.index.under(subschema, 'items'));
  }
  return shapeOf(shape.schema, subschemas, shape.work);
}

/** Tells if two parts of two schemas say the same: equal text whose references lead to equal definitions. */
export function sameIn(
  before: CompiledSchema,
  after: CompiledSchema,
  work: Work,
): (one: unknown, other: unknown) => boolean {
  const texts = new WeakMap<object, string>();
  const textOf = (part: unknown): string => {
    const known = isContainer(part) ? texts.get(part) : undefined;
    if (known !== undefined) return known;
    const text = canonicalJson(part);
    work.spend(unitsOf(text) * 5);
    if (isContainer(part)) texts.set(part, text);
    return text;
  };
  const definitionsAgree = definitionsOf(before) === definitionsOf(after) && before.draft === after.draft;
  return (one, other) => {
    const [text, match] = [textOf(one), textOf(other)];
    work.spend(text.length === match.length ? unitsOf(text) : 0.5);
    if (text !== match) return false;
    if (before.draft !== after.draft && isObject(one)) return false;
    const references = text.match(/"\$(?:ref|dynamicRef|recursiveRef)":/g)?.length ?? 0;
    const local = text.match(/"\$ref":"#\/(?:\$defs|definitions)\//g)?.length ?? 0;
    return references === 0 || (definitionsAgree && references === local);
  };
}

const isContainer = (part: unknown): part is object => typeof part === 'object' && part !== null;

const definitionsOf = ({ schema }: CompiledSchema): string =>
  isObject(schema)
    ? canonicalJson([ownValue(schema, '$defs') ?? null, ownValue(schema, 'definitions') ?? null])
    : '';
