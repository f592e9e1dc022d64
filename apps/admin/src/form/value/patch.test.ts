import { describe, expect, it } from 'vitest';
import { patchOf, setsNull } from './patch.ts';
import { tidied } from './tidy.ts';

const NONE = { kept: [], removed: [] };

describe('patchOf', () => {
  it('holds only what changed, and null for what went', () => {
    const shown = { a: 1, b: { c: 'x', d: 'y' }, list: [1, 2] };
    expect(patchOf(shown, { a: 1, b: { c: 'z' }, list: [2] }, NONE)).toEqual({
      b: { c: 'z', d: null },
      list: [2],
    });
    expect(patchOf(shown, structuredClone(shown), NONE)).toEqual({});
  });

  it('removes the shown members of an object that holds something kept, not the object', () => {
    expect(patchOf({ auth: { user: 'a' } }, {}, { kept: ['/auth/key'], removed: [] })).toEqual({
      auth: { user: null },
    });
    expect(patchOf({ auth: { user: 'a' } }, {}, NONE)).toEqual({ auth: null });
  });

  it('names what is removed, unless an object around it goes', () => {
    expect(patchOf({}, {}, { kept: [], removed: ['/a~1b/c'] })).toEqual({ 'a/b': { c: null } });
    expect(patchOf({ a: { b: 1 } }, {}, { kept: [], removed: ['/a/c'] })).toEqual({ a: null });
  });

  it('does not remove what is kept at the place itself', () => {
    const kept = ['/a', '/b/c'];
    expect(patchOf({ a: 1, b: { c: 2, d: 3 } }, {}, { kept, removed: [] })).toEqual({ b: { d: null } });
  });

  it('treats __proto__ as any name', () => {
    const value = JSON.parse('{"__proto__": {"a": 1}}');
    expect(JSON.stringify(patchOf({}, value, NONE))).toBe('{"__proto__":{"a":1}}');
  });
});

it('setsNull finds a null that a merge patch cannot set', () => {
  expect(setsNull({ a: 1 }, { a: null })).toBe(true);
  expect(setsNull({ a: null }, { a: null, b: 1 })).toBe(false);
  expect(setsNull({}, { list: [null] })).toBe(false);
});

it('tidied drops what a form leaves behind, and keeps what was there', () => {
  const entered = { a: undefined, b: { c: undefined }, d: {}, list: [undefined, 1] };
  expect(tidied(entered, { d: {} }, () => false)).toEqual({ d: {}, list: [null, 1] });
});
