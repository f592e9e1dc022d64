import { describe, expect, test } from 'vitest';
import { cutCharacters, type TextForm, textProblem, withoutRefused } from './text.ts';

const FORMS: TextForm[] = ['line', 'lines'];
const TURNING = ['\u202a', '\u202b', '\u202c', '\u202d', '\u202e', '\u2066', '\u2067', '\u2068', '\u2069'];
const CONTROL = ['\u0001', '\u0007', '\b', '\v', '\f', '\u001b', '\u007f', '\u0085', '\u009b'];
const BREAKS = ['\t', '\n', '\r', '\r\n'];

describe.each(FORMS)('a text of the form %s', (form) => {
  test('holds no control character and none that changes the direction, at any place', () => {
    for (const character of [...CONTROL, ...TURNING]) {
      for (const text of [`${character}ab`, `a${character}b`, `ab${character}`]) {
        expect(textProblem(text, form, { path: ['name'] }), JSON.stringify(text)).toMatchObject({
          code: 'invalid_characters',
          path: ['name'],
        });
      }
    }
  });

  test('has a character that can be seen, or is blank where none is needed', () => {
    for (const text of ['\u200b', '\u2060 \u200b', '\u202e', '\u001b', '\u3164', '\u00ad']) {
      for (const isNeeded of [true, false])
        expect(textProblem(text, form, { isNeeded }), JSON.stringify(text)).toMatchObject({
          code: 'invalid_min_length',
          min: 1,
        });
    }
    for (const text of ['', ' ', '\u00a0', ' \n\t']) {
      expect(textProblem(text, form)).toBeNull();
      expect(textProblem(text, form, { isNeeded: true })?.code).toBe('invalid_min_length');
    }
  });

  test.each([
    '👩‍👩‍👧‍👦',
    '❤️ café',
    'مرحبا',
    'שלום \u200eABC\u200f עולם',
    'کتاب\u200cها',
    'e\u0301quipe',
    'क्षि',
    '語 (1) #2 — "x"',
    'a\u00a0b',
    'x\ufeff',
    '\u061cعربي',
  ])('may be %j', (text) => {
    expect(textProblem(text, form, { isNeeded: true })).toBeNull();
  });
});

test('tabs and line breaks are for texts of several lines', () => {
  for (const character of BREAKS) {
    expect(textProblem(`a${character}b`, 'lines')).toBeNull();
    expect(textProblem(`a${character}b`, 'line')?.code).toBe('invalid_characters');
  }
  for (const character of ['\u2028', '\u2029']) {
    expect(textProblem(`a${character}b`, 'lines')).toBeNull();
    expect(textProblem(`a${character}b`, 'line')?.code).toBe('invalid_characters');
  }
});

test('a line loses the characters that it may not have, and keeps all others', () => {
  expect(withoutRefused(`a${[...CONTROL, ...TURNING, ...BREAKS].join('')}b\u200f👩‍👧`)).toBe('ab\u200f👩‍👧');
});

test('a text is cut by characters, never within one, and ends with no space', () => {
  expect(cutCharacters('abc', 3)).toBe('abc');
  expect(cutCharacters('abcd', 3)).toBe('abc');
  expect(cutCharacters('💩💩', 2)).toBe('💩💩');
  expect(cutCharacters('ab💩💩', 3)).toBe('ab💩');
  expect(cutCharacters('a💩', 1)).toBe('a');
  expect(cutCharacters('ab cd', 3)).toBe('ab');
});
