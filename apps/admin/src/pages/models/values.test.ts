import { expect, test } from 'vitest';
import { readValue, shownValue, textOf } from './values.ts';

test('a text becomes a number, a word or null, and anything else goes to the server as it is', () => {
  expect(['', ' ', '0', '2.50', '1e3'].map((text) => readValue(text, undefined))).toEqual([
    null,
    null,
    0,
    2.5,
    1000,
  ]);
  expect(['abc', '1e999', '1,5'].map((text) => readValue(text, undefined))).toEqual(['abc', '1e999', '1,5']);
  expect(readValue('Low', ['Low', 'High'])).toBe('Low');
  expect(readValue('7', ['7'])).toBe('7');
});

test('a value is shown with all of its digits, and edited as plain text', () => {
  expect([0.0375, 200_000, 'Low', null, undefined].map(shownValue)).toEqual([
    '0.0375',
    '200,000',
    'Low',
    null,
    null,
  ]);
  expect([0.0375, 200_000, 'Low', null].map(textOf)).toEqual(['0.0375', '200000', 'Low', '']);
});
