import { describe, expect, test } from 'vitest';
import { mergePatch } from './merge-patch.ts';
import { withoutLeaves } from './without-leaves.ts';

const VALUE = {
  url: 'https://api.test',
  empty: {},
  auth: { type: 'key', token: 't' },
  only: { deep: { secret: 's' } },
  hosts: [{ name: 'a', password: 'p' }],
};
const SECRETS = new Set(['/auth/token', '/only/deep/secret', '/hosts']);

describe('a value without leaves', () => {
  test('has every other leaf, and no object that lost all members', () => {
    expect(withoutLeaves(VALUE, SECRETS)).toEqual({
      url: 'https://api.test',
      empty: {},
      auth: { type: 'key' },
    });
  });

  test('changes nothing as a merge patch of the whole value', () => {
    expect(mergePatch(VALUE, withoutLeaves(VALUE, SECRETS))).toEqual(VALUE);
  });

  test('adds nothing as a merge patch of another value', () => {
    expect(mergePatch({}, withoutLeaves({ only: VALUE.only }, SECRETS))).toEqual({});
  });

  test('is the value itself when no leaf is named', () => {
    expect(withoutLeaves(VALUE, new Set())).toBe(VALUE);
  });

  test('keeps members with the names of prototypes', () => {
    const value = JSON.parse('{"__proto__": {"a": 1, "b": 2}, "constructor": {"c": 1}}');
    const rest = withoutLeaves(value, new Set(['/__proto__/a', '/constructor/c']));
    expect(JSON.stringify(rest)).toBe('{"__proto__":{"b":2}}');
  });
});
