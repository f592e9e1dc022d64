import { cutCharacters } from '@berth/kernel';
import { jsonCopy } from '../json/json-copy.ts';
import { isObject, ownValue } from '../json/object.ts';
import type { Pointer } from '../json/pointer.ts';
import { isSecretName } from '../lint/secret-name.ts';
import { SchemaIndex, type Subschema } from '../schema/schema-index.ts';
import { isSecretConnection } from '../secrets/connection-strings.ts';
import { Marks } from '../secrets/marks.ts';
import { placesOfSecrets } from '../secrets/secret-paths.ts';
import { type Facts, factsOf } from './facts.ts';
import type { Field, GroupField, Option, Scalar, UnionField } from './field.ts';

/** A form with more fields is no help: a part beyond them is entered as JSON. Twenty options count as a field. */
const MOST_FIELDS = 800;
const OPTIONS_OF_FIELD = 20;
/** The most subschemas and members that are read to make a form. */
const MOST_READ = 100_000;
/** The most steps to find the places of secrets. With more of them the form shows no defaults. */
const MOST_STEPS = 2_000;
const DEEPEST = 10;
const MOST_ITEMS = 50;

export interface FormOptions {
  /** Paths of secrets beside those that the schema marks. */
  secretPaths?: readonly Pointer[];
  /** True when every leaf is a secret. */
  allSecret?: boolean;
}

/** The place of a field: its name, and what holds above it. */
interface Spot {
  name: string;
  required: boolean;
  preset: unknown;
  marks: Marks;
  isSecret: boolean;
  /** The places that some branch or condition of the schema marks secret. Their defaults are not shown. */
  hiding: Marks;
  hidesPreset: boolean;
  depth: number;
  above: ReadonlySet<unknown>;
}

/**
 * Makes the form for a value of a schema: its fields, through references, `allOf`, conditions and branches. A part that
 * no field fits, and a recursive one, is a field of JSON text. Takes any schema; the number of fields is bounded.
 */
export function formOf(schema: unknown, { secretPaths = [], allSecret = false }: FormOptions = {}): Field {
  const index = new SchemaIndex(jsonCopy(schema));
  const builder = new Builder(index, allSecret);
  const search = { most: MOST_STEPS, isNamed: true };
  const marked = placesOfSecrets(schema, { visibility: 'plain', marked: secretPaths }, search);
  return builder.field([index.root], {
    name: '',
    required: true,
    preset: undefined,
    marks: Marks.of(secretPaths),
    isSecret: false,
    hiding: Marks.of(marked.isWhole ? marked.paths : ['']),
    hidesPreset: false,
    depth: 0,
    above: new Set(),
  });
}

type Read = (subschemas: readonly Subschema[]) => Facts;

/** The members that every field has. */
type Shared = Omit<GroupField, 'kind' | 'members' | 'unions'>;

class Builder {
  #left = MOST_FIELDS;
  #readable = MOST_READ;
  readonly #known = new Map<unknown, Facts>();
  readonly #index: SchemaIndex;
  readonly #allSecret: boolean;

  constructor(index: SchemaIndex, allSecret: boolean) {
    this.#index = index;
    this.#allSecret = allSecret;
  }

  /** Reads the facts of subschemas, those of a single one once. */
  readonly #facts: Read = (subschemas) => {
    const only = subschemas.length === 1 ? subschemas[0]?.schema : undefined;
    const known = this.#known.get(only);
    if (known !== undefined) return known;
    const facts = factsOf(this.#index, this.#readable > 0 ? subschemas : []);
    this.#readable -= facts.read.size + facts.properties.size + (facts.values?.length ?? 0);
    if (only !== undefined) this.#known.set(only, facts);
    return facts;
  };

  field(subschemas: readonly Subschema[], spot: Spot): Field {
    const facts = this.#facts(subschemas);
    this.#left -= 1 + (facts.values?.length ?? 0) / OPTIONS_OF_FIELD;
    const isSecret = spot.isSecret || spot.marks.marksHere || facts.isMarked;
    const hidesPreset = isSecret || spot.hidesPreset || spot.hiding.marksHere;
    const preset = hidesPreset ? undefined : (facts.preset ?? spot.preset);
    const common = {
      label: facts.title ?? labelOf(spot.name),
      description: facts.description,
      required: spot.required,
      secret: isSecret || this.#allSecret,
    };
    const json: Field = { kind: 'json', ...common, secret: true };
    const isRecursive = [...facts.read].some((schema) => spot.above.has(schema));
    if (this.#left < 0 || this.#readable < 0 || spot.depth > DEEPEST || isRecursive) return json;
    const inner: Spot = {
      ...spot,
      preset,
      isSecret,
      hidesPreset,
      depth: spot.depth + 1,
      above: new Set([...spot.above, ...facts.read]),
    };
    const isConstant = facts.values?.length === 1;
    if (facts.values !== null && !(hidesPreset && isConstant && !spot.required)) {
      return fixed(facts.values, preset, common);
    }
    const options = optionsOf(this.#facts, facts);
    if (options !== null) return { kind: 'choice', ...common, options, preset: indexOf(options, preset) };
    if (isGroup(this.#facts, facts)) return this.#group(facts, common, inner) ?? json;
    const [branches] = facts.unions;
    if (branches) return this.#union(branches, common, inner);
    const type = [...facts.types];
    if (type.includes('array')) return this.#array(facts, common, inner) ?? json;
    if (type.includes('string') || (type.length === 0 && facts.items.length === 0)) {
      const masked = isSecret || isSecretName(spot.name) || isConstant;
      return {
        kind: 'text',
        ...common,
        secret: common.secret || masked,
        masked,
        format: facts.format,
        multiline: facts.isMultiline || LONG_TEXT.test(common.label),
        preset: typeof preset === 'string' && !masked && !isLogin(preset, spot, facts) ? preset : null,
      };
    }
    if (type.includes('number') || type.includes('integer')) {
      return {
        kind: 'number',
        ...common,
        whole: !type.includes('number'),
        preset: typeof preset === 'number' ? preset : null,
      };
    }
    if (type.includes('boolean')) {
      return { kind: 'boolean', ...common, preset: typeof preset === 'boolean' ? preset : null };
    }
    return json;
  }

  /** The fields of an object; null when there are too many, and when there are none outside of a branch. */
  #group(facts: Facts, common: Shared, spot: Spot, isBranch = false): GroupField | null {
    const own = new Map(facts.properties);
    const required = new Set(facts.required);
    const moved = facts.unions.map((branches) => {
      const parts = branches.map((branch) => this.#facts([branch]));
      const names = new Set(parts.flatMap(({ properties }) => [...properties.keys()]));
      const shared = new Map([...own].filter(([name]) => names.has(name)));
      for (const name of shared.keys()) own.delete(name);
      return { branches, parts, shared };
    });
    if (own.size > this.#left) return null;
    if (isBranch) for (const name of this.#constantsOf(own)) required.add(name);
    const members = this.#members(own, required, spot);
    const unions = moved.map(({ branches, parts, shared }): UnionField => {
      const fields = branches.map((_branch, i) => {
        const part = parts[i] as Facts;
        const names = new Set([...shared.keys(), ...part.properties.keys()]);
        const properties = new Map(
          [...names].map((name) => [
            name,
            [...(part.properties.get(name) ?? []), ...(shared.get(name) ?? [])],
          ]),
        );
        const fields = { ...part, properties, required: new Set([...required, ...part.required]) };
        const label = labelOfBranch(this.#facts, part, i, spot);
        const above = new Set([...spot.above, ...part.read]);
        const field =
          [...part.read].some((schema) => spot.above.has(schema)) || spot.depth > DEEPEST
            ? null
            : this.#group(
                fields,
                { ...common, label, description: part.description, required: true },
                { ...spot, depth: spot.depth + 1, above },
                true,
              );
        return { label, field: field ?? { kind: 'json', ...common, label, secret: true } };
      });
      return {
        kind: 'union',
        ...common,
        label: facts.title ?? labelOf(spot.name),
        description: null,
        required: true,
        branches: fields as UnionField['branches'],
        preset: presetBranch(fields as UnionField['branches'], spot.preset) ?? 0,
      };
    });
    if (members.length + unions.length === 0 && !isBranch) return null;
    return { kind: 'group', ...common, members, unions };
  }

  /** The members with one possible value: in a branch they tell it apart, and so are always there. */
  #constantsOf(properties: ReadonlyMap<string, readonly Subschema[]>): string[] {
    return [...properties].flatMap(([name, subschemas]) =>
      this.#facts(subschemas).values?.length === 1 ? [name] : [],
    );
  }

  #members(
    properties: ReadonlyMap<string, readonly Subschema[]>,
    required: ReadonlySet<string>,
    spot: Spot,
  ): GroupField['members'] {
    const given = isObject(spot.preset) ? spot.preset : {};
    const ordered = [...properties].toSorted(([, a], [, b]) => orderOf(a) - orderOf(b));
    return ordered.flatMap(([name, subschemas]) => {
      if (isReadOnly(subschemas)) return [];
      const preset = Object.hasOwn(given, name) ? given[name] : undefined;
      const isRequired = required.has(name);
      const field = this.field(subschemas, {
        ...spot,
        name,
        required: isRequired,
        preset,
        marks: spot.marks.below(name),
        hiding: spot.hiding.below(name),
      });
      return [{ name, field }];
    });
  }

  #union(branches: readonly Subschema[], common: Shared, spot: Spot): Field {
    const fields = branches.map((branch, i) => {
      const part = this.#facts([branch]);
      const label = labelOfBranch(this.#facts, part, i, spot);
      const field = this.field([branch], { ...spot, required: true });
      return { label, field: { ...field, label } };
    });
    const preset = presetBranch(fields, spot.preset) ?? (common.required ? 0 : null);
    return { kind: 'union', ...common, branches: fields, preset };
  }

  #array(facts: Facts, common: Shared, spot: Spot): Field | null {
    if (facts.items.length === 0) return null;
    const hiding = spot.hiding.below('0');
    const item = this.field(facts.items, {
      ...spot,
      name: singular(spot.name),
      required: true,
      preset: undefined,
      marks: spot.marks.below('0'),
      hiding,
    });
    const shared = { ...common, secret: common.secret || (item.secret && item.kind !== 'group') };
    const hidesPreset = hiding.marksHere || (item.kind === 'text' && item.masked);
    const preset = Array.isArray(spot.preset) && !hidesPreset ? spot.preset : [];
    if (item.kind === 'choice') {
      const chosen = preset.map((value) => indexOf(item.options, value)).filter((index) => index !== null);
      return { kind: 'choices', ...shared, options: item.options, preset: chosen };
    }
    if (item.kind === 'text' || item.kind === 'number') {
      const of = item.kind;
      const scalars = preset.filter(
        (value) =>
          typeof value === 'number' ||
          (of === 'text' && typeof value === 'string' && !isLogin(value, spot, facts)),
      );
      return { kind: 'lines', ...shared, of, preset: scalars };
    }
    if (item.kind === 'group' || item.kind === 'union') {
      const most = Math.min(facts.most, MOST_ITEMS);
      return { kind: 'list', ...shared, item, least: Math.min(facts.least, most), most };
    }
    return null;
  }
}

/** A field for a closed set of values: none to see for a single one that must be there. */
function fixed(values: readonly unknown[], preset: unknown, common: Shared): Field {
  if (values.length === 1 && common.required) return { kind: 'constant', ...common, value: values[0] };
  const options = values.map((value) => ({ label: textOf(value), value }));
  return { kind: 'choice', ...common, options, preset: indexOf(options, preset) };
}

/** The options of a union whose branches are single values; null for any other. */
function optionsOf(read: Read, { unions, types, properties }: Facts): Option[] | null {
  const [branches] = unions;
  if (!branches || unions.length > 1 || properties.size > 0 || types.has('object')) return null;
  const options = branches.flatMap((branch) => {
    const { values, title } = read([branch]);
    return values?.length === 1 ? [{ label: title ?? textOf(values[0]), value: values[0] }] : [];
  });
  return options.length === branches.length ? options : null;
}

function isGroup(read: Read, facts: Facts): boolean {
  if (facts.properties.size > 0) return true;
  if (facts.types.size > 0 && !facts.types.has('object')) return false;
  if (facts.unions.length === 0) return facts.types.has('object');
  return facts.unions.every((branches) =>
    branches.every((branch) => {
      const { types, properties, unions } = read([branch]);
      return types.has('object') || properties.size > 0 || (facts.types.has('object') && unions.length === 0);
    }),
  );
}

function indexOf(options: readonly Option[], value: unknown): number | null {
  const text = JSON.stringify(value);
  const found = options.findIndex((option) => JSON.stringify(option.value) === text);
  return found < 0 ? null : found;
}

/** Finds the branch whose constants a preset has. */
function presetBranch(branches: readonly { field: Field }[], preset: unknown): number | null {
  if (!isObject(preset)) return null;
  const found = branches.findIndex(({ field }) => {
    const constants =
      field.kind === 'group' ? field.members.filter((member) => member.field.kind === 'constant') : [];
    return (
      constants.length > 0 &&
      constants.every(
        ({ name, field: constant }) => constant.kind === 'constant' && preset[name] === constant.value,
      )
    );
  });
  return found < 0 ? null : found;
}

const TYPE_LABELS: Readonly<Record<string, string>> = {
  array: 'List',
  boolean: 'Yes or no',
  integer: 'Number',
  number: 'Number',
  string: 'Text',
};

/** Names a branch by its title, else by the constant that tells it from the others, which must be no secret. */
function labelOfBranch(read: Read, part: Facts, i: number, { isSecret, hiding }: Spot): string {
  if (part.title !== null) return part.title;
  const isHidden = isSecret || part.isMarked;
  for (const [name, subschemas] of isHidden ? [] : part.properties) {
    const { values, isMarked } = read(subschemas);
    if (values?.length === 1 && !isMarked && !hiding.below(name).marksHere) {
      return labelOf(textOf(values[0]));
    }
  }
  const [required] = part.required;
  if (part.values?.length === 1 && !isHidden) return textOf(part.values[0]);
  const [type] = part.types;
  return required === undefined ? (TYPE_LABELS[type ?? ''] ?? `Option ${i + 1}`) : labelOf(required);
}

/** True for a preset that is a secret by its content, such as a URL with a password. */
const isLogin = (value: string, { name }: Spot, { read }: Facts): boolean =>
  isSecretConnection({
    naming: { own: name, holder: '' },
    value,
    applying: [...read].map((schema) => ({ schema })),
  });

const isReadOnly = (subschemas: readonly Subschema[]): boolean =>
  subschemas.some(({ schema }) => isObject(schema) && schema.readOnly === true);

/** The keywords by which providers write the wanted position of a property. */
const ORDERS = ['order', 'x-order', 'propertyOrder'];

/** The wanted position of a property; those without one come last, as they are. */
function orderOf(subschemas: readonly Subschema[]): number {
  for (const { schema } of subschemas) {
    if (!isObject(schema)) continue;
    const order = ORDERS.map((keyword) => ownValue(schema, keyword)).find(Number.isFinite);
    if (typeof order === 'number') return order;
  }
  return Number.MAX_SAFE_INTEGER;
}

/** Labels of secrets that have several lines. */
const LONG_TEXT = /\b(certificate|pem|private key|service account( json)?|json key|key file)$/i;

const textOf = (value: unknown): string =>
  typeof value === 'string' ? value : String(JSON.stringify(value as Scalar));

/** Writes the name of a member as words: `apiKey` and `api_key` are `Api key`. */
export function labelOf(name: string): string {
  const words = cutCharacters(name, 200)
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .replace(/[_\-.\s]+/g, ' ')
    .trim();
  return words === '' ? name : words[0]?.toUpperCase() + words.slice(1).toLowerCase();
}

const singular = (name: string): string => (/[^s]s$/.test(name) ? name.slice(0, -1) : name);
