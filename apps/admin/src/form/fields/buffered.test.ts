import { expect, it } from 'vitest';
import { normalNumber } from '../../json/numbers.ts';
import { textAfter } from './buffered.ts';
import { normalJson } from './json-field.tsx';

const normalDecimal = (text: string) => normalNumber(text, false);

it.each([
  ['1.', '1'],
  ['1.50', '1.5'],
  ['+2', '2'],
  ['  ', ''],
])('keeps the number %j as typed while it means %j', (text, known) => {
  expect(textAfter(text, known, normalDecimal)).toBe(text);
});

it('keeps a JSON text as typed while it means the same', () => {
  expect(textAfter('{"a":1}', '{\n  "a": 1\n}', normalJson)).toBe('{"a":1}');
});

it.each([
  ['1.', '15', normalDecimal],
  ['1.', '', normalDecimal],
  ['none', '3', normalDecimal],
  ['{"a":', '[]', normalJson],
  ['12345678901234567890', '12345678901234567000', normalJson],
  ['{"a": 1, "a": 2}', '{\n  "a": 2\n}', normalJson],
  ['mine', 'theirs', String],
])('takes other content from outside: %j becomes %j', (text, known, normal) => {
  expect(textAfter(text, known, normal)).toBe(known);
});
