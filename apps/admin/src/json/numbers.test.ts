import { expect, it } from 'vitest';
import { readNumber } from './numbers.ts';

it.each([
  ['12', true, { value: 12 }],
  ['+1.50', false, { value: 1.5 }],
  ['1e3', true, { value: 1000 }],
  ['-0', true, { value: -0 }],
  ['0.1', false, { value: 0.1 }],
  ['9007199254740992', true, { value: 9007199254740992 }],
  ['9007199254740993', true, { problem: 'not_exact' }],
  ['0.1234567890123456789', false, { problem: 'not_exact' }],
  ['1e999', false, { problem: 'not_exact' }],
  ['1.5', true, { problem: 'not_whole' }],
  ['1,5', false, { problem: 'not_a_number' }],
  ['0x10', false, { problem: 'not_a_number' }],
  ['', false, { problem: 'not_a_number' }],
] as const)('readNumber(%s)', (text, whole, expected) => {
  expect(readNumber(text, whole)).toEqual(expected);
});
