import { SCHEMA_BUDGET } from '@berth/domain';

/*
 * The worst schemas and values that the limits admit, one for each kind of work. A schema is as near to its limit as a
 * round number of members comes.
 */

type Json = unknown;

export const times = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, i) => make(i));
export const members = <T>(count: number, make: (index: number) => T, prefix = 'p'): Record<string, T> =>
  Object.fromEntries(times(count, (i) => [`${prefix}${i}`, make(i)]));

const { subschemas, branches, defaults, patterns, characters } = SCHEMA_BUDGET;
const TEXT = { type: 'string' };
const SECRET = { type: 'string', writeOnly: true };

export const worstSchemas: Record<string, Record<string, Json>> = {
  'many members': { properties: members(subschemas - 10, () => SECRET) },
  'long texts': { properties: members(100, () => ({ ...TEXT, description: 'd'.repeat(characters / 110) })) },
  'many branches': {
    oneOf: times(branches, (i) => ({ properties: { k: { const: `k${i}` }, v: TEXT }, required: ['k', 'v'] })),
  },
  'branches with patterns': {
    properties: { list: { items: { $ref: '#/$defs/one' } }, token: SECRET },
    $defs: {
      one: {
        anyOf: times(branches, (i) => ({
          properties: { k: { pattern: `^[a-z]+_${i % patterns}$` } },
          required: ['k'],
        })),
      },
    },
  },
  'large patterns': {
    properties: members(patterns - 1, (i) => ({ pattern: `^(?:\\p{L}\\p{N}){1,${i < 3 ? 900 : 2}}x${i}$` })),
    additionalProperties: { pattern: '[ab]{20}a[ab]{100}[cd]' },
  },
  'patterns of names': {
    patternProperties: Object.fromEntries(times(patterns - 1, (i) => [`[a-z]*${i}[a-z]{0,20}x$`, TEXT])),
    additionalProperties: true,
  },
  'recursive unions': {
    additionalProperties: { $ref: '#/$defs/a' },
    $defs: { a: { anyOf: [SECRET, { items: { $ref: '#/$defs/a' } }, { $ref: '#' }] } },
  },
  'recursive members': {
    properties: members(400, () => ({ $ref: '#' })),
    additionalProperties: { $ref: '#' },
  },
  'ill-typed defaults': { properties: members(defaults, (i) => ({ type: 'string', default: i })) },
  'defaults that exclude each other': {
    maxProperties: 10,
    properties: members(defaults, (i) => ({ type: 'integer', default: i })),
  },
  'nested defaults': {
    properties: members(20, () => ({ $ref: '#', default: {} })),
    additionalProperties: { items: { $ref: '#' } },
  },
  'all together': { allOf: times(subschemas - 100, (i) => ({ required: [`a${i}`], title: 't' })) },
  'one member described often': {
    allOf: times(600, () => ({ properties: { a: { properties: { b: SECRET } } } })),
  },
  'many allowed values': { additionalProperties: { enum: times(20_000, (i) => `v${i}`) } },
  'many allowed objects': { anyOf: [{ enum: times(49_000, () => ({})) }, { additionalProperties: TEXT }] },
  'conditions on all members': {
    additionalProperties: TEXT,
    allOf: times(subschemas - 400, () => ({ $ref: '#/$defs/a' })),
    $defs: { a: { if: { additionalProperties: false } } },
  },
  references: {
    properties: members(900, (i) => ({ $ref: `#/$defs/p${i}` })),
    $defs: members(900, () => SECRET),
  },
  'unique items': {
    additionalProperties: { $ref: '#/$defs/a' },
    $defs: { a: { uniqueItems: true, items: { $ref: '#/$defs/a' } } },
  },
  'unevaluated members': {
    allOf: times(300, () => ({ properties: members(3, () => ({})) })),
    unevaluatedProperties: TEXT,
  },
  nothing: {},
};

/** Writes each subschema of a schema a little otherwise, so that a comparison looks at every place. */
export function written(schema: Json): Json {
  if (Array.isArray(schema)) return schema.map(written).reverse();
  if (typeof schema !== 'object' || schema === null) return schema;
  const members = Object.entries(schema).map(([name, member]) => [name, written(member)]);
  const isText = 'type' in schema && schema.type === 'string';
  return Object.fromEntries([...members, ...(isText ? [['minLength', 3]] : [])]);
}

/** A test with as many headers as it may have, which name as many leaves as they may. It asks nobody. */
export const worstTest = {
  url: 'http://127.0.0.1:9/',
  headers: members(
    50,
    (i) =>
      times(280, (j) => `{p${i * 280 + j}/a}`)
        .join('')
        .slice(0, 4_000),
    'X-',
  ),
};

export const worstPaths: Record<string, string[]> = {
  'many wildcards': times(160, (i) => `/x${i}${'/*'.repeat(60)}`),
  'many names': times(1_000, (i) => `/*/p${i}/*/p${i}/*`),
};

const nested = (depth: number, width: number): Json =>
  depth === 0 ? 'x' : members(width, () => nested(depth - 1, width));

/** Values of at most 21,000 members and items and 1 MB, from flat to deep. */
export const worstValues: Record<string, Record<string, Json>> = {
  'one long list': { list: times(20_900, (i) => `s${i}`) },
  'many members': members(20_900, (i) => `s${i}`),
  'lists of lists': { list: times(100, (i) => times(100, (j) => [i * 100 + j])) },
  'many objects': { list: times(6_900, (i) => ({ k: `ab_${i % 90}`, v: 1 })) },
  deep: times(50, (i) => i).reduce<Record<string, Json>>(
    (below, i) => ({ ['n'.repeat(8)]: below, ...members(100, () => `y${i}`) }),
    members(800, () => 'x'),
  ),
  tree: nested(6, 5) as Record<string, Json>,
  'long names': members(900, () => 'x', 'n'.repeat(1_000)),
  'a long text': { a: 'ab'.repeat(500_000), k: 'k' },
  'long secrets': members(60, (i) => `${i}${'s'.repeat(16_000)}`),
  'all the members of the schema': members(1_900, () => 'v'),
  empty: {},
};
