import { describe, expect, it } from 'vitest';

import { markedPathsProblems } from '../index.ts';

const TEXT = { type: 'string' };

describe('markedPathsProblems', () => {
  const closed = { additionalProperties: false };
  const list = { oneOf: [{ items: { properties: { key: TEXT }, ...closed } }, { type: 'null' }] };
  const schema = {
    $ref: '#/$defs/root',
    $defs: {
      root: { properties: { 'a/b': list, open: { type: 'object' }, any: true, text: TEXT }, ...closed },
    },
  };

  it('accepts pointers to places that the schema describes or leaves open', () => {
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

  it('names malformed pointers and those to places that cannot exist', () => {
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
