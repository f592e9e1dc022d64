import { describe, expect, test } from 'vitest';
import type { Field, GroupField } from './field.ts';
import { formOf } from './form-of.ts';

/** The field of a member of a form. */
function member(form: Field, name: string): Field | undefined {
  return (form as GroupField).members.find((one) => one.name === name)?.field;
}

const properties = (given: object, more: object = {}) =>
  formOf({ type: 'object', properties: given, ...more });

describe('the field of a member', () => {
  test.each([
    [
      { type: 'string', format: 'uri' },
      { kind: 'text', format: 'uri', masked: false, secret: false },
    ],
    [
      { type: ['string', 'null'], default: 'a' },
      { kind: 'text', preset: 'a' },
    ],
    [{ title: 'Untyped' }, { kind: 'text', label: 'Untyped' }],
    [
      { type: 'integer', default: 5 },
      { kind: 'number', whole: true, preset: 5 },
    ],
    [{ type: 'boolean' }, { kind: 'boolean', preset: null }],
    [
      { enum: ['a', 'b'], default: 'b' },
      { kind: 'choice', preset: 1 },
    ],
    [{ const: 'x' }, { kind: 'choice', options: [{ label: 'x', value: 'x' }] }],
    [
      { type: 'array', items: { type: 'string' } },
      { kind: 'lines', of: 'text' },
    ],
    [
      { type: 'array', items: { type: 'integer' }, default: ['false', 7] },
      { kind: 'lines', of: 'number', preset: [7] },
    ],
    [
      { type: 'array', items: { enum: ['a', 'b'] }, default: ['b'] },
      { kind: 'choices', preset: [1] },
    ],
    [
      { type: 'array', items: { properties: { a: {} } }, minItems: 2 },
      { kind: 'list', least: 2 },
    ],
    [{ type: 'object' }, { kind: 'json', secret: true }],
    [{ type: 'array' }, { kind: 'json' }],
    [{ anyOf: [{ type: 'integer' }, { type: 'null' }] }, { kind: 'number' }],
    [
      { anyOf: [{ type: 'integer' }, { type: 'string' }] },
      { kind: 'union', branches: [{ label: 'Number' }, { label: 'Text' }] },
    ],
    [
      { oneOf: [{ const: 'a', title: 'First' }, { const: 'b' }] },
      {
        kind: 'choice',
        options: [
          { label: 'First', value: 'a' },
          { label: 'b', value: 'b' },
        ],
      },
    ],
  ])('of %j is %j', (schema, field) => {
    expect(member(properties({ some_name: schema }), 'some_name')).toMatchObject(field);
  });

  test('that must be there and has one possible value is not seen', () => {
    expect(member(properties({ kind: { const: 'x' } }, { required: ['kind'] }), 'kind')).toMatchObject({
      kind: 'constant',
      value: 'x',
    });
  });

  test('is a secret by its mark, a path, its name or the visibility, and shows no default then', () => {
    const schema = {
      type: 'object',
      properties: {
        marked: { type: 'string', airbyte_secret: true, default: 'd' },
        pathed: { type: 'object', properties: { deep: { type: 'string' } } },
        api_token: { type: 'string', default: 'd' },
        plain: { type: 'string', default: 'd' },
      },
    };
    const form = formOf(schema, { secretPaths: ['/pathed'] });
    expect(member(form, 'marked')).toMatchObject({ secret: true, masked: true, preset: null });
    expect(member(member(form, 'pathed') as Field, 'deep')).toMatchObject({ secret: true, masked: true });
    expect(member(form, 'api_token')).toMatchObject({ secret: true, masked: true, preset: null });
    expect(member(form, 'plain')).toMatchObject({ secret: false, preset: 'd' });
    expect(member(formOf(schema, { allSecret: true }), 'plain')).toMatchObject({
      secret: true,
      masked: false,
    });
  });
});

test('references, allOf and conditions add members, and required ones of any part are required', () => {
  const form = formOf({
    $defs: { base: { required: ['a'], properties: { a: { type: 'string' } } } },
    allOf: [{ $ref: '#/$defs/base' }, { properties: { b: { type: 'string' } } }],
    if: { properties: { a: { const: 'x' } } },
    // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
    then: { required: ['c'], properties: { c: { type: 'string' } } },
  });
  const found = (form as GroupField).members.map(({ name, field }) => [name, field.required]);
  expect(found).toEqual([
    ['c', false],
    ['b', false],
    ['a', true],
  ]);
});

test('a picker takes over the members that its branches name, and hides what tells them apart', () => {
  const form = formOf({
    type: 'object',
    required: ['kind'],
    properties: { kind: { enum: ['a', 'b'] }, host: { type: 'string' }, other: { type: 'string' } },
    oneOf: [
      { title: 'First', properties: { kind: { const: 'a' }, host: { minLength: 3 } }, required: ['host'] },
      { properties: { kind: { const: 'b' } } },
    ],
  }) as GroupField;
  expect(form.members.map(({ name }) => name)).toEqual(['other']);
  const [picker] = form.unions;
  expect(picker?.branches.map(({ label }) => label)).toEqual(['First', 'B']);
  const [first, second] = picker?.branches.map(({ field }) => field as GroupField) ?? [];
  expect(first?.members.map(({ name, field }) => [name, field.kind, field.required])).toEqual([
    ['kind', 'constant', true],
    ['host', 'text', true],
  ]);
  expect(second?.members.map(({ name, field }) => [name, field.required])).toEqual([
    ['kind', true],
    ['host', false],
  ]);
});

test('branches that only require members are no picker', () => {
  const form = properties({ a: { type: 'string' } }, { anyOf: [{ required: ['a'] }, { required: ['b'] }] });
  expect((form as GroupField).unions).toEqual([]);
});

test('a recursive part is entered as JSON, and so is what is beyond the bound of fields', () => {
  const form = properties({ again: { $ref: '#' }, list: { type: 'array', items: { $ref: '#' } } });
  expect([member(form, 'again')?.kind, member(form, 'list')?.kind]).toEqual(['json', 'json']);
  const many = Object.fromEntries(Array.from({ length: 2_000 }, (_, i) => [`m${i}`, { type: 'string' }]));
  expect(properties(many).kind).toBe('json');
});

test.each([
  null,
  true,
  'text',
  { properties: 5 },
  { oneOf: 'x' },
  { $ref: '#/nowhere' },
  { allOf: [{ $ref: '#' }] },
])('any schema has a form: %j', (schema) => {
  expect(formOf(schema).kind).toBeTypeOf('string');
});
