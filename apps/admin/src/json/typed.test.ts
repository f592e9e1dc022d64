import { expect, it } from 'vitest';
import { readTyped } from './typed.ts';

it.each([
  ['{"a": 1', 'This is not JSON yet.'],
  ['{"a": [1, 9007199254740993]}', '9007199254740993 has more digits than JSON can hold exactly.'],
  ['{"a": 1,\n "b": {"c": 1,\n "\\u0063": 2}}', 'Line 3: the object has the name "\\u0063" already.'],
  ['{"a": 1, "a": 1}', 'Line 1: the object has the name "a" already.'],
])('a text that would lose something is a problem: %j', (text, problem) => {
  expect(readTyped(text)).toEqual({ value: undefined, problem });
});

it('numbers and names within texts are none, nor is a name in two objects', () => {
  const text = '{"a": "9007199254740993", "b": [1, 2.5e3, {"a": "\\"a\\":"}]}';
  expect(readTyped(text)).toEqual({ value: JSON.parse(text), problem: null });
});
