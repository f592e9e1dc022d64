import { describe, expect, it } from 'vitest';

import { mergePatch } from '../index.ts';

const RFC_7396_EXAMPLES: readonly [target: string, patch: string, result: string][] = [
  ['{"a":"b"}', '{"a":"c"}', '{"a":"c"}'],
  ['{"a":"b"}', '{"b":"c"}', '{"a":"b","b":"c"}'],
  ['{"a":"b"}', '{"a":null}', '{}'],
  ['{"a":"b","b":"c"}', '{"a":null}', '{"b":"c"}'],
  ['{"a":["b"]}', '{"a":"c"}', '{"a":"c"}'],
  ['{"a":"c"}', '{"a":["b"]}', '{"a":["b"]}'],
  ['{"a":{"b":"c"}}', '{"a":{"b":"d","c":null}}', '{"a":{"b":"d"}}'],
  ['{"a":[{"b":"c"}]}', '{"a":[1]}', '{"a":[1]}'],
  ['["a","b"]', '["c","d"]', '["c","d"]'],
  ['{"a":"b"}', '["c"]', '["c"]'],
  ['{"a":"foo"}', 'null', 'null'],
  ['{"a":"foo"}', '"bar"', '"bar"'],
  ['{"e":null}', '{"a":1}', '{"e":null,"a":1}'],
  ['[1,2]', '{"a":"b","c":null}', '{"a":"b"}'],
  ['{}', '{"a":{"bb":{"ccc":null}}}', '{"a":{"bb":{}}}'],
];

describe('mergePatch', () => {
  it.each(RFC_7396_EXAMPLES)('merges %s with %s as RFC 7396 appendix A says', (target, patch, result) => {
    expect(mergePatch(JSON.parse(target), JSON.parse(patch))).toEqual(JSON.parse(result));
  });

  it('changes neither of its inputs', () => {
    const target = { a: { b: 1, c: [1] }, d: 2 };
    const patch = { a: { b: null, e: { f: 3 } }, d: null };
    const before = structuredClone({ target, patch });
    const merged = mergePatch(target, patch) as { a: { e: unknown } };
    expect(merged).toEqual({ a: { c: [1], e: { f: 3 } } });
    expect({ target, patch }).toEqual(before);
    expect(merged.a.e).not.toBe(patch.a.e);
  });

  it('treats __proto__ and constructor as members', () => {
    const patch: unknown = JSON.parse('{"__proto__":{"a":1},"constructor":{"prototype":{"b":2}}}');
    const merged = mergePatch({}, patch) as object;
    expect(JSON.stringify(merged)).toBe(JSON.stringify(patch));
    expect(Object.getPrototypeOf(merged)).toBe(Object.prototype);
    expect(({} as Record<string, unknown>).a).toBeUndefined();
    const again = mergePatch(merged, JSON.parse('{"__proto__":{"c":3},"constructor":null}'));
    expect(JSON.stringify(again)).toBe('{"__proto__":{"a":1,"c":3}}');
    expect(JSON.stringify(mergePatch(again, JSON.parse('{"__proto__":null}')))).toBe('{}');
    expect(JSON.stringify(mergePatch({}, JSON.parse('{"__proto__":5}')))).toBe('{"__proto__":5}');
  });

  it('accepts patches of any depth', () => {
    const deep: unknown = JSON.parse('{"a":'.repeat(50_000) + 1 + '}'.repeat(50_000));
    expect(() => mergePatch(mergePatch({}, deep), deep)).not.toThrow();
  });
});
