import { describe, expect, it } from 'vitest';

import { secretLeaves } from '../index.ts';

function leaves(schema: unknown, value: unknown, marked: string[] = []): string[] {
  return secretLeaves(schema, value, { visibility: 'plain', marked }).sort();
}

// A literal `then` makes an object look like a promise
const THEN = 'then';
const TEXT = { type: 'string' };
const SECRET = { type: 'string', writeOnly: true };

describe('secretLeaves', () => {
  it('finds marked leaves, and everything below a marked object', () => {
    const schema = {
      properties: {
        plain: TEXT,
        token: SECRET,
        box: { writeOnly: true, properties: { a: TEXT, list: { items: TEXT } } },
        list: { items: { properties: { key: SECRET, name: TEXT } } },
        pair: { prefixItems: [TEXT, SECRET], items: TEXT },
      },
    };
    const value = {
      plain: 'x',
      token: 't',
      box: { a: 1, list: ['p', {}], none: [] },
      list: [{ key: 'k', name: 'n' }],
      pair: ['a', 'b', 'c'],
    };
    expect(leaves(schema, value)).toEqual([
      '/box/a',
      '/box/list/0',
      '/box/list/1',
      '/box/none',
      '/list/0/key',
      '/pair/1',
      '/token',
    ]);
  });

  it('treats leaves that the schema does not describe as secret', () => {
    const schema = {
      type: 'object',
      properties: {
        known: TEXT,
        any: {},
        free: { type: 'object' },
        list: { type: 'array' },
        map: { additionalProperties: TEXT },
      },
      patternProperties: { '^x-': TEXT },
      additionalProperties: true,
    };
    const value = {
      known: 'a',
      any: 'b',
      free: { c: 1 },
      list: ['d'],
      map: { e: 'f' },
      'x-g': 'h',
      other: 'i',
      empty: {},
    };
    expect(leaves(schema, value)).toEqual(['/empty', '/free/c', '/list/0', '/other']);
    expect(leaves(true, { a: [1] })).toEqual(['/a/0']);
    expect(leaves({}, 'x')).toEqual(['']);
    expect(leaves(null, { a: 1 })).toEqual(['/a']);
    expect(leaves({ type: 'object' }, {})).toEqual([]);
  });

  it('treats every leaf as secret when the visibility is encrypted', () => {
    const value = { a: 'x', b: [1, { c: null }], d: {} };
    expect(secretLeaves({ properties: { a: TEXT } }, value, { visibility: 'encrypted', marked: [] })).toEqual(
      ['/a', '/b/0', '/b/1/c', '/d'],
    );
  });

  it('honours paths marked by hand, with * for any name or index', () => {
    const item = { properties: { 'a/b': TEXT, 'c.d': TEXT } };
    const schema = {
      properties: { list: { items: item }, map: { additionalProperties: item }, other: item },
    };
    const one = { 'a/b': 1, 'c.d': 2 };
    const value = { list: [one, one], map: { k: one }, other: one };
    expect(leaves(schema, value)).toEqual([]);
    expect(leaves(schema, value, ['/list/*/a~1b', '/map/*/c.d'])).toEqual([
      '/list/0/a~1b',
      '/list/1/a~1b',
      '/map/k/c.d',
    ]);
    expect(leaves(schema, value, ['/list/1'])).toEqual(['/list/1/a~1b', '/list/1/c.d']);
    expect(leaves(schema, value, [''])).toHaveLength(8);
    expect(leaves(schema, value, ['not a pointer', '/nowhere/*'])).toEqual([]);
  });

  it('follows the branch that a const picks, and all branches when none is picked', () => {
    const branch = (kind: string, value: object) => ({
      properties: { kind: { const: kind }, value, [kind]: TEXT },
    });
    const schema = {
      oneOf: [branch('open', TEXT), { $ref: '#/$defs/closed' }],
      $defs: { closed: branch('closed', SECRET) },
    };
    expect(leaves(schema, { kind: 'open', value: 'v', open: 'o' })).toEqual([]);
    expect(leaves(schema, { kind: 'closed', value: 'v', closed: 'c' })).toEqual(['/value']);
    expect(leaves(schema, { kind: 'closed', value: 'v', open: 'o' })).toEqual(['/open', '/value']);
    expect(leaves(schema, { value: 'v' })).toEqual(['/value']);
    expect(leaves(schema, { kind: 'unknown', value: 'v' })).toEqual(['/value']);
  });

  it('prefers secret when conditions and dependents may apply', () => {
    const schema = {
      properties: { a: TEXT, b: TEXT, c: TEXT },
      if: { properties: { a: { const: 'x' } } },
      [THEN]: { properties: { b: SECRET } },
      dependentSchemas: { a: { properties: { c: SECRET } } },
      not: { properties: { a: SECRET } },
    };
    expect(leaves(schema, { a: 'y', b: 'b', c: 'c' })).toEqual(['/b', '/c']);
    expect(leaves(schema, { b: 'b', c: 'c' })).toEqual(['/b']);
  });

  it('keeps awkward names apart', () => {
    const schema: unknown = JSON.parse(
      '{"properties":{"__proto__":{"writeOnly":true},"constructor":{"type":"string"},"a.b":{"writeOnly":true},"m~n":{"writeOnly":true}}}',
    );
    const value: unknown = JSON.parse(
      '{"__proto__":"s","constructor":"c","a.b":"s","a":{"b":"u"},"m~n":"s","toString":"u"}',
    );
    expect(leaves(schema, value)).toEqual(['/__proto__', '/a.b', '/a/b', '/m~0n', '/toString']);
  });

  it('treats leaves below its depth limit as secret', () => {
    let deep: unknown = 'x';
    for (let i = 0; i < 200; i++) deep = { a: deep };
    const schema = { properties: { a: { $ref: '#' } } };
    expect(leaves(schema, deep)).toEqual(['/a'.repeat(128)]);
  });

  it('handles broken schemas', () => {
    const schema = {
      properties: { a: { $ref: '#/none', ...TEXT }, b: { $ref: 'https://x.test/' } },
      patternProperties: { '(': SECRET },
      oneOf: 7,
    };
    expect(leaves(schema, { a: 'x', b: 'y', c: 'z' })).toEqual(['/a', '/b', '/c']);
  });

  it('rules out no branch by the preset of a dynamic reference, which may lead elsewhere', () => {
    const schema = {
      $id: 'https://x.test/r',
      $ref: 'inner',
      $defs: {
        outer: { $dynamicAnchor: 'T', type: 'string' },
        inner: {
          $id: 'inner',
          anyOf: [{ type: ['string', 'object'] }, { $dynamicRef: '#T', writeOnly: true }],
          $defs: { preset: { $dynamicAnchor: 'T', type: 'object' } },
        },
      },
    };
    expect(leaves(schema, 'v')).toEqual(['']);
  });

  it('describes nothing by an if, which only tests', () => {
    const schema = { properties: { a: TEXT }, if: { properties: { a: SECRET, b: TEXT } } };
    expect(leaves(schema, { a: 'x', b: 'y' })).toEqual(['/a', '/b']);
    expect(leaves({ properties: { a: TEXT }, if: { required: ['a'] } }, { a: 'x' })).toEqual([]);
  });
});
