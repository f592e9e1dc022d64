import * as fc from 'fast-check';
import type { Json } from './model.ts';

/*
 * Random schemas in which another member decides if a leaf is a secret, and random values and patches of any shape for
 * them: nested objects, unions told apart by `kind`, arrays, references.
 */

/** The members of every object, so that the branches of a union share them. */
const NAMES = ['a', 'b', 'c'] as const;
const KINDS = ['x', 'y'] as const;

export type Schema = Json;

const secret = { type: 'string', writeOnly: true };
const plain = { type: 'string' };
const leaf: fc.Arbitrary<Schema> = fc.constantFrom(secret, secret, plain);

/** A subschema of at most this depth. */
const node = (depth: number): fc.Arbitrary<Schema> =>
  depth === 0
    ? leaf
    : fc.oneof(
        { weight: 3, arbitrary: leaf },
        { weight: 2, arbitrary: members(depth - 1).map((properties) => ({ type: 'object', properties })) },
        { weight: 2, arbitrary: union(depth - 1) },
        { weight: 2, arbitrary: node(depth - 1).map((items) => ({ type: 'array', items })) },
        { weight: 1, arbitrary: fc.constant({ $ref: '#/$defs/shared' }) },
      );

const members = (depth: number): fc.Arbitrary<Json> =>
  fc.record(Object.fromEntries(NAMES.map((name) => [name, node(depth)])), { noNullPrototype: true });

/** A union of two branches, told apart by `kind`; the first may be the default. */
const union = (depth: number): fc.Arbitrary<Schema> =>
  fc.tuple(members(depth), members(depth), fc.boolean(), fc.boolean()).map(([x, y, closed, byDefault]) => ({
    type: 'object',
    ...(byDefault ? { properties: { kind: { type: 'string', default: 'y' } } } : {}),
    oneOf: [x, y].map((properties, n) => ({
      properties: { kind: { const: KINDS[n] }, ...properties },
      ...(byDefault ? {} : { required: ['kind'] }),
      ...(closed ? { additionalProperties: false } : {}),
    })),
  }));

/** A schema for a value, with an address beside its members. */
export const anySchema: fc.Arbitrary<Schema> = fc
  .tuple(union(2), members(2), union(1), fc.boolean())
  .map(([root, properties, shared, isUnion]) => {
    const address = { base_url: { type: 'string', format: 'uri' } };
    const $defs = { shared };
    if (!isUnion) return { type: 'object', $defs, properties: { ...address, ...properties } };
    const { oneOf, properties: more } = root as { oneOf: { properties: Json }[]; properties?: Json };
    return {
      type: 'object',
      $defs,
      properties: { ...address, ...more },
      oneOf: oneOf.map((branch) => ({ ...branch, properties: { ...address, ...branch.properties } })),
    };
  });

/** A stream of numbers that decide; the same seed gives the same stream. */
export function decider(seed: number): (choices: number) => number {
  let state = seed >>> 0;
  return (choices) => {
    state = (Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x9e3779b9) >>> 0;
    return ((state ^ (state >>> 16)) >>> 0) % choices;
  };
}

type Decide = (choices: number) => number;

/** Makes a value that the schema describes, with a text of its own in each leaf. */
export function sample(root: Schema, decide: Decide, text: () => string): Json {
  const { $defs } = root as { $defs: Record<string, Schema> };
  const make = (schema: Schema, depth: number): unknown => {
    if (schema.$ref !== undefined) return make($defs.shared ?? {}, depth);
    if (schema.type === 'string') return schema.format === 'uri' ? `https://h${decide(3)}.test` : text();
    if (schema.type === 'array') {
      return Array.from({ length: decide(3) }, () => make(schema.items as Schema, depth + 1));
    }
    const branches = (schema.oneOf ?? []) as Schema[];
    const branch = branches[decide(Math.max(1, branches.length))] ?? {};
    const properties = { ...(schema.properties as Json), ...(branch.properties as Json) } as Record<
      string,
      Schema
    >;
    const value: Json = {};
    for (const [name, member] of Object.entries(properties)) {
      if (member.const !== undefined) value[name] = member.const;
      else if (depth < 4 && decide(3) > 0) value[name] = make(member, depth + 1);
    }
    return value;
  };
  return { base_url: 'https://h0.test', ...(make(root, 0) as Json) };
}

/** Makes a patch of any shape from a value: members that are left out, null, emptied, or partial. */
export function patchOf(value: Json, decide: Decide): Json {
  const cut = (item: unknown): unknown => {
    if (typeof item !== 'object' || item === null || Array.isArray(item)) return item;
    const kept: Json = {};
    for (const [name, member] of Object.entries(item)) {
      const isObject = typeof member === 'object' && member !== null && !Array.isArray(member);
      const way = name === 'base_url' ? 1 - Math.min(1, decide(4)) : decide(name === 'kind' ? 2 : 6);
      if (way === 1) kept[name] = cut(member);
      else if (way === 2) kept[name] = isObject ? {} : cut(member);
      else if (way === 3) kept[name] = decide(3) === 0 ? null : {};
    }
    return kept;
  };
  return cut(value) as Json;
}
