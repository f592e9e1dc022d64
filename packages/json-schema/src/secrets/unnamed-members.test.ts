import { expect, it } from 'vitest';
import { unnamedMembers } from '../index.ts';

const TEXT = { type: 'string' };

it('unnamedMembers finds the members whose name no properties has, at every depth', () => {
  const schema = {
    properties: {
      headers: { additionalProperties: TEXT },
      keys: { patternProperties: { '^k': TEXT } },
      list: { items: { properties: { name: TEXT } } },
    },
  };
  const value = {
    headers: { A: 'x' },
    keys: { k: 'x' },
    list: [{ name: 'a', other: 'b' }],
    more: { deep: 1 },
  };
  const found = ['/headers/A', '/keys/k', '/list/0/other', '/more', '/more/deep'];
  expect(unnamedMembers(schema, value)).toEqual(found);
});

it('unnamedMembers follows references, allOf and the branches that may apply', () => {
  const branch = (kind: string, name: string) => ({
    properties: { kind: { const: kind }, [name]: TEXT },
  });
  const schema = {
    $ref: '#/$defs/base',
    oneOf: [branch('a', 'token'), branch('b', 'secret')],
    $defs: { base: { allOf: [{ properties: { base: TEXT } }] } },
  };
  expect(unnamedMembers(schema, { kind: 'a', token: 'x', secret: 'y', base: 'z' })).toEqual(['/secret']);
});

it('unnamedMembers takes any schema and any value', () => {
  for (const schema of [true, false, null, 7, {}, { properties: 7 }]) {
    expect(unnamedMembers(schema, { a: [1] })).toEqual(['/a']);
    expect(unnamedMembers(schema, 'x')).toEqual([]);
  }
  expect(
    unnamedMembers(JSON.parse('{"properties":{"__proto__":{}}}'), JSON.parse('{"__proto__":1}')),
  ).toEqual([]);
  expect(unnamedMembers({ properties: {} }, { constructor: 1 })).toEqual(['/constructor']);
});
