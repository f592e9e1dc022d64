import { describe, expect, it } from 'vitest';

import {
  absentSecrets,
  canonicalJson,
  checkValue,
  compileSchema,
  destinationLeaves,
  leftoversOf,
  mergePatch,
  patchLeaves,
  secretLeaves,
  setAllAt,
  unnamedMembers,
  unreachedPaths,
  validatorFor,
  withDefaults,
  writtenLeaves,
} from './index.ts';
import { unmarkedSecrets } from './lint/unmarked-secrets.ts';
import { SchemaIndex } from './schema/schema-index.ts';
import { watched } from './testing/watched.ts';

const times = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, i) => make(i));
const members = (count: number, make: (index: number) => unknown): Record<string, unknown> =>
  Object.fromEntries(times(count, (i) => [`p${i}`, make(i)]));

const SECRET = { type: 'string', writeOnly: true };
const UNION = {
  oneOf: [
    { properties: { k: { const: 'a' }, secret: SECRET }, required: ['k'] },
    { properties: { k: { const: 'b' }, plain: { type: 'string' } }, required: ['k'] },
  ],
};

const schemas: Record<string, unknown> = {
  'that says nothing': {},
  'with members': { additionalProperties: { type: ['string', 'object', 'array'], default: 'x' } },
  'with a union': { additionalProperties: { items: UNION, additionalProperties: UNION } },
  'with names': { patternProperties: { '^p\\d+$': {} }, additionalProperties: SECRET },
  'with unique items': { additionalProperties: { uniqueItems: true } },
  'with evaluated members': { anyOf: [{ properties: { p1: {} } }, {}], unevaluatedProperties: true },
};

const values: Record<string, (size: number) => Record<string, unknown>> = {
  'a list': (size) => ({ p: times(size, (i) => `s${i}`) }),
  members: (size) => members(size, (i) => `s${i}`),
  'a list of objects': (size) => ({
    p: times(size, (i) => ({ k: i % 2 === 0 ? 'a' : 'b', secret: 's', plain: 'p' })),
  }),
  'members of members': (size) => members(size / 10, () => members(10, () => ({ k: 'a', secret: 's' }))),
};

const works: Record<string, (schema: unknown, value: unknown) => unknown> = {
  'finding secrets': (schema, value) =>
    secretLeaves(schema, value, { visibility: 'plain', marked: ['/*/1', '/p1/*'] }),
  'finding destinations': destinationLeaves,
  'finding absent secrets': absentSecrets,
  'finding unnamed members': unnamedMembers,
  checking: (schema, value) => checkValue(validatorFor(schema), value),
  'filling defaults': (schema, value) => withDefaults(validatorFor(schema), value),
  'finding leftovers': (schema, value) =>
    leftoversOf(schema, value, mergePatch(value, { added: 1 }), () => false),
  'finding leftovers of another value': (schema, value) =>
    leftoversOf(schema, value, mergePatch(JSON.parse(JSON.stringify(value)), { added: 1 }), () => false),
  'listing leaves': (_schema, value) => [patchLeaves(value), writtenLeaves(value)],
  'hiding every leaf': (_schema, value) =>
    setAllAt(
      value,
      patchLeaves(value).map((at) => [at, null] as const),
    ),
  'writing canonical text': (_schema, value) => canonicalJson(value),
};

/** The looks into a schema that one walk may take; a look takes less than 0.1 µs. */
const MOST_LOOKS = 1_000_000;

describe('twice as large a value takes at most twice the looks into it', () => {
  for (const [work, run] of Object.entries(works)) {
    it(`for ${work}`, () => {
      for (const [schemaKind, schema] of Object.entries(schemas)) {
        for (const [valueKind, make] of Object.entries(values)) {
          const looks = [400, 800].map((size) => {
            const seen = watched(make(size));
            run(schema, seen.value);
            return seen.looks();
          });
          const growth = (1 + (looks[1] ?? 0)) / (1 + (looks[0] ?? 0));
          expect([schemaKind, valueKind, growth <= 2.1, growth]).toEqual([
            schemaKind,
            valueKind,
            true,
            growth,
          ]);
        }
      }
    });
  }
});

describe('a walk ends however many subschemas describe a value', () => {
  const described: Record<string, unknown> = {
    'together, each with other members': {
      allOf: times(600, (i) => ({ properties: members(3, () => SECRET), title: `${i}` })),
      additionalProperties: { type: 'string' },
    },
    'as branches': { anyOf: times(500, (i) => ({ properties: { [`p${i}`]: SECRET } })) },
    'as members of themselves': { properties: members(1_900, () => ({ $ref: '#' })) },
  };
  const value = members(20_000, (i) => (i < 40 ? members(100, () => ({ p1: {} })) : 's'));
  const walks: Record<string, (schema: unknown) => unknown> = {
    'finding secrets': (schema) => secretLeaves(schema, value, { visibility: 'plain', marked: [] }),
    'finding destinations': (schema) => destinationLeaves(schema, value),
    'finding absent secrets': (schema) => absentSecrets(schema, value),
    'finding unnamed members': (schema) => unnamedMembers(schema, value),
    'finding unmarked secrets': (schema) =>
      unmarkedSecrets(new SchemaIndex(schema), { visibility: 'plain', marked: [] }),
    'following paths': (schema) =>
      unreachedPaths(
        schema,
        times(1_000, (i) => `/*/p${i}/*/p${i}/*`),
      ),
  };

  for (const [walk, run] of Object.entries(walks)) {
    it(`for ${walk}`, () => {
      for (const [kind, schema] of Object.entries(described)) {
        const seen = watched(schema);
        run(seen.value);
        expect([kind, seen.looks() <= MOST_LOOKS, seen.looks()]).toEqual([kind, true, seen.looks()]);
      }
    });
  }
});

describe('the steps of a check', () => {
  const stepsOf = (schema: unknown, value: unknown): number => {
    const compiled = compileSchema(schema);
    checkValue(compiled, value);
    return compiled.engine.spent;
  };

  it('double with the value', () => {
    for (const schema of Object.values(schemas)) {
      for (const make of Object.values(values)) {
        expect(stepsOf(schema, make(800))).toBeLessThanOrEqual(2.1 * stepsOf(schema, make(400)));
      }
    }
  });

  it('double with the branches, the members and the patterns of a schema', () => {
    const branches = (size: number) => ({
      oneOf: times(size, (i) => ({ properties: { k: { const: i } }, required: ['k'] })),
    });
    const all = (size: number) => ({ allOf: times(size, () => ({ required: ['a'] })) });
    const patterns = (size: number) => ({
      patternProperties: Object.fromEntries(times(size, (i) => [`^a${i}`, {}])),
    });
    for (const make of [branches, all, patterns]) {
      expect(stepsOf(make(80), { k: 1, x: 'x' })).toBeLessThanOrEqual(
        2.1 * stepsOf(make(40), { k: 1, x: 'x' }),
      );
    }
  });
});
