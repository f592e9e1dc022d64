import { describe, expect, it } from 'vitest';

import { unreachedPaths } from '../index.ts';

const TEXT = { type: 'string' };

function unreached(schema: unknown, paths: string[]): string[] {
  return unreachedPaths(schema, paths).map(({ index, code }) => `${code} ${paths[index]}`);
}

describe('unreachedPaths', () => {
  const closed = { additionalProperties: false };
  const list = { oneOf: [{ items: { properties: { key: TEXT }, ...closed } }, { type: 'null' }] };
  const root = {
    properties: {
      'a/b': list,
      open: { type: 'object' },
      any: true,
      text: TEXT,
      pair: { prefixItems: [TEXT, TEXT], items: false },
      free: { type: 'array' },
      map: { patternProperties: { '^x-': { properties: { key: TEXT } } } },
      rest: { properties: { known: TEXT }, additionalProperties: { properties: { key: TEXT } } },
    },
  };
  const schema = { $ref: '#/$defs/root', $defs: { root: { ...root, ...closed } } };

  it('accepts paths to places that the schema describes, and into containers that it leaves free', () => {
    const paths = [
      '',
      '/a~1b',
      '/a~1b/0/key',
      '/a~1b/*/key',
      '/*',
      '/*/*/key',
      '/open',
      '/open/x/y',
      '/any/x',
      '/pair/1',
      '/pair/*',
      '/free/0/x',
      '/map/x-a/key',
      '/map/*/key',
      '/rest/other/key',
      '/rest/known',
    ];
    expect(unreached(schema, paths)).toEqual([]);
    for (const free of [true, {}, { type: 'object' }, { type: 'object', additionalProperties: true }]) {
      expect(unreached(free, ['/b/c'])).toEqual([]);
    }
    const optional = { properties: { a: { anyOf: [{ type: 'object' }, { type: 'null' }] } } };
    expect(unreached(optional, ['/a/b'])).toEqual([]);
  });

  it('names malformed pointers, and paths to places that the schema does not describe', () => {
    const paths = {
      pointer: ['a', '/~'],
      unmatched: [
        '/a',
        '/a~1b/0/kee',
        '/a~1b/-',
        '/a~1b/key',
        '/a~1b/01/key',
        '/text/x',
        '/text/*',
        '/constructor',
        '/pair/2',
        '/free/x',
        '/map/y',
        '/rest/other/kex',
      ],
    };
    for (const [code, wrong] of Object.entries(paths)) {
      expect(unreached(schema, wrong)).toEqual(wrong.map((path) => `${code} ${path}`));
    }
    const nothing = [
      { type: 'object', items: TEXT },
      { additionalProperties: false },
      { unevaluatedProperties: false },
      { type: 'integer' },
      false,
    ];
    for (const forbids of nothing) expect(unreached(forbids, ['/b'])).toEqual(['unmatched /b']);
  });

  it('refuses a name that an open schema does not list, and names the nearest one', () => {
    const schema = { type: 'object', properties: { apiKey: TEXT, auth: { properties: { token: TEXT } } } };
    const paths = ['/apikey', '/api_key', '/auth/tokn', '/Auth/token', '/elsewhere'];
    for (const additionalProperties of [undefined, true, {}]) {
      const found = unreachedPaths({ ...schema, additionalProperties }, paths);
      expect(found.map(({ message }) => /; (.*) is probably meant$/.exec(message)?.[1])).toEqual([
        '"apiKey"',
        '"apiKey"',
        '"token"',
        '"auth"',
        undefined,
      ]);
    }
  });

  it('stops at a path that takes too many steps', () => {
    const some = (n: number) => Array.from({ length: n });
    const wide = { $ref: '#/$defs/a', $defs: { a: { anyOf: [] as unknown[] } } };
    wide.$defs.a.anyOf = some(2000).map((_, i) => ({
      title: String(i),
      additionalProperties: { $ref: '#' },
    }));
    const paths = some(1000).map(() => '/*'.repeat(60));
    expect(unreachedPaths(wide, paths)).toEqual([
      { index: expect.any(Number), code: 'too_large', message: expect.anything() },
    ]);
  });
});
