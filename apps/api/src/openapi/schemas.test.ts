import { Type } from '@sinclair/typebox';
import { expect, test } from 'vitest';
import { createSchemas } from './schemas.ts';

const of = (schema: Parameters<ReturnType<typeof createSchemas>['of']>[0]) => createSchemas().of(schema);

test('a union of literals becomes an enum, and null becomes one of the types', () => {
  const words = Type.Union([Type.Literal('a'), Type.Literal('b')]);
  expect(of(words)).toEqual({ type: 'string', enum: ['a', 'b'] });
  expect(of(Type.Union([Type.String({ maxLength: 3 }), Type.Null()]))).toEqual({
    type: ['string', 'null'],
    maxLength: 3,
  });
  const maybe = Type.Union([Type.Unsafe({ type: 'string', enum: ['a'] }), Type.Null()]);
  expect(of(maybe)).toEqual({ type: ['string', 'null'], enum: ['a', null] });
});

test('a record gives the schema of every member', () => {
  const type = 'object';
  expect(of(Type.Record(Type.String(), Type.Unknown()))).toEqual({ type, additionalProperties: true });
  expect(of(Type.Record(Type.String(), Type.Integer()))).toEqual({
    type,
    additionalProperties: { type: 'integer' },
  });
});

test('an object with an `object` literal is a component wherever it stands', () => {
  const schemas = createSchemas();
  const thing = Type.Object({ object: Type.Literal('some.thing_else') });
  const inside = Type.Object({ one: Type.Union([thing, Type.Null()]), many: Type.Array(thing) });
  const $ref = '#/components/schemas/SomeThingElse';
  expect(schemas.of(thing)).toEqual({ $ref });
  expect(schemas.of(inside)).toMatchObject({
    properties: { one: { anyOf: [{ $ref }, { type: 'null' }] }, many: { items: { $ref } } },
  });
  expect(Object.keys(schemas.components())).toEqual(['SomeThingElse']);
});

test('two different schemas cannot have one name', () => {
  const schemas = createSchemas();
  schemas.named('Thing', { type: 'string' });
  schemas.named('Thing', { type: 'string' });
  expect(() => schemas.named('Thing', { type: 'integer' })).toThrow('Two schemas are called Thing');
});

test('a schema with an $id is a component, and anyOf beside members is kept', () => {
  const schemas = createSchemas();
  const choices = { anyOf: [{ required: ['a'] }, { required: ['b'] }] };
  const members = { a: Type.Optional(Type.String()), b: Type.Optional(Type.String()) };
  expect(schemas.of(Type.Object(members, { $id: 'Either', ...choices }))).toEqual({
    $ref: '#/components/schemas/Either',
  });
  expect(schemas.components()).toEqual({
    Either: { type: 'object', properties: { a: { type: 'string' }, b: { type: 'string' } }, ...choices },
  });
});
