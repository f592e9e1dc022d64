import { describe, expect, it } from 'vitest';

import { markedPathsProblems, secretLeaves, secretSchemaPointers } from './index.ts';

function leaves(schema: unknown, value: unknown, marked: string[] = []): string[] {
  return secretLeaves(schema, value, { visibility: 'plain', marked }).sort();
}

// A literal `then` makes an object look like a promise
const THEN = 'then';
const TEXT = { type: 'string' };
const SECRET = { type: 'string', writeOnly: true };

describe('secretSchemaPointers', () => {
  it('knows every spelling of secret, and only as a keyword', () => {
    const schema = {
      properties: {
        a: { writeOnly: true },
        b: { format: 'password' },
        c: { airbyte_secret: true },
        d: { secret: true },
        'e/f': { 'x-secret': true },
        g: { writeOnly: false, secret: 'yes' },
        secret: { type: 'boolean' },
        properties: { properties: { writeOnly: { const: true } } },
      },
      default: { writeOnly: true },
      enum: [{ secret: true }],
    };
    expect(secretSchemaPointers(schema)).toEqual(
      ['a', 'b', 'c', 'd', 'e~1f'].map((name) => `/properties/${name}`),
    );
  });

  it('goes wherever a subschema can be, round cycles, and names each place once', () => {
    const schema = {
      $ref: '#/$defs/node',
      $defs: {
        node: {
          properties: {
            again: { $ref: '#/$defs/node' },
            key: { $ref: '#/$defs/key' },
            also: { $ref: '#/$defs/key' },
          },
        },
        key: SECRET,
      },
      definitions: { old: SECRET },
      allOf: [{ oneOf: [{ anyOf: [SECRET] }] }],
      if: { properties: { i: SECRET } },
      [THEN]: { items: SECRET },
      else: { prefixItems: [SECRET], additionalProperties: SECRET },
      patternProperties: { '^x': SECRET },
      dependentSchemas: { d: { contains: SECRET } },
      components: { c: SECRET },
      properties: { viaComponents: { $ref: '#/components/c' } },
    };
    expect(secretSchemaPointers(schema).sort()).toEqual([
      '/$defs/key',
      '/allOf/0/oneOf/0/anyOf/0',
      '/components/c',
      '/definitions/old',
      '/dependentSchemas/d/contains',
      '/else/additionalProperties',
      '/else/prefixItems/0',
      '/if/properties/i',
      '/patternProperties/^x',
      '/then/items',
    ]);
  });

  it('takes anything for a schema', () => {
    for (const schema of [null, 1, 'x', [], true, { properties: 7, allOf: {}, $ref: 3, items: null }]) {
      expect(secretSchemaPointers(schema)).toEqual([]);
    }
  });
});

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

  it('takes what the schema does not describe for secret', () => {
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

  it('takes everything for secret when the visibility is encrypted', () => {
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

  it('errs to secret where conditions and dependents may apply', () => {
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

  it('takes what lies deeper than it looks for secret', () => {
    let deep: unknown = 'x';
    for (let i = 0; i < 200; i++) deep = { a: deep };
    const schema = { properties: { a: { $ref: '#' } } };
    expect(leaves(schema, deep)).toEqual(['/a'.repeat(128)]);
  });

  it('is not led astray by broken schemas', () => {
    const schema = {
      properties: { a: { $ref: '#/none', ...TEXT }, b: { $ref: 'https://x.test/' } },
      patternProperties: { '(': SECRET },
      oneOf: 7,
    };
    expect(leaves(schema, { a: 'x', b: 'y', c: 'z' })).toEqual(['/a', '/b', '/c']);
  });
});

describe('markedPathsProblems', () => {
  const closed = { additionalProperties: false };
  const list = { oneOf: [{ items: { properties: { key: TEXT }, ...closed } }, { type: 'null' }] };
  const schema = {
    $ref: '#/$defs/root',
    $defs: {
      root: { properties: { 'a/b': list, open: { type: 'object' }, any: true, text: TEXT }, ...closed },
    },
  };

  it('accepts pointers to what the schema describes or leaves open', () => {
    const paths = [
      '',
      '/a~1b',
      '/a~1b/0/key',
      '/a~1b/*/key',
      '/*',
      '/open',
      '/open/x/y',
      '/any/x',
      '/a~1b/-',
    ];
    expect(markedPathsProblems(schema, paths)).toEqual([]);
    expect(markedPathsProblems({ properties: { a: TEXT } }, ['/b/c'])).toEqual([]);
    const optional = { properties: { a: { anyOf: [{ type: 'object' }, { type: 'null' }] } } };
    expect(markedPathsProblems(optional, ['/a/b'])).toEqual([]);
    expect(markedPathsProblems(true, ['/b/c'])).toEqual([]);
  });

  it('names what is no pointer and what leads to where nothing can be', () => {
    const found = markedPathsProblems(schema, ['a', '/~', '/a', '/a~1b/0/kee', '/text/x', '/constructor']);
    expect(found.map(({ code, path }) => `${code} ${path}`)).toEqual([
      'pointer a',
      'pointer /~',
      'unmatched /a',
      'unmatched /a~1b/0/kee',
      'unmatched /text/x',
      'unmatched /constructor',
    ]);
  });
});
