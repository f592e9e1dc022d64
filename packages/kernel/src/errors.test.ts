import { expect, test } from 'vitest';
import { DomainError } from './errors.ts';
import { invalidData, invalidMember } from './input.ts';

test('invalidData carries every problem and its location', () => {
  const problems = [{ code: 'a', message: 'b', path: ['c', '0'] }];
  expect(invalidData(problems).details).toMatchObject({ entity: 'body', errors: problems });
  expect(invalidData(problems, 'query').details.entity).toBe('query');
  expect(invalidMember({ code: 'a', message: 'b', path: ['c', '0'] }).details.errors).toEqual(problems);
});

test('invalidData says how many problems which part has', () => {
  const problem = { code: 'a', message: 'b', path: ['c'] };
  expect(invalidData([problem]).message).toBe('The body has 1 problem.');
  expect(invalidData([problem, problem], 'query').message).toBe('The query has 2 problems.');
});

test('DomainError keeps its cause for the log', () => {
  const cause = new Error('why');
  expect(new DomainError('conflict', 'x', {}, { cause }).cause).toBe(cause);
});
