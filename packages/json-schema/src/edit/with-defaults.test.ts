import { describe, expect, it } from 'vitest';

import { checkValue, compileSchema, withDefaults } from '../index.ts';

// A literal `then` makes an object look like a promise
const THEN = 'then';

function fill(schema: unknown, value: unknown) {
  return withDefaults(compileSchema(schema), value);
}

describe('withDefaults', () => {
  it('fills in absent members, changes no existing one, and leaves the input alone', () => {
    const schema = {
      properties: {
        port: { type: 'integer', default: 443 },
        host: { default: 'localhost' },
        off: { default: false },
        'a/b': { default: null },
        none: { type: 'string' },
      },
    };
    const value = { host: '', off: null };
    expect(fill(schema, value)).toEqual({
      value: { port: 443, host: '', off: null, 'a/b': null },
      filled: ['/port', '/a~1b'],
    });
    expect(value).toEqual({ host: '', off: null });
  });

  it('copies a default, so that two results share nothing with each other or the schema', () => {
    const schema = { properties: { tags: { default: ['x'] } } };
    const [one, two] = [fill(schema, {}), fill(schema, {})].map(({ value }) => value as { tags: string[] });
    one?.tags.push('y');
    expect(two).toEqual({ tags: ['x'] });
    expect(schema.properties.tags.default).toEqual(['x']);
  });

  it('continues inside existing and filled-in members, and names only the topmost', () => {
    const auth = { properties: { mode: { default: 'basic' }, more: { $ref: '#/$defs/more' } } };
    const schema = {
      properties: {
        there: auth,
        filled: { ...auth, default: { x: 1 } },
        list: { items: auth },
        pair: { prefixItems: [auth, {}], default: [{}, {}] },
        map: { additionalProperties: auth },
      },
      patternProperties: { '^p-': auth },
      $defs: { more: { default: {}, properties: { n: { default: 1 } } } },
    };
    const whole = { mode: 'basic', more: { n: 1 } };
    const value = { there: { mode: 'token' }, list: [{}, { more: {} }, 3], map: { k: {} }, 'p-1': {} };
    expect(fill(schema, value)).toEqual({
      value: {
        there: { mode: 'token', more: { n: 1 } },
        list: [whole, whole, 3],
        map: { k: whole },
        'p-1': whole,
        filled: { x: 1, ...whole },
        pair: [whole, {}],
      },
      filled: [
        '/filled',
        '/pair',
        '/there/more',
        '/list/0/mode',
        '/list/0/more',
        '/list/1/mode',
        '/list/1/more/n',
        '/map/k/mode',
        '/map/k/more',
        '/p-1/mode',
        '/p-1/more',
      ],
    });
  });

  it('follows references, allOf, the only branch that matches, and the side that an if decides', () => {
    const branch = (kind: string) => ({
      properties: { kind: { const: kind }, [kind]: { default: kind } },
      required: ['kind'],
    });
    const schema = {
      $ref: '#/$defs/base',
      allOf: [{ properties: { all: { default: 'all' } } }],
      oneOf: [branch('a'), branch('b')],
      anyOf: [{ properties: { any1: { default: 1 } } }, { properties: { any2: { default: 2 } } }],
      if: { properties: { mode: { const: 'x' } } },
      [THEN]: { properties: { way: { default: 'then' } } },
      else: { properties: { way: { default: 'else' } } },
      $defs: { base: { properties: { base: { default: 'base' } } } },
    };
    expect(fill(schema, { kind: 'b' }).value).toEqual({
      kind: 'b',
      base: 'base',
      all: 'all',
      b: 'b',
      way: THEN,
    });
    expect(fill(schema, { kind: 'a', mode: 'y' }).filled).toEqual(['/base', '/all', '/a', '/way']);
    expect(fill(schema, { kind: 'a', mode: 'y' }).value).toMatchObject({ way: 'else' });
    expect(fill({ oneOf: [false, true] }, { a: 1 })).toEqual({ value: { a: 1 }, filled: [] });
  });

  it('lets a default decide on branches and conditions, never the other way round', () => {
    const schema = {
      if: { properties: { mode: { const: 'b' } } },
      [THEN]: { properties: { onlyB: { default: 1 } } },
      properties: { mode: { default: 'a' } },
      oneOf: [
        { properties: { mode: { const: 'a' }, onlyA: { default: 1 } } },
        { properties: { mode: { const: 'b' } }, required: ['mode'] },
      ],
    };
    expect(fill(schema, {}).value).toEqual({ mode: 'a', onlyA: 1 });
  });

  it('leaves out exactly those defaults that would make a valid value invalid', () => {
    const schema = {
      properties: {
        port: { type: 'integer', default: '443' },
        host: { type: 'string', default: 'localhost' },
        first: { default: 1 },
        second: { default: 2 },
        box: { default: {}, type: 'object', required: ['n'], properties: { n: { default: 1 } } },
        tight: {
          default: {},
          properties: { bad: { type: 'string', default: 1 }, good: { default: 'g' } },
        },
        bad: { default: 'x', type: 'object' },
      },
      not: { required: ['first', 'second'] },
    };
    const filled = fill(schema, {});
    expect(filled).toEqual({
      value: { host: 'localhost', first: 1, box: { n: 1 }, tight: { good: 'g' } },
      filled: ['/host', '/first', '/box', '/tight'],
    });
    expect(checkValue(compileSchema(schema), filled.value)).toEqual([]);
  });

  it('keeps defaults that fit only together', () => {
    const schema = {
      properties: { a: { default: 1 }, b: { default: 2 } },
      dependentRequired: { a: ['b'], b: ['a'] },
    };
    expect(fill(schema, {})).toEqual({ value: { a: 1, b: 2 }, filled: ['/a', '/b'] });
  });

  it('ignores subschemas that may not apply', () => {
    const other = { properties: { x: { default: 1 } } };
    const schema = {
      properties: { list: { contains: other, minContains: 0 } },
      not: { ...other, required: ['y'] },
      dependentSchemas: { y: other },
      unevaluatedProperties: other,
    };
    expect(fill(schema, { list: [{}], z: {} }).filled).toEqual([]);
  });

  it('fills nothing into an invalid value', () => {
    const value = { a: 1 };
    const filled = fill({ properties: { a: { type: 'string' }, b: { default: 1 } } }, value);
    expect(filled).toEqual({ value, filled: [] });
    expect(filled.value).toBe(value);
    const needed = { required: ['b'], properties: { b: { default: 1 } } };
    expect(fill(needed, {})).toEqual({ value: {}, filled: [] });
  });

  it('ends for recursive schemas: a default is not filled in inside itself', () => {
    const schema = {
      properties: { next: { $ref: '#', default: {} }, n: { default: 1 }, list: { items: { $ref: '#' } } },
    };
    expect(fill(schema, { list: [{}] })).toEqual({
      value: { next: { n: 1 }, n: 1, list: [{ next: { n: 1 }, n: 1 }] },
      filled: ['/next', '/n', '/list/0/next', '/list/0/n'],
    });
  });

  it('treats __proto__ and constructor as members', () => {
    const schema: unknown = JSON.parse(
      '{"properties":{"__proto__":{"default":{"a":1}},"constructor":{"default":2},"toString":{"type":"string"}}}',
    );
    const { value, filled } = fill(schema, {});
    expect(filled).toEqual(['/__proto__', '/constructor']);
    expect(JSON.stringify(value)).toBe('{"__proto__":{"a":1},"constructor":2}');
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
    const refused: unknown = JSON.parse('{"properties":{"__proto__":{"type":"string","default":1}}}');
    expect(fill(refused, {})).toEqual({ value: {}, filled: [] });
  });

  it('accepts any schema that compiles and any value', () => {
    for (const schema of [true, {}, { default: 1 }, { properties: { a: true } }, { items: { default: 1 } }]) {
      for (const value of [null, 1, 'x', [], [1, {}], {}, { a: {} }]) {
        expect(fill(schema, value)).toEqual({ value, filled: [] });
      }
    }
    expect(fill(false, {})).toEqual({ value: {}, filled: [] });
  });

  it('ends soon for any schema', { timeout: 20_000 }, () => {
    const names = Array.from({ length: 12 }, (_, i) => `p${i}`);
    const maze = {
      properties: Object.fromEntries(names.map((name) => [name, { $ref: '#', default: {} }])),
    };
    const long = { default: 'x'.repeat(100_000) };
    const many = Array.from({ length: 20_000 }, () => ({}));
    const misfit = { type: 'string', default: 1 };
    const double: Record<string, unknown> = { d40: { properties: { x: { default: 1 } } } };
    for (let i = 0; i < 40; i++) {
      const next = { $ref: `#/$defs/d${i + 1}` };
      double[`d${i}`] = { properties: { a: { oneOf: [{ ...next, required: ['b'] }, next] } } };
    }
    let deep: unknown = {};
    for (let i = 0; i < 40; i++) deep = { a: deep };
    const begun = performance.now();
    fill(maze, {});
    const lengthened = fill({ items: { properties: { long, other: long } } }, many);
    expect(JSON.stringify(lengthened.value).length).toBeLessThan(10_000_000);
    fill({ items: { properties: { misfit, other: { default: 1 } } } }, many);
    fill({ $ref: '#/$defs/d0', $defs: double }, deep);
    expect(performance.now() - begun).toBeLessThan(15_000);
  });
});
