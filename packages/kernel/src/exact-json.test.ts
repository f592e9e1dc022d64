import { describe, expect, test } from 'vitest';
import { isExact, parseExactJson } from './exact-json.ts';
import { storageProblems } from './json.ts';

const pathsIn = (text: string) => parseExactJson(text).problems.map(({ path }) => path.join('/'));

describe('a number', () => {
  test.each([
    '0',
    '-0',
    '0.0',
    '0.1',
    '1.10',
    '100',
    '1e3',
    '1E+21',
    '1.5e-7',
    '9007199254740992',
    '123456789012345680000',
    '5e-324',
    '1.7976931348623157e308',
  ])('%s is kept', (literal) => expect(isExact(literal)).toBe(true));

  test.each([
    '1161888007138312192',
    '9007199254740993',
    '0.1000000000000000055',
    '3.14159265358979323846',
    '1e400',
    '1e-400',
    '-12345678901234567890',
  ])('%s would be changed', (literal) => expect(isExact(literal)).toBe(false));

  test('of a double is always kept as it is written', () => {
    const bytes = new DataView(new ArrayBuffer(8));
    for (let seed = 1, n = 0; n < 20_000; n++) {
      for (const at of [0, 4]) {
        seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
        bytes.setUint32(at, seed);
      }
      const number = bytes.getFloat64(0);
      if (Number.isFinite(number)) expect(isExact(JSON.stringify(number))).toBe(true);
    }
  });

  test('beyond 2^53 is kept when it is written back with the same digits', () => {
    const start = 2n ** 53n;
    for (let n = 0n; n < 2_000n; n++) {
      const literal = String(start + n);
      expect(isExact(literal)).toBe(JSON.stringify(Number(literal)) === literal);
    }
  });
});

describe('a document', () => {
  test('names the place of each number that would be changed, and of no other', () => {
    const text =
      '{"a": 1161888007138312192, "b": ["1161888007138312192", 1, 9007199254740993], "c/d": {"\\"e": 0.1}, "f": "\\\\"}';
    expect(pathsIn(text)).toEqual(['a', 'b/2']);
    expect(parseExactJson(text).value).toEqual(JSON.parse(text));
    expect(pathsIn('9007199254740993')).toEqual(['']);
  });

  test('names the place of each member that is given again, in whatever spelling', () => {
    const text =
      '{"a": 1, "b": [{}, {"c": {"d": 1}, "c" : 2}], "\\u0061": 2, "e": {"a": "a", "b": ["b", "b:"]}, "": 1, "": 2, "a": 3}';
    expect(parseExactJson(text).problems).toEqual(
      [['b', '1', 'c'], ['a'], [''], ['a']].map((path) => storageProblems.repeated(path)),
    );
    expect(pathsIn('{"__proto__": 1, "constructor": {"__proto__": 2}, "a": {"a": ":"}}')).toEqual([]);
    expect(pathsIn('{"__proto__": 1, "__proto__": 2}')).toEqual(['__proto__']);
  });

  test('with thousands of members that are given again gets a bounded list, at any depth', () => {
    expect(pathsIn(`{${'"a":1,'.repeat(5000)}"b":1}`)).toHaveLength(100);
    expect(pathsIn(`${'{"a":1,"a":'.repeat(90_000)}1${'}'.repeat(90_000)}`).length).toBeLessThanOrEqual(100);
  });

  test('has 0 for each -0, at any depth, and nothing else changed', () => {
    const text =
      '{"a":-0,"b":[-0.0,-0e5,-0.00E-1,{"__proto__":-0}],"c":"-0","d":-0.5,"-0":-0.05,"e":[-1,0,null],"f":"2026-01-05"}';
    expect(parseExactJson(text)).toEqual({
      value: JSON.parse(JSON.stringify(JSON.parse(text))),
      problems: [],
    });
    expect(parseExactJson('-0').value).toBe(0);
    expect(JSON.stringify(parseExactJson('{"__proto__":-0}').value)).toBe('{"__proto__":0}');
    const deep = `${'[-0,'.repeat(200_000)}1${']'.repeat(200_000)}`;
    expect((parseExactJson(deep).value as unknown[])[0]).toBe(0);
  });

  test('of a megabyte of digits, quotes or backslashes is read in one pass', () => {
    for (const text of [
      `[${'1'.repeat(1_000_000)}]`,
      `[1.${'0'.repeat(999_000)}1]`,
      `[-0.${'0'.repeat(999_000)}]`,
      `["${'\\\\'.repeat(500_000)}", 9007199254740993]`,
      `[${'"1e5",'.repeat(150_000)}1]`,
    ]) {
      expect(parseExactJson(text).problems.length).toBeLessThanOrEqual(1);
    }
  });

  test('with thousands of such numbers gets a bounded list', () => {
    expect(pathsIn(`[${'9007199254740993,'.repeat(5000)}1]`)).toHaveLength(100);
  });
});
