import { expect, it } from 'vitest';

import { getAt, type Pointer, setAllAt } from '../index.ts';

const setAt = (document: unknown, pointer: Pointer, value: unknown) => setAllAt(document, [[pointer, value]]);

const DOCUMENT: unknown = JSON.parse('{"a/b":[{"__proto__":1,"c":2},3],"":4,"d":{"e":null}}');

it('setAllAt replaces the value at a pointer, in a copy', () => {
  const before = JSON.stringify(DOCUMENT);
  expect(setAt(DOCUMENT, '/a~1b/0/c', 'new')).toEqual(
    JSON.parse('{"a/b":[{"__proto__":1,"c":"new"},3],"":4,"d":{"e":null}}'),
  );
  expect(getAt(setAt(DOCUMENT, '/a~1b/1', [5]), '/a~1b')).toEqual([getAt(DOCUMENT, '/a~1b/0'), [5]]);
  expect(getAt(setAt(DOCUMENT, '/', 5), '/')).toBe(5);
  expect(getAt(setAt(DOCUMENT, '/d/e', { f: 1 }), '/d')).toEqual({ e: { f: 1 } });
  expect(setAt(DOCUMENT, '', 5)).toBe(5);
  expect(JSON.stringify(DOCUMENT)).toBe(before);
});

it('setAllAt adds no member and follows no inherited one', () => {
  const nowhere = ['/x', '/a~1b/2', '/a~1b/-', '/a~1b/00', '/a~1b/length', '/a~1b/1/x', '/d/e/x', 'd', '/~2'];
  for (const pointer of [...nowhere, '/constructor', '/__proto__', '/d/toString']) {
    expect(setAt(DOCUMENT, pointer, 5)).toBe(DOCUMENT);
  }
});

it('setAllAt treats __proto__ as a member', () => {
  const changed = setAt(DOCUMENT, '/a~1b/0/__proto__', { polluted: true });
  const item = getAt(changed, '/a~1b/0') as object;
  expect(JSON.stringify(item)).toBe('{"__proto__":{"polluted":true},"c":2}');
  expect(Object.getPrototypeOf(item)).toBe(Object.prototype);
});

it('setAllAt replaces many places at once, copies each container once and shares the rest', () => {
  const document = { a: [1, 2, 3], b: { c: 1, d: { e: 2 } }, f: { g: 3 } };
  const result = setAllAt(document, [
    ['/a/0', null],
    ['/a/2', null],
    ['/b/d/e', 'x'],
    ['/b/d', 'whole'],
    ['/missing', 1],
    ['/a/-', 1],
    ['no pointer', 1],
  ]) as typeof document;
  expect(result).toEqual({ a: [null, 2, null], b: { c: 1, d: 'whole' }, f: { g: 3 } });
  expect(result.f).toBe(document.f);
  expect(document).toEqual({ a: [1, 2, 3], b: { c: 1, d: { e: 2 } }, f: { g: 3 } });
  expect(setAllAt(document, [['/missing', 1]])).toBe(document);
  expect(setAllAt(document, [['', 5]])).toBe(5);
});
