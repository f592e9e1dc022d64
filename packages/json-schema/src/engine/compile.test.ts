import { describe, expect, it } from 'vitest';

import { checkValue, compileSchema, SchemaError, validatorFor } from '../index.ts';

const DRAFT_07 = 'http://json-schema.org/draft-07/schema#';

function refusal(schema: unknown): [string, string][] {
  try {
    compileSchema(schema);
    return [];
  } catch (error) {
    if (!(error instanceof SchemaError)) throw error;
    return error.problems.map(({ path, code }) => [path, code]);
  }
}

function fits(schema: unknown, value: unknown): boolean {
  return checkValue(compileSchema(schema), value).length === 0;
}

describe('compileSchema refuses', { timeout: 60_000 }, () => {
  it.each<[string, unknown, string, string]>([
    ['what is no schema', 'string', '', 'invalid_schema'],
    ['null', null, '', 'invalid_schema'],
    ['an array', [], '', 'invalid_schema'],
    ['what is not JSON', { const: 1n }, '', 'invalid_schema'],
    ['a subschema that is none', { properties: { a: 'string' } }, '/properties/a', 'invalid_schema'],
    ['an unknown type', { properties: { a: { type: 'binary' } } }, '/properties/a/type', 'unknown_type'],
    ['an unknown type among others', { type: ['string', 'long'] }, '/type', 'unknown_type'],
    [
      'a bound that is text',
      { properties: { 'a/b': { maximum: '10' } } },
      '/properties/a~1b/maximum',
      'invalid_keyword',
    ],
    [
      'required: true',
      { properties: { a: { required: true } } },
      '/properties/a/required',
      'invalid_keyword',
    ],
    ['an empty enum before 2019-09', { $schema: DRAFT_07, enum: [] }, '/enum', 'invalid_keyword'],
    ['an empty oneOf', { oneOf: [] }, '/oneOf', 'invalid_keyword'],
    ['multipleOf 0', { multipleOf: 0 }, '/multipleOf', 'invalid_keyword'],
    ['a list of items in 2020-12', { items: [{}] }, '/items', 'invalid_keyword'],
    ['a broken pattern', { items: { pattern: '(' } }, '/items/pattern', 'invalid_pattern'],
    ['an unsafe pattern', { items: { pattern: '(a)\\1' } }, '/items/pattern', 'unsafe_pattern'],
    [
      'an unsafe property pattern',
      { patternProperties: { '(a)\\1': {} } },
      '/patternProperties/(a)\\1',
      'unsafe_pattern',
    ],
    ['a remote reference', { items: { $ref: 'http://169.254.169.254/latest' } }, '/items/$ref', 'remote_ref'],
    ['a file reference', { $ref: 'cloud.json' }, '/$ref', 'remote_ref'],
    [
      'a remote reference nobody uses',
      { $defs: { a: { $ref: 'https://x.test/' } } },
      '/$defs/a/$ref',
      'remote_ref',
    ],
    ['a reference to nowhere', { $ref: '#/$defs/none' }, '/$ref', 'unresolved_ref'],
    ['a reference by a malformed pointer', { $ref: '#/~3' }, '/$ref', 'unresolved_ref'],
    ['a reference to something inherited', { $ref: '#/constructor' }, '/$ref', 'unresolved_ref'],
    ['an unknown anchor', { $ref: '#none' }, '/$ref', 'unresolved_ref'],
    [
      'an unknown $schema',
      { $schema: 'http://json-schema.org/draft-03/schema#' },
      '/$schema',
      'unknown_draft',
    ],
    ['a $schema that is no text', { $schema: 7 }, '/$schema', 'unknown_draft'],
    ['a reference to itself', { $ref: '#' }, '', 'circular_ref'],
  ])('%s', (_what, schema, path, code) => {
    expect(refusal(schema)).toEqual([[path, code]]);
  });

  it('a cycle of references that never enters the value', () => {
    const $defs = {
      a: { allOf: [{ $ref: '#/$defs/b' }] },
      b: { anyOf: [{ type: 'string' }, { $ref: '#/$defs/a' }] },
    };
    expect(refusal({ $ref: '#/$defs/a', $defs }).map(([, code]) => code)).toEqual(['circular_ref']);
    expect(refusal({ properties: { a: { $ref: '#' } }, items: { $ref: '#' } })).toEqual([]);
  });

  it('excess of depth, length, subschemas or patterns', () => {
    let deep: unknown = {};
    for (let i = 0; i < 60; i++) deep = { properties: { a: deep } };
    expect(refusal(deep)).toEqual([['', 'too_deep']]);
    expect(refusal({ description: 'x'.repeat(600_000) })).toEqual([['', 'too_large']]);
    expect(refusal({ allOf: Array.from({ length: 6000 }, () => ({})) })).toEqual([['', 'too_large']]);
    const counting = Array.from({ length: 200 }, (_, i) => ({ pattern: `^${i}[a-z]{900}$` }));
    expect(refusal({ anyOf: counting }).map(([, code]) => code)).toContain('too_large');
  });

  it('with every reason at once, and the first as message', () => {
    const schema = { properties: { a: { type: 'long' }, b: { maximum: '1' }, c: { $ref: 'x.json' } } };
    expect(refusal(schema)).toHaveLength(3);
    expect(() => compileSchema(schema)).toThrow(
      'type must be one of array, boolean, integer, null, number, object, string at /properties/a/type',
    );
    expect(() => compileSchema({ $ref: 'x.json' })).toThrow('remote references are not fetched');
  });
});

describe('compileSchema accepts', () => {
  it('harmless breaches of the metaschema, with a warning', () => {
    const schema = {
      required: ['a', 'a'],
      enum: [{ a: 1 }, { a: 1 }],
      examples: 'x',
      title: 7,
      minLength: 1.5,
    };
    const compiled = compileSchema(schema);
    expect(compiled.warnings.map(({ path }) => path)).toEqual([
      '/required',
      '/enum',
      '/examples',
      '/title',
      '/minLength',
    ]);
    expect(checkValue(compiled, { a: 1 })).toEqual([]);
  });

  it('every draft under every spelling of its $schema', () => {
    const draft = (id: string, schema: object): object => ({ $schema: id, ...schema });
    const exclusive = { minimum: 3, exclusiveMinimum: true };
    expect(fits(draft('http://json-schema.org/draft-04/schema#', exclusive), 3)).toBe(false);
    expect(fits(draft('https://json-schema.org/draft-04/schema', exclusive), 4)).toBe(true);
    for (const id of ['http://json-schema.org/draft-06/schema', 'https://json-schema.org/draft-07/schema#']) {
      expect(fits(draft(id, { items: [{ type: 'string' }], additionalItems: false }), ['a', 1])).toBe(false);
      expect(fits(draft(id, { exclusiveMinimum: 3 }), 3)).toBe(false);
    }
    expect(
      fits(draft('https://json-schema.org/draft/2019-09/schema', { dependentRequired: { a: ['b'] } }), {
        a: 1,
      }),
    ).toBe(false);
    for (const id of [
      'https://json-schema.org/draft/2020-12/schema',
      'http://json-schema.org/draft/2020-12/schema#',
    ]) {
      expect(fits(draft(id, { prefixItems: [{ type: 'string' }], items: false }), ['a', 1])).toBe(false);
    }
    expect(compileSchema({}).draft).toBe('2020-12');
  });

  it('the same $id any number of times, with any schema', () => {
    const withId = (type: string) => ({ $id: 'https://x.test/s', $ref: '#/$defs/a', $defs: { a: { type } } });
    expect([fits(withId('string'), 'a'), fits(withId('number'), 'a'), fits(withId('string'), 1)]).toEqual([
      true,
      false,
      false,
    ]);
  });

  it('references by $id, anchor, escaped pointer, and to places that are not under a keyword', () => {
    const schema = {
      $id: 'https://x.test/root',
      properties: {
        a: { $ref: 'other' },
        b: { $ref: '#here' },
        c: { $ref: '#/$defs/m~1n~0%20o' },
        d: { $ref: '#/components/deep/0' },
      },
      $defs: {
        x: {
          $id: 'other',
          oneOf: [{ type: 'object', properties: { q: { $ref: '#/$defs/y' } } }],
          $defs: { y: { type: 'null' } },
        },
        z: { $anchor: 'here', type: 'boolean' },
        'm/n~ o': { type: 'integer' },
      },
      components: { deep: [{ type: 'string', pattern: '^z' }] },
    };
    expect(fits(schema, { a: { q: null }, b: true, c: 1, d: 'z' })).toBe(true);
    const wrong = checkValue(compileSchema(schema), { a: { q: 1 }, b: 1, c: 'x', d: 'y' });
    expect(wrong.map(({ path }) => path).sort()).toEqual(['/a/q', '/b', '/c', '/d']);
  });

  it('vendor keywords, which change nothing', () => {
    expect(fits({ $async: true, type: 'string' }, 1)).toBe(false);
    expect(fits({ nullable: true }, null)).toBe(true);
    expect(fits({ type: 'string', nullable: true }, null)).toBe(true);
    expect(
      fits({ id: 'thing', type: 'object', 'berth:step': 'x', discriminator: { propertyName: 'x' } }, {}),
    ).toBe(true);
  });

  it('and neither fills in defaults nor coerces, nor changes the schema', () => {
    const schema = { properties: { a: { type: 'integer', default: 1 } }, required: ['a'] };
    const before = JSON.stringify(schema);
    const value = {};
    expect(fits(schema, value)).toBe(false);
    expect(value).toEqual({});
    expect(fits(schema, { a: '1' })).toBe(false);
    expect(JSON.stringify(schema)).toBe(before);
  });
});

describe('validatorFor', { timeout: 60_000 }, () => {
  it('shares one validator among equal schemas and keeps different ones apart', () => {
    const one = validatorFor({ type: 'object', properties: { a: { type: 'string' } } });
    expect(validatorFor({ properties: { a: { type: 'string' } }, type: 'object' })).toBe(one);
    expect(validatorFor({ properties: { a: { type: 'number' } }, type: 'object' })).not.toBe(one);
    expect(() => validatorFor({ type: 'long' })).toThrow(SchemaError);
  });

  it('evicts the oldest, so that the cache stays bounded', () => {
    const first = validatorFor({ const: 'first' });
    for (let i = 0; i < 1100; i++) validatorFor({ const: i });
    expect(validatorFor({ const: 'first' })).not.toBe(first);
  });
});
