import { describe, expect, test } from 'vitest';

import { checkValue, compileSchema } from '../index.ts';
import { diffSchemas } from './diff.ts';

const text = { type: 'string' };
const object = (properties: object, more: object = {}) => ({ type: 'object', properties, ...more });
const closed = (properties: object, more: object = {}) =>
  object(properties, { additionalProperties: false, ...more });
const member = (before: object, after: object) => [object({ a: before }), object({ a: after })];

const branch = (kind: string, properties: object, more: object = {}) =>
  object({ kind: { const: kind }, ...properties }, { required: ['kind'], title: kind, ...more });

const one = branch('one', { a: text });
const two = branch('two', { b: text });

const times = <T>(count: number, make: (i: number) => T): T[] =>
  Array.from({ length: count }, (_, i) => make(i));
const requiring = (name: string) => ({ required: [name] });
const patterned = (a: object) =>
  object(
    { a },
    {
      required: times(4_000, (i) => `r${i}`),
      allOf: times(19, (i) => ({
        patternProperties: Object.fromEntries(times(95, (k) => [`^x${k}[a-z]{1,3}$`, { title: `${i}` }])),
      })),
    },
  );

/** Pairs of schemas within all limits whose parts are compared all with all. */
const HOSTILE: Record<string, [before: object, after: object]> = {
  'unions beside each other': [
    { allOf: times(240, (i) => ({ anyOf: [requiring(`a${i}`), requiring(`b${i}`)] })) },
    { allOf: times(240, (i) => ({ anyOf: [requiring(`a${i}`), requiring(`c${i}`)] })) },
  ],
  'branches of two unions': [
    { oneOf: times(480, (i) => object({ [`a${i}`]: text }, requiring(`a${i}`))) },
    { oneOf: times(480, (i) => object({ [`b${i}`]: text }, requiring(`b${i}`))) },
  ],
  'patterns of names': [patterned(text), patterned({ type: 'integer' })],
};

/** The changes between two schemas: `path kind severity`. */
const CASES: Record<string, [before: unknown, after: unknown, ...changes: string[]]> = {
  'equal schemas': [closed({ a: text }), closed({ a: text })],
  'an optional member of a closed object': [closed({}), closed({ a: text }), '/a property_added safe'],
  'an optional member of an open object': [object({}), object({ a: text }), '/a property_added risky'],
  'a required member': [
    closed({}),
    closed({ a: text }, { required: ['a'] }),
    '/a required_added breaking',
    '/a property_added safe',
  ],
  'a member that is required no more': [
    object({ a: text }, { required: ['a'] }),
    object({ a: text }),
    '/a required_removed safe',
  ],
  'a member gone from a closed object': [closed({ a: text }), closed({}), '/a property_removed breaking'],
  'a member gone from an open object': [object({ a: text }), object({}), '/a property_removed safe'],
  'an object that is closed': [object({ a: text }), closed({ a: text }), '/* properties_closed risky'],
  'an object that is opened': [closed({ a: text }), object({ a: text }), ' properties_opened safe'],
  'a type that loses a kind': [
    ...member({ type: ['string', 'integer'] }, text),
    '/a type_narrowed breaking',
  ] as never,
  'a type that gains a kind': [
    ...member({ type: 'integer' }, { type: 'number' }),
    '/a type_widened safe',
  ] as never,
  'numbers become integers': [
    ...member({ type: 'number' }, { type: 'integer' }),
    '/a type_narrowed breaking',
  ] as never,
  'an enum that loses a value': [
    ...member({ enum: ['x', 'y'] }, { enum: ['x'] }),
    '/a enum_shrunk breaking',
  ] as never,
  'an enum that gains a value': [
    ...member({ enum: ['x'] }, { enum: ['x', 'y'] }),
    '/a enum_grown safe',
  ] as never,
  'a text that becomes an enum': [...member(text, { enum: ['x'] }), '/a enum_shrunk breaking'] as never,
  'an enum that becomes a text': [...member({ enum: ['x'] }, text), '/a enum_grown safe'] as never,
  'a flag with all its values': [
    ...member({ type: 'boolean' }, { enum: [true, false] }),
    '/a enum_shrunk safe',
  ] as never,
  'a lower bound that rises': [
    ...member({ type: 'integer', minimum: 1 }, { type: 'integer', minimum: 5 }),
    '/a bounds_tightened breaking',
  ] as never,
  'a bound that becomes exclusive': [
    ...member({ type: 'number', maximum: 5 }, { type: 'number', exclusiveMaximum: 5 }),
    '/a bounds_tightened breaking',
  ] as never,
  'a bound that is lifted': [
    ...member({ type: 'integer', maximum: 5 }, { type: 'integer' }),
    '/a bounds_loosened safe',
  ] as never,
  'a multiple of a multiple': [
    ...member({ type: 'integer', multipleOf: 10 }, { type: 'integer', multipleOf: 5 }),
    '/a bounds_loosened safe',
  ] as never,
  'a multiple of a fraction': [
    ...member({ type: 'number', multipleOf: 1.5 }, { type: 'number', multipleOf: 0.5 }),
    '/a bounds_loosened safe',
  ] as never,
  'a large number that is no multiple': [
    ...member({ type: 'number', multipleOf: 1e308 }, { type: 'number', multipleOf: 3 }),
    '/a bounds_tightened breaking',
  ] as never,
  'a text that must be longer': [
    ...member(text, { ...text, minLength: 3 }),
    '/a bounds_tightened breaking',
  ] as never,
  'more items than before': [
    ...member({ type: 'array', maxItems: 3 }, { type: 'array', maxItems: 2 }),
    '/a bounds_tightened breaking',
  ] as never,
  'items that must differ': [
    ...member({ type: 'array' }, { type: 'array', uniqueItems: true }),
    '/a bounds_tightened breaking',
  ] as never,
  'a pattern': [...member(text, { ...text, pattern: '^sk-' }), '/a pattern_tightened breaking'] as never,
  'a pattern that goes': [...member({ ...text, pattern: '^sk-' }, text), '/a pattern_loosened safe'] as never,
  'another pattern': [
    ...member({ ...text, pattern: '^[0-9]{4}$' }, { ...text, pattern: '^[0-9]{5}$' }),
    '/a pattern_tightened breaking',
  ] as never,
  'a format': [...member(text, { ...text, format: 'date' }), '/a format_tightened breaking'] as never,
  'a format that nobody checks': [...member(text, { ...text, format: 'phone' })] as never,
  'items of another type': [
    ...member({ type: 'array', items: text }, { type: 'array', items: { type: 'integer' } }),
    '/a/* type_narrowed breaking',
    '/a/* type_widened safe',
  ] as never,
  'a default': [...member(text, { ...text, default: 'x' }), '/a default_changed risky'] as never,
  'a secret': [...member(text, { ...text, writeOnly: true }), '/a secret_added risky'] as never,
  'a secret that is none any more': [
    ...member({ ...text, writeOnly: true }, text),
    '/a secret_removed risky',
  ] as never,
  'a destination': [
    ...member(text, { ...text, 'x-destination': true }),
    '/a destination_added risky',
  ] as never,
  'a description': [...member(text, { ...text, description: 'New' }), '/a described_otherwise safe'] as never,
  'a branch more': [{ oneOf: [one] }, { oneOf: [one, two] }, ' branch_added safe'],
  'a branch less': [{ oneOf: [one, two] }, { oneOf: [one] }, ' branch_removed breaking'],
  'a branch that fits a second one': [
    { oneOf: [object({ a: text }, { required: ['a'] })] },
    { oneOf: [object({ a: text }, { required: ['a'] }), object({ b: text }, { required: ['b'] })] },
    ' branch_added breaking',
  ],
  'a member required in a branch': [
    { oneOf: [one, two] },
    { oneOf: [one, branch('two', { b: text }, { required: ['kind', 'b'] })] },
    '/b required_added breaking',
  ],
  'branches in another order': [{ oneOf: [one, two] }, { oneOf: [two, one] }],
  'a tag with another value': [
    { oneOf: [one, two] },
    { oneOf: [one, { ...branch('three', { b: text }), title: 'two' }] },
    '/kind enum_shrunk breaking',
    '/kind enum_grown safe',
  ],
  'a schema that becomes a branch': [one, { oneOf: [one, two] }],
  'a branch that becomes the schema': [{ oneOf: [one] }, one],
  'a reference in place of a schema': [
    object({ a: text }),
    { ...object({ a: { $ref: '#/$defs/text' } }), $defs: { text } },
  ],
  'a definition that many use': [
    { ...object({ a: { $ref: '#/$defs/x' }, b: { $ref: '#/$defs/x' } }), $defs: { x: text } },
    { ...object({ a: { $ref: '#/$defs/x' }, b: { $ref: '#/$defs/x' } }), $defs: { x: { type: 'integer' } } },
    ...['/a', '/b'].flatMap((path) => [`${path} type_narrowed breaking`, `${path} type_widened safe`]),
  ],
  'a definition that contains itself': [
    { $ref: '#/$defs/x', $defs: { x: object({ next: { $ref: '#/$defs/x' }, a: text }) } },
    { $ref: '#/$defs/x', $defs: { x: object({ next: { $ref: '#/$defs/x' }, a: { type: 'integer' } }) } },
    '/a type_narrowed breaking',
    '/a type_widened safe',
  ],
  'a rule in allOf': [
    { allOf: [object({ a: text })] },
    { allOf: [object({ a: text }), { required: ['a'] }] },
    '/a required_added breaking',
  ],
  'a condition': [
    object({ a: text, b: text }),
    { ...object({ a: text, b: text }), if: { required: ['a'] }, else: false },
    ' condition_added breaking',
  ],
  'a condition that goes': [
    { ...object({ a: text }), not: { required: ['b'] } },
    object({ a: text }),
    ' condition_removed safe',
  ],
  'a condition that no value shows': [
    { type: 'integer' },
    { type: 'integer', not: { const: 918_273_645 } },
    ' condition_added unknown',
  ],
  'another draft with the same words': [
    { $schema: 'http://json-schema.org/draft-07/schema#', ...closed({ a: text }) },
    { $schema: 'https://json-schema.org/draft/2020-12/schema', ...closed({ a: text }) },
  ],
  'an exclusive bound as a flag of draft 04': [
    {
      $schema: 'http://json-schema.org/draft-04/schema#',
      type: 'number',
      minimum: 1,
      exclusiveMinimum: true,
    },
    { type: 'number', exclusiveMinimum: 1 },
  ],
};

describe('the changes of a schema', () => {
  test.each(Object.entries(CASES))('%s', async (_name, [before, after, ...expected]) => {
    const changes = await diffSchemas(before, after);
    const found = changes.map(({ path, kind, severity }) => `${path} ${kind} ${severity}`);
    expect(found.toSorted()).toEqual(expected.toSorted());
    for (const { severity, witness } of changes) {
      if (severity !== 'breaking') continue;
      expect(checkValue(compileSchema(before), witness)).toEqual([]);
      expect(checkValue(compileSchema(after), witness)).not.toEqual([]);
    }
  });

  test('two schemas too intricate to compare are unknown, not safe', async () => {
    const wide = (names: string) =>
      object(
        Object.fromEntries(
          Array.from({ length: 600 }, (_, i) => [`${names}${i}`, { ...text, title: names }]),
        ),
      );
    const changes = await diffSchemas(wide('a'), wide('b'));
    expect(changes[0]).toEqual({ path: '', kind: 'too_large', severity: 'unknown' });
  });

  test.each(Object.entries(HOSTILE))('the work on %s has a limit', async (_name, [before, after]) => {
    for (const [one, other] of [
      [before, after],
      [after, before],
    ]) {
      const changes = await diffSchemas(one, other);
      expect(changes.filter(({ severity }) => severity === 'unknown')).not.toEqual([]);
    }
  });

  test('others may run between the members, and between the values of a search', async () => {
    const members = (more: object) => ({
      properties: Object.fromEntries(
        Array.from({ length: 1_000 }, (_, i) => [`p${i}`, { type: 'string', ...more }]),
      ),
    });
    const pausesOf = async (before: object, after: object) => {
      let pauses = 0;
      await diffSchemas(before, after, async () => {
        pauses += 1;
      });
      return pauses;
    };
    expect(await pausesOf(members({}), members({ title: 'x' }))).toBeGreaterThan(1_000);
    // The witness for the narrowed member needs each of the others
    const required = Object.keys(members({}).properties);
    const narrow = { ...members({}).properties, p0: { type: 'string', minLength: 9 } };
    const all = { ...members({}), required };
    expect(await pausesOf(all, { ...all, properties: narrow })).toBeGreaterThan(3_000);
  });

  test('a long list of what a schema says is left out of a change', async () => {
    const many = (first: number) => ({
      enum: Array.from({ length: 300 }, (_, i) => first + i + 1_000_000_000),
    });
    const [change] = await diffSchemas(...(member(many(0), many(1)) as [object, object]));
    expect(change).toEqual({
      path: '/a',
      kind: 'enum_shrunk',
      severity: 'breaking',
      witness: { a: 1_000_000_000 },
    });
  });
});
