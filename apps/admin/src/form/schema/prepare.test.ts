import { describe, expect, it } from 'vitest';
import { kindOf } from './kind.ts';
import { prepareSchema } from './prepare.ts';
import { underConditions } from './validator.ts';

const kindAt = (schema: unknown) => kindOf(prepareSchema(schema).root);

describe('prepareSchema', () => {
  it('follows references to pointers, anchors and ids, of every draft', () => {
    const { root } = prepareSchema({
      $id: 'https://schemas.example/root.json',
      $ref: '#/$defs/main',
      $defs: {
        main: {
          properties: { a: { $ref: '#text' }, b: { $ref: 'other.json' }, c: { $ref: '#/$defs/a~1b' } },
        },
        text: { $anchor: 'text', type: 'string' },
        other: { $id: 'https://schemas.example/other.json', type: 'integer' },
        'a/b': { type: 'boolean' },
      },
    });
    expect(root.properties).toMatchObject({
      a: { type: 'string' },
      b: { type: 'integer' },
      c: { type: 'boolean' },
    });
  });

  it('opens a recursive schema one turn at a time', () => {
    const prepared = prepareSchema({
      type: 'object',
      properties: { name: { type: 'string' }, below: { $ref: '#' } },
    });
    const below = prepared.root.properties?.below;
    expect(below?.['x-lazy']).toBeDefined();
    expect(prepared.expand(below?.['x-lazy'] ?? '').properties?.below?.['x-lazy']).toBeDefined();
  });

  it('reads a schema that doubles at each level within its budget', () => {
    const $defs = Object.fromEntries(
      Array.from({ length: 40 }, (_, i) => [
        `d${i}`,
        { properties: { a: { $ref: `#/$defs/d${i + 1}` }, b: { $ref: `#/$defs/d${i + 1}` } } },
      ]),
    );
    const started = JSON.stringify(prepareSchema({ $ref: '#/$defs/d0', $defs }).root);
    expect(started.length).toBeLessThan(2_000_000);
  });

  it.each([undefined, null, true, false, 1, [], { properties: 1, oneOf: {}, required: 'a', $ref: 5 }])(
    'takes %j',
    (schema) => expect(prepareSchema(schema).root).toBeTypeOf('object'),
  );

  it('adds what a condition, a dependency or a required member asks for', () => {
    const { root } = prepareSchema({
      properties: { mode: { enum: ['a', 'b'] } },
      if: { properties: { mode: { const: 'a' } }, required: ['mode'] },
      // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
      then: { properties: { one: { type: 'string' } } },
      else: { properties: { two: { type: 'string' } } },
      dependentSchemas: { mode: { properties: { three: { type: 'string' } } } },
      dependentRequired: { mode: ['four'] },
    });
    expect(Object.keys(underConditions(root, { mode: 'a' }).properties ?? {})).toEqual([
      'mode',
      'one',
      'three',
    ]);
    expect(underConditions(root, { mode: 'a' }).required).toEqual(['four']);
    expect(Object.keys(underConditions(root, {}).properties ?? {})).toEqual(['mode', 'two']);
  });
});

describe('kindOf', () => {
  it.each([
    [{ type: 'string' }, 'text'],
    [{ type: ['string', 'null'] }, 'text'],
    [{ anyOf: [{ type: 'integer' }, { type: 'null' }] }, 'number'],
    [{ type: ['string', 'number'] }, 'union'],
    [{ oneOf: [{ const: 'a', title: 'A' }, { const: 'b' }] }, 'choice'],
    [{ const: 1 }, 'constant'],
    [{ type: 'array' }, 'json'],
    [{ type: 'array', items: {} }, 'json'],
    [{ type: 'array', items: { type: 'string' } }, 'list'],
    [{ type: 'array', items: { enum: ['a', 'b'] }, uniqueItems: true }, 'choices'],
    [{ prefixItems: [{ type: 'string' }] }, 'tuple'],
    [{ type: 'array', items: [{ type: 'string' }] }, 'tuple'],
    [{ type: 'object' }, 'json'],
    [{ type: 'object', additionalProperties: { type: 'string' } }, 'map'],
    [{ patternProperties: { '^x-': { type: 'string' } } }, 'map'],
    [{}, 'json'],
    [{ type: 'binary' }, 'json'],
    [{ properties: { a: true } }, 'group'],
    [{ anyOf: [{ required: ['a'] }, { required: ['b'] }], properties: { a: {}, b: {} } }, 'group'],
  ])('gives %j a field', (schema, kind) => expect(kindAt(schema)).toBe(kind));
});
