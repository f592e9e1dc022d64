import { cutCharacters } from '@berth/kernel';
import { isObject, ownValue } from '../json/object.ts';
import type { SchemaIndex, Subschema } from '../schema/schema-index.ts';
import { isMarkedSecret } from '../secrets/secret-subschemas.ts';

/** The keywords of all subschemas that apply to one value, as far as a form can use them. */
export interface Facts {
  /** The schema objects that were read, to notice recursion. */
  read: ReadonlySet<unknown>;
  types: ReadonlySet<string>;
  title: string | null;
  description: string | null;
  preset: unknown;
  values: readonly unknown[] | null;
  /** True when one of them marks the value secret, also a condition, or a branch without a form of its own. */
  isMarked: boolean;
  readOnly: boolean;
  format: string | null;
  isMultiline: boolean;
  items: readonly Subschema[];
  least: number;
  most: number;
  properties: ReadonlyMap<string, readonly Subschema[]>;
  required: ReadonlySet<string>;
  /** The branches of each `oneOf` and `anyOf` that says more than which members are required. */
  unions: readonly (readonly Subschema[])[];
}

/** The longest title or description, in characters. */
const LONGEST_TEXT = 2_000;

/** Keywords of a branch that gives it a form of its own. */
const FORMING = ['$ref', 'allOf', 'anyOf', 'const', 'enum', 'items', 'oneOf', 'properties', 'type'];
/** Subschemas whose members may be present, depending on others. */
const CONDITIONAL = ['then', 'else', 'dependentSchemas', 'dependencies'];

/** Reads what subschemas say together, through references and `allOf`, but for `null`: an empty field means absent. */
export function factsOf(index: SchemaIndex, subschemas: readonly Subschema[]): Facts {
  const read = new Set<unknown>();
  const facts = {
    read,
    types: new Set<string>(),
    title: null as string | null,
    description: null as string | null,
    preset: undefined as unknown,
    values: null as unknown[] | null,
    isMarked: false,
    readOnly: false,
    format: null as string | null,
    isMultiline: false,
    items: [] as Subschema[],
    least: 0,
    most: Number.POSITIVE_INFINITY,
    properties: new Map<string, Subschema[]>(),
    required: new Set<string>(),
    unions: [] as (readonly Subschema[])[],
  };
  const pending: { subschema: Subschema; isCertain: boolean }[] = subschemas.map((subschema) => ({
    subschema,
    isCertain: true,
  }));
  for (let next = pending.shift(); next !== undefined; next = pending.shift()) {
    const { subschema, isCertain } = next;
    const { schema } = subschema;
    if (!isObject(schema) || read.has(schema)) continue;
    read.add(schema);
    facts.isMarked ||= isMarkedSecret(schema);
    for (const [name, property] of propertiesOf(index, subschema)) {
      facts.properties.set(name, [...(facts.properties.get(name) ?? []), property]);
    }
    for (const keyword of CONDITIONAL) {
      for (const below of index.under(subschema, keyword))
        pending.push({ subschema: below, isCertain: false });
    }
    for (const below of index.under(subschema, 'allOf')) pending.push({ subschema: below, isCertain });
    for (const { keyword, to } of index.referencesOf(subschema)) {
      if (keyword === '$ref' && typeof to === 'object') pending.push({ subschema: to, isCertain });
    }
    if (!isCertain) continue;
    const text = (keyword: string): string | null => {
      const said = ownValue(schema, keyword);
      return typeof said === 'string' && said.trim() !== '' ? cutCharacters(said.trim(), LONGEST_TEXT) : null;
    };
    const type = ownValue(schema, 'type');
    for (const one of Array.isArray(type) ? type : [type]) {
      if (typeof one === 'string' && one !== 'null') facts.types.add(one);
    }
    facts.title ??= text('title');
    facts.description ??= text('description');
    facts.format ??= text('format');
    if (facts.preset === undefined) facts.preset = ownValue(schema, 'default');
    facts.readOnly ||= ownValue(schema, 'readOnly') === true;
    facts.isMultiline ||=
      ownValue(schema, 'multiline') === true || ownValue(schema, 'contentMediaType') !== undefined;
    const values = Object.hasOwn(schema, 'const') ? [ownValue(schema, 'const')] : ownValue(schema, 'enum');
    if (Array.isArray(values) && (facts.values === null || values.length < facts.values.length)) {
      facts.values = values.filter((value) => value !== null);
    }
    if (!Array.isArray(ownValue(schema, 'items'))) facts.items.push(...index.under(subschema, 'items'));
    const least = ownValue(schema, 'minItems');
    if (typeof least === 'number') facts.least = Math.max(facts.least, least);
    const most = ownValue(schema, 'maxItems');
    if (typeof most === 'number') facts.most = Math.min(facts.most, most);
    const required = ownValue(schema, 'required');
    if (Array.isArray(required)) for (const name of required) facts.required.add(String(name));
    for (const keyword of ['oneOf', 'anyOf']) {
      const branches = index.under(subschema, keyword).filter(({ schema: branch }) => !isNull(branch));
      const [only] = branches;
      if (branches.length === 1 && only) pending.push({ subschema: only, isCertain: true });
      else if (branches.some(({ schema: branch }) => hasForm(branch))) facts.unions.push(branches);
      else facts.isMarked ||= branches.some(({ schema: branch }) => isMarkedSecret(branch));
    }
  }
  return facts;
}

/** Returns the named properties of one subschema, each with its own subschema. */
function* propertiesOf(index: SchemaIndex, subschema: Subschema): Iterable<[string, Subschema]> {
  const properties = isObject(subschema.schema) ? ownValue(subschema.schema, 'properties') : undefined;
  if (!isObject(properties)) return;
  for (const name of Object.keys(properties)) {
    const property = index.named(subschema, 'properties', name);
    if (property && property.schema !== false) yield [name, property];
  }
}

const isNull = (branch: unknown): boolean => isObject(branch) && ownValue(branch, 'type') === 'null';

const hasForm = (branch: unknown): boolean =>
  isObject(branch) && FORMING.some((keyword) => Object.hasOwn(branch, keyword));
