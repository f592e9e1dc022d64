import { describe, expect, test } from 'vitest';
import { findUnstorable, isStorableText, MAX_DEPTH, MAX_MEMBERS } from './json.ts';

function nested(depth: number): unknown {
  let value: unknown = 1;
  for (let level = 0; level < depth; level++) value = level % 2 === 0 ? { a: value } : [value];
  return value;
}

describe('isStorableText', () => {
  test.each(['', 'plain', 'ä\n\t\u0001\u007f', '🚢', '\ufffd', '\u2028', '__proto__'])(
    'accepts %j',
    (text) => {
      expect(isStorableText(text)).toBe(true);
    },
  );

  test.each(['\u0000', 'a\u0000b', '\ud800', 'a\udc00', '\udc00\ud800', '🚢'.slice(0, 1)])(
    'refuses %j',
    (text) => {
      expect(isStorableText(text)).toBe(false);
    },
  );
});

describe('findUnstorable', () => {
  test.each([
    ['null', null],
    ['a text', 'x'],
    ['a number', -1.5e300],
    ['an empty object', {}],
    ['an empty array', []],
    ['members of every kind', { a: [1, 'x', null, true, { b: 'ä' }] }],
    ['a member named __proto__', JSON.parse('{"__proto__":{"a":1}}')],
    ['the deepest nesting', nested(MAX_DEPTH)],
    ['as many items as there may be', Array(MAX_MEMBERS).fill(0)],
  ])('accepts %s', (_what, value) => {
    expect(findUnstorable(value)).toBeNull();
  });

  test.each([
    ['a bare NUL', '\u0000', []],
    ['a NUL inside', { a: [1, { b: 'x\u0000' }] }, ['a', '1', 'b']],
    ['a lone surrogate', ['\ud83d'], ['0']],
    ['a name with NUL, at the object that has it', { a: { 'b\u0000': 1 } }, ['a']],
    ['a name with a lone surrogate', { '\udc00': 1 }, []],
    ['a number beyond a double', JSON.parse('{"n":1e400}'), ['n']],
    ['the same below zero', JSON.parse('[-1e400]'), ['0']],
    ['what stands under __proto__', JSON.parse('{"__proto__":{"a":"\\u0000"}}'), ['__proto__', 'a']],
  ])('finds %s', (_what, value, path) => {
    expect(findUnstorable(value)).toEqual({ code: 'invalid_text', path, message: expect.any(String) });
  });

  test('finds nesting that is one level too deep', () => {
    const problem = findUnstorable(nested(MAX_DEPTH + 1));
    expect(problem?.code).toBe('too_deep');
    expect(problem?.path).toHaveLength(MAX_DEPTH);
    expect(problem?.message).toContain(String(MAX_DEPTH));
  });

  test('counts members and items at every depth and names the container that exceeds the limit', () => {
    const half = MAX_MEMBERS / 2;
    const names = Object.fromEntries(Array.from({ length: half }, (_, n) => [`k${n}`, n]));
    expect(findUnstorable({ a: names, b: Array(half).fill(0) })).toEqual({
      code: 'too_many_members',
      path: ['b'],
      message: expect.stringContaining(String(MAX_MEMBERS)),
    });
  });

  test('survives endless nesting without exhausting the stack', () => {
    expect(findUnstorable(JSON.parse(`${'['.repeat(100_000)}${']'.repeat(100_000)}`))).not.toBeNull();
  });

  test('never quotes the value it found', () => {
    expect(findUnstorable({ a: 'secret\u0000' })?.message).not.toContain('secret');
  });
});
