import { describe, expect, test } from 'vitest';
import { parseDocuments } from '../commands/input.ts';

const read = (text: string) => parseDocuments(text, 'config.json');

describe('a member that is given twice', () => {
  test.each([
    ['{"a": 1, "a": 2}', 'line 1, column 10'],
    ['{"a": 1,\n "b": [{"c": 1}, {"d": 1, "\\u0064": 2}]}', 'line 2, column 27'],
    ['{"a": {"b": "}, \\"b\\": {"}, "b": 1,\r\n\t"a" : 2}', 'line 2, column 2'],
    ['{"__proto__": 1, "__proto__": 2}', 'line 1, column 18'],
    ['a: 1\nb: 2\na: 3\n', 'line 3, column 1'],
    ['x: {a: 1, "a": 2}', 'line 1, column 11'],
    ['1: a\n"1": b\n', 'line 2, column 1'],
    ['a: 1\n---\nb: 1\nb: 2\n', 'line 4, column 1'],
  ])('is refused with its place: %j', (text, place) => {
    expect(() => read(text)).toThrow(`config.json gives a member twice at ${place}`);
  });

  test.each([
    '{"a": {"b": 1}, "b": {"a": 1}}',
    '[{"a": 1}, {"a": 1}, "a", "a"]',
    '{"a": "\\\\", "b": "{\\"a\\":", "c": ["a", "a"]}',
    '{"a": 1, "A": 2}',
    '"a"',
  ])('is none of two objects, in lists or texts: %s', (text) => {
    expect(read(text)).toEqual([JSON.parse(text)]);
  });

  test('is found in a text of any size and depth', () => {
    const many = Array.from({ length: 20_000 }, (_, at) => `"member ${at}": "\\"${at}"`).join(',');
    expect(() => read(`{${many}, "member 7": 1}`)).toThrow('twice at line 1');
    expect(read(`{${many}}`)).toHaveLength(1);
    const deep = 4_000;
    expect(() => read(`${'{"a":'.repeat(deep)}{"b":1,"b":2}${'}'.repeat(deep)}`)).toThrow('twice');
  });
});
