import { isDeepStrictEqual } from 'node:util';
import type { TSchema } from '@sinclair/typebox';
import type { Reference, Schema } from './types.ts';

/** Converts TypeBox schemas to those of a document, and collects the named ones as components. */
export interface Schemas {
  /** Converts a schema. One with an `$id`, or an object with an `object` literal, becomes a component of that name. */
  of(schema: TSchema): Schema | Reference;
  /** Adds a component. @throws Error when another schema has the name. */
  named(name: string, schema: Schema | Reference): Reference;
  /** Lists the components in alphabetical order. */
  components(): Record<string, Schema | Reference>;
}

/** Makes the schema of an object whose members are all required but for `optional`. */
export const objectOf = (properties: Record<string, unknown>, optional: readonly string[] = []): Schema => ({
  type: 'object',
  properties,
  required: Object.keys(properties).filter((name) => !optional.includes(name)),
});

export function createSchemas(): Schemas {
  const known = new Map<string, Schema | Reference>();
  const named = (name: string, schema: Schema | Reference): Reference => {
    const other = known.get(name);
    if (other && !isDeepStrictEqual(other, schema)) throw new Error(`Two schemas are called ${name}`);
    known.set(name, schema);
    return { $ref: `#/components/schemas/${name}` };
  };
  const convert = (node: unknown): Schema => {
    const { $id, ...source } = node as Source;
    const schema = withMembers(source, convert);
    const name = $id ?? objectName(schema);
    return name === null ? schema : { ...named(name, schema) };
  };
  return {
    // The schema does not include TypeBox's symbol keys.
    of: (schema) => convert(JSON.parse(JSON.stringify(schema))),
    named,
    components: () => Object.fromEntries([...known].sort(([a], [b]) => (a < b ? -1 : 1))),
  };
}

/** Converts a name to Pascal case: `provider.config_vault` → `ProviderConfigVault`. */
export const pascal = (text: string): string =>
  text
    .split(/[^A-Za-z0-9]+/)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');

export const camel = (text: string): string => {
  const name = pascal(text);
  return name.charAt(0).toLowerCase() + name.slice(1);
};

interface Source {
  $id?: string;
  anyOf?: Source[];
  const?: unknown;
  properties?: Record<string, Source>;
  patternProperties?: Record<string, Source>;
  items?: Source;
  additionalProperties?: Source | boolean;
  type?: unknown;
  [keyword: string]: unknown;
}

function withMembers(source: Source, convert: (node: unknown) => Schema): Schema {
  if (source.anyOf && !source.properties) {
    const { anyOf, ...rest } = source;
    return { ...rest, ...unionOf(anyOf, convert) };
  }
  const { properties, patternProperties, items, additionalProperties, ...rest } = source;
  return {
    ...rest,
    ...(properties ? { properties: mapValues(properties, convert) } : {}),
    ...(items ? { items: convert(items) } : {}),
    ...(patternProperties ? { additionalProperties: anyMember(patternProperties, convert) } : {}),
    ...(additionalProperties === undefined
      ? {}
      : {
          additionalProperties:
            typeof additionalProperties === 'object' ? convert(additionalProperties) : additionalProperties,
        }),
  };
}

/** Converts TypeBox's record, which gives the schema of every member under a pattern that fits all names. */
const anyMember = (patterns: Record<string, Source>, convert: (node: unknown) => Schema): Schema | true => {
  const [first] = Object.values(patterns);
  return first && Object.keys(first).length > 0 ? convert(first) : true;
};

/** Converts a union: generators read an `enum` and a list of types better. */
function unionOf(branches: Source[], convert: (node: unknown) => Schema): Schema {
  const constants = branches.map((branch) => branch.const);
  if (constants.every((constant) => typeof constant === 'string')) return { type: 'string', enum: constants };
  const others = branches.filter(({ type }) => type !== 'null').map(convert);
  const [only] = others;
  if (others.length === branches.length) return { anyOf: others };
  if (only && others.length === 1 && typeof only.type === 'string') return orNull(only);
  return { anyOf: [...others, { type: 'null' }] };
}

const orNull = (schema: Schema): Schema => ({
  ...schema,
  type: [schema.type, 'null'],
  ...(Array.isArray(schema.enum) ? { enum: [...schema.enum, null] } : {}),
});

function objectName({ properties }: Schema): string | null {
  const literal = (properties as Record<string, Schema> | undefined)?.object?.const;
  return typeof literal === 'string' && literal !== 'list' ? pascal(literal) : null;
}

const mapValues = <A, B>(record: Record<string, A>, map: (value: A) => B): Record<string, B> =>
  Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value)]));
