import { describe, expect, it } from 'vitest';

import { checkValue, compileSchema, secretLeaves, secretSchemaPointers } from '../index.ts';

const DRAFTS = {
  '04': 'http://json-schema.org/draft-04/schema#',
  '06': 'http://json-schema.org/draft-06/schema#',
  '07': 'http://json-schema.org/draft-07/schema#',
  '2019-09': 'https://json-schema.org/draft/2019-09/schema',
  '2020-12': 'https://json-schema.org/draft/2020-12/schema',
} as const;
const EVERY = Object.entries(DRAFTS);
const OLD = EVERY.slice(0, 3);
const NEW = EVERY.slice(3);

const fits = (schema: unknown, value: unknown): boolean =>
  checkValue(compileSchema(schema), value).length === 0;

describe('keywords beside a $ref', () => {
  const beside = ($schema: string) => ({
    $schema,
    properties: { a: { $ref: '#/definitions/text', maxLength: 1 } },
    definitions: { text: { type: 'string' } },
  });

  it.each(OLD)('are ignored in draft-%s', (_draft, $schema) => {
    expect(fits(beside($schema), { a: 'long' })).toBe(true);
    expect(fits(beside($schema), { a: 1 })).toBe(false);
  });

  it.each(NEW)('count in %s', (_draft, $schema) => {
    expect(fits(beside($schema), { a: 'long' })).toBe(false);
  });

  it.each(OLD)('make no circle and rule out no branch in draft-%s', (_draft, $schema) => {
    const definitions = { text: { type: 'string' } };
    expect(fits({ $schema, $ref: '#/definitions/text', allOf: [{ $ref: '#' }], definitions }, 'x')).toBe(
      true,
    );
    const branches = {
      $schema,
      oneOf: [
        { $ref: '#/definitions/key', type: 'string' },
        { required: ['b'], properties: { a: { type: 'string' } } },
      ],
      definitions: { key: { required: ['a'], properties: { a: { type: 'string', 'x-secret': true } } } },
    };
    expect(fits(branches, { a: 'x' })).toBe(true);
    expect(secretLeaves(branches, { a: 'x' }, { visibility: 'plain', marked: [] })).toEqual(['/a']);
  });

  it('still mark secrets in every draft: a mark is no check', () => {
    const definitions = { text: { type: 'string' } };
    for (const $schema of Object.values(DRAFTS)) {
      const schema = {
        $schema,
        properties: { a: { $ref: '#/definitions/text', writeOnly: true } },
        definitions,
      };
      expect(secretLeaves(schema, { a: 'x' }, { visibility: 'plain', marked: [] })).toEqual(['/a']);
    }
  });
});

describe('a $ref to a metaschema', () => {
  it.each(EVERY)('of draft %s works from every draft, and follows its own rules', (draft, uri) => {
    for (const $schema of Object.values(DRAFTS)) {
      const schema = { $schema, properties: { schema: { $ref: uri } } };
      expect(fits(schema, { schema: { type: 'object', properties: { a: { minLength: 1 } } } })).toBe(true);
      expect(fits(schema, { schema: { properties: { a: { minLength: -1 } } } })).toBe(false);
      expect(fits(schema, { schema: { type: 'binary' } })).toBe(false);
      expect(fits(schema, { schema: { maximum: 1, exclusiveMaximum: true } })).toBe(draft === '04');
      expect(fits(schema, { schema: { multipleOf: 0 } })).toBe(false);
    }
  });

  it('may name https or http, a part of it, and the newest draft', () => {
    expect(fits({ $ref: 'https://json-schema.org/draft-07/schema' }, { type: 'x' })).toBe(false);
    expect(fits({ $ref: 'http://json-schema.org/draft-07/schema#/definitions/simpleTypes' }, 'x')).toBe(
      false,
    );
    expect(fits({ $ref: 'http://json-schema.org/schema#' }, { prefixItems: [] })).toBe(false);
    expect(fits({ $ref: 'http://json-schema.org/schema#' }, { prefixItems: [{}] })).toBe(true);
  });

  it('adds no place of the metaschema to those of the schema', () => {
    const { index } = compileSchema({ $ref: DRAFTS['2020-12'] });
    expect(index.subschemas.map(({ pointer }) => pointer)).toEqual(['']);
    expect(secretSchemaPointers({ $ref: DRAFTS['2020-12'] })).toEqual([]);
  });

  it('leads to the schema itself when that has the same $id', () => {
    const schema = { $id: DRAFTS['07'], $schema: DRAFTS['07'], properties: { a: { $ref: DRAFTS['07'] } } };
    expect(fits(schema, { type: 'binary', a: { type: 'binary' } })).toBe(true);
  });
});

describe('the $schema http://json-schema.org/schema#', () => {
  it('means the newest draft', () => {
    for (const uri of ['http://json-schema.org/schema#', 'https://json-schema.org/schema'])
      expect(compileSchema({ $schema: uri }).draft).toBe('2020-12');
  });
});

describe('a circular definition', () => {
  const circle = { a: { $ref: '#/$defs/b' }, b: { allOf: [{ $ref: '#/$defs/a' }] } };

  it('that nothing uses is no error', () => {
    expect(fits({ type: 'string', $defs: circle }, 'x')).toBe(true);
    expect(
      fits({ type: 'string', $defs: { ...circle, c: { properties: { d: { $ref: '#/$defs/a' } } } } }, 'x'),
    ).toBe(true);
  });

  it.each<[string, { readonly $defs?: object; readonly [keyword: string]: unknown }]>([
    ['the root', { $ref: '#/$defs/a' }],
    ['a property', { properties: { x: { $ref: '#/$defs/a' } } }],
    ['a used definition', { $ref: '#/$defs/c', $defs: { c: { items: { $ref: '#/$defs/a' } } } }],
    ['a dynamic anchor', { $defs: { c: { $dynamicAnchor: 'x', $ref: '#/$defs/a' } } }],
  ])('that %s uses is refused', (_what, schema) => {
    expect(() => compileSchema({ ...schema, $defs: { ...circle, ...schema.$defs } })).toThrow(
      expect.objectContaining({ problems: [expect.objectContaining({ code: 'circular_ref' })] }),
    );
  });
});

describe('a remote $ref', () => {
  it.each([
    ['https://x.test/a.json#/b', { $ref: 'https://x.test/a.json#/b' }, '"https://x.test/a.json"'],
    ['a relative one', { $ref: 'a.json#b' }, '"a.json"'],
    [
      'one below an $id',
      { $id: 'https://x.test/d/', items: { $ref: 'a.json' } },
      '"https://x.test/d/a.json"',
    ],
  ])('to %s is refused with its URI', (_what, schema, uri) => {
    expect(() => compileSchema(schema)).toThrow(
      expect.objectContaining({
        problems: [expect.objectContaining({ code: 'remote_ref', message: expect.stringContaining(uri) })],
      }),
    );
  });
});
