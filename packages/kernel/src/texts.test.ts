import { expect, test } from 'vitest';
import { type ErrorText, errorTexts, fill, problemTexts, textsOf } from './texts.ts';

const errors = errorTexts({
  plain: { code: 'conflict', message: 'A key cannot revoke itself.' },
  filled: { code: 'not_found', message: 'No {row}.', hint: 'List the {rows}.', reason: 'absent' },
});

test('an error has the code, the filled text and hint, and the reason of its text', () => {
  const error = errors.filled({ row: 'config', rows: 'configs' }, { id: 'pcf_1' });
  expect([error.code, error.message]).toEqual(['not_found', 'No config.']);
  expect(error.details).toEqual({ reason: 'absent', hint: 'List the configs.', id: 'pcf_1' });
  expect(errors.plain({ id: 'apk_1' }).details).toEqual({ id: 'apk_1' });
});

test('a value is filled in as it is, never as a text with places', () => {
  expect(fill('{a} and {b}', { a: '{b}', b: '$&' })).toBe('{b} and $&');
});

test('a problem has its path and the facts of its text', () => {
  const problems = problemTexts({ max: { code: 'invalid_max', message: 'Must be {max} or less.' } });
  expect(problems.max({ max: 100 }, ['limit'], { max: 100 })).toEqual({
    code: 'invalid_max',
    message: 'Must be 100 or less.',
    max: 100,
    path: ['limit'],
  });
});

test('the texts behind the functions are data for the catalogue', () => {
  expect(textsOf<ErrorText>(errors).map(({ message }) => message)).toEqual([
    'A key cannot revoke itself.',
    'No {row}.',
  ]);
});
