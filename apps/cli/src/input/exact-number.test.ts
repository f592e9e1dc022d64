import { describe, expect, test } from 'vitest';
import { inexactLine } from './exact-numbers.ts';

describe('a number', () => {
  test.each([
    ['id: 1161888007138312192', 1],
    ['a: 1\nb:\n  - 9007199254740993\n', 3],
    ['{"a": [1, 1161888007138312192]}', 1],
    ['a: 0.1000000000000000055', 1],
    ['a: 1e400', 1],
    ['a: .inf', 1],
    ['a: 1\n---\nb: 1161888007138312192', 3],
  ])('that would be changed is found by its line: %s', (text, line) => expect(inexactLine(text)).toBe(line));

  test.each([
    'a: 0.1',
    'a: 9007199254740992',
    'a: 1e21',
    'a: "1161888007138312192"',
    '{"a": "1161888007138312192", "b": 1.50e3}',
    'a: 0x1f',
    'a: 100000000000000000000',
    'abc1e5: x',
    'not: [closed 1161888007138312192',
  ])('that is kept, or no number, is not: %s', (text) => expect(inexactLine(text)).toBeNull());
});
