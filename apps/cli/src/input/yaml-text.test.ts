import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { parseDocuments } from '../commands/input.ts';

const read = (text: string) => parseDocuments(text, 'config.yaml');

beforeEach(() => void vi.spyOn(process, 'emitWarning'));
afterEach(() => {
  expect(process.emitWarning).not.toHaveBeenCalled();
  vi.restoreAllMocks();
});

describe('YAML that JSON cannot hold', () => {
  test.each([
    ['a set', 'keys: !!set\n  ? sk-canary\n', 'a tag at line 1, column 7'],
    ['an ordered map', 'keys: !!omap\n- sk-canary: 1\n', 'a tag at line 1'],
    ['bytes', 'key: !!binary c2stY2FuYXJ5\n', 'a tag at line 1'],
    ['a tag of another program', 'a: 1\nkey: !env sk-canary\n', 'a tag at line 2, column 6'],
    ['a tag of a list', 'key: !vault [sk-canary]\n', 'a tag at line 1'],
    ['a tag of a name', '!x sk-canary: 1\n', 'a tag at line 1'],
    ['a type that does not fit', 'key: !!int sk-canary\n', 'a tag at line 1'],
    [
      'a template without quotes',
      'a: 1\napi_key: {{ sk-canary }}\n',
      'a list or an object as the name of a member at line 2, column 11',
    ],
    ['a list as a name', '? [sk-canary]\n: 1\n', 'a list or an object as the name of a member at line 1'],
    [
      'the alias of a list as a name',
      'a: &a [sk-canary]\n*a : 1\n',
      'a list or an object as the name of a member at line 2',
    ],
    [
      'a cycle',
      'a: &a\n  key: sk-canary\n  b: [*a]\n',
      'an alias at line 3, column 7 that stands within its own anchor',
    ],
    ['a cycle of merges', 'a: &a\n  <<: *a\n', 'an alias at line 2'],
    [
      'an alias of nothing',
      'host: *.sk-canary.example.com\n',
      'an alias at line 1, column 7 without its anchor',
    ],
    ['a moment of YAML 1.1', '%YAML 1.1\n---\nat: 2026-01-01\n', 'content at line 3, column 5'],
    ['a directive that nobody knows', '%SK-CANARY 1\n---\na: 1\n', 'something at line 1'],
    ['a bad merge', 'a: 1\n<<: sk-canary\n', 'merges something with << at line 2, column 5'],
  ])('is refused with its line, and never quoted: %s', (_name, text, message) => {
    const failed = () => read(text);
    expect(failed).toThrow(message);
    expect(failed).toThrow('config.yaml');
    expect(failed).not.toThrow('canary');
  });

  test('is refused by its depth in words', () => {
    const open = '['.repeat(20_000);
    for (const text of [open, open + ']'.repeat(20_000), '- '.repeat(20_000)])
      expect(() => read(`a:\n ${text}`)).toThrow('config.yaml is nested too deeply');
  });

  test.each([
    [
      'copies of copies',
      Array.from(
        { length: 40 },
        (_, n) => `a${n}: &a${n} [${n === 0 ? '1' : `*a${n - 1}, *a${n - 1}`}]`,
      ).join('\n'),
    ],
    ['copies of a long text', `a: &a "${'x'.repeat(100_000)}"\nb: [${'*a, '.repeat(100)}]`],
    [
      'merges of merges',
      Array.from(
        { length: 40 },
        (_, n) => `a${n}: &a${n}\n  ${n === 0 ? 'x: 1' : `x: *a${n - 1}\n  y: *a${n - 1}\n  <<: *a${n - 1}`}`,
      ).join('\n'),
    ],
  ])('is refused when aliases would repeat it without bound: %s', (_name, text) => {
    const started = performance.now();
    expect(() => read(text)).toThrow(
      /repeats more by its aliases at line \d+, column \d+ than a body may hold/,
    );
    expect(performance.now() - started).toBeLessThan(5_000);
  });
});

describe('an alias', () => {
  test('is a copy of its own', () => {
    const [value] = read('a: &a {b: [1]}\nc: *a\n') as [{ a: { b: number[] }; c: { b: number[] } }];
    value.c.b.push(2);
    expect(value).toEqual({ a: { b: [1] }, c: { b: [1, 2] } });
  });

  test('stands for the anchor before it, also in what is copied', () => {
    const text = 'a: &x 1\nb: &y [*x]\nc: &x 2\nd: *y\ne: *x\n';
    expect(read(text)).toEqual([{ a: 1, b: [1], c: 2, d: [1], e: 2 }]);
  });

  test('can be the name of a member, and is refused where it repeats one', () => {
    expect(read('a: &k api_key\nb: {*k : 1}\n')).toEqual([{ a: 'api_key', b: { api_key: 1 } }]);
    expect(() => read('&k api_key: a\n*k : b\n')).toThrow('gives a member twice at line 2, column 1');
    expect(() => read('a: &k 1.10\nb: {1.10: a, *k : b}\n')).toThrow('gives a member twice at line 2');
  });
});

describe('a merge', () => {
  test('gives way to the members beside it, wherever they stand, and the first one to no other', () => {
    const text = 'a: &a {x: 1, y: 1, z: 1}\nb: &b {y: 2, w: 2}\nc: {z: 3, <<: [*b, *a], x: 3}\n';
    expect((read(text)[0] as { c: unknown }).c).toEqual({ x: 3, y: 2, z: 3, w: 2 });
  });

  test('stays one level deep, and copies', () => {
    const text = 'a: &a {x: {p: 1}}\nb: {<<: *a, x: {q: 1}}\nc: {<<: *a}\n';
    const [value] = read(text) as [Record<string, { x: unknown }>];
    expect([value.b, value.c]).toEqual([{ x: { q: 1 } }, { x: { p: 1 } }]);
    expect(value.c?.x).not.toBe(value.a?.x);
  });

  test('leaves a member that is given twice refused, and is itself given once', () => {
    expect(() => read('a: &a {x: 1}\nb: {x: 1, <<: *a, x: 2}\n')).toThrow('twice at line 2, column 19');
    expect(() => read('a: &a {x: 1}\nb:\n  <<: *a\n  <<: *a\n')).toThrow('twice at line 4, column 3');
  });

  test('is none of a name in quotes, or in JSON', () => {
    expect(read('"<<": 1\n')).toEqual([{ '<<': 1 }]);
    expect(read('{"<<": {"a": 1}}')).toEqual([{ '<<': { a: 1 } }]);
  });

  test('defines members of any name', () => {
    const [value] = read('a: &a {__proto__: {x: 1}}\nb: {<<: *a}\n') as [{ b: object }];
    expect(JSON.stringify(value.b)).toBe('{"__proto__":{"x":1}}');
  });
});

test('the tags of JSON, and text that looks like something else, are read', () => {
  const text = 'a: !!str 12\nb: !!int "12"\nc: !!map {d: !!seq [!!null ~]}\ne: ! 12\nf: yes\n';
  expect(read(text)).toEqual([{ a: '12', b: 12, c: { d: [null] }, e: '12', f: 'yes' }]);
});
