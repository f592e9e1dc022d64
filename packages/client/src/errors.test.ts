import { expect, test } from 'vitest';
import { BerthError } from './errors.ts';

const SUMMARY = 'The provided data is invalid.';

/** Makes the error of an answer with this many problems. */
function errorWith(count: number): BerthError {
  const errors = Array.from({ length: count }, (_, index) => ({
    path: ['value', String(index)],
    code: 'invalid',
    message: 'Must be a string.',
  }));
  return new BerthError('invalid_data', SUMMARY, { operation: 'x', status: 400, requestId: null, errors });
}

test('the message of an error has the paths of its problems, ten at most', () => {
  expect(errorWith(0).message).toBe(SUMMARY);
  expect(errorWith(2).message).toBe(`${SUMMARY} value.0: Must be a string. value.1: Must be a string.`);
  expect(errorWith(12).message).toMatch(/ value\.9: Must be a string\. And 2 more\.$/);
  expect(errorWith(12).summary).toBe(SUMMARY);
});

test('a problem of the whole body has no path in the message', () => {
  const errors = [{ path: [], code: 'invalid', message: 'The body must be an object' }];
  const details = { operation: 'x', status: 400, requestId: null, errors };
  expect(new BerthError('invalid_data', SUMMARY, details).message).toBe(
    `${SUMMARY} The body must be an object`,
  );
});
