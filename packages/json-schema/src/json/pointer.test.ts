import { describe, expect, it } from 'vitest';

import { getAt, parsePointer, toPointer } from '../index.ts';

describe('JSON Pointer', () => {
  it('survives a round trip with every awkward name', () => {
    const names = ['', 'a.b', 'a/b', '~', '~1', 'm n', '__proto__', 'constructor', '0', '-', 'é😀', '"'];
    expect(parsePointer(toPointer(names))).toEqual(names);
    expect(toPointer(['a/b', '~1', 0])).toBe('/a~1b/~01/0');
  });

  it('refuses pointers that RFC 6901 does not allow', () => {
    for (const text of ['a', '#/a', '/~', '/~2', '/a~']) expect(parsePointer(text)).toBeUndefined();
    expect(parsePointer('')).toEqual([]);
    expect(parsePointer('/')).toEqual(['']);
  });

  it('follows own members only', () => {
    const document: unknown = JSON.parse('{"a/b":[{"__proto__":1}],"":2}');
    expect(getAt(document, '/a~1b/0/__proto__')).toBe(1);
    expect(getAt(document, '/')).toBe(2);
    expect(getAt(document, '')).toBe(document);
    for (const nowhere of [
      '/constructor',
      '/a~1b/length',
      '/a~1b/00',
      '/a~1b/-',
      '/a~1b/1',
      '/a~1b/0/x/y',
      'a',
    ]) {
      expect(getAt(document, nowhere)).toBeUndefined();
    }
  });
});
