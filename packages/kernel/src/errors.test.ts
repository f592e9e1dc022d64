import { expect, test } from 'vitest';
import { DomainError, invalidData, invalidMember, notFound } from './errors.ts';

test('notFound names the entity and the id', () => {
  const error = notFound('provider.config_vault', 'pcvt_1');
  expect(error).toBeInstanceOf(DomainError);
  expect([error.code, error.message]).toEqual([
    'not_found',
    'The requested provider.config-vault could not be found.',
  ]);
  expect(error.details).toMatchObject({ entity: 'provider.config_vault', id: 'pcvt_1' });
  expect(notFound('endpoint').details).not.toHaveProperty('id');
});

test('invalidData carries every problem and its location', () => {
  const problems = [{ code: 'a', message: 'b', path: ['c', '0'] }];
  expect(invalidData(problems).details).toMatchObject({ entity: 'body', errors: problems });
  expect(invalidData(problems, 'query').details.entity).toBe('query');
  expect(invalidMember(['c', '0'], 'a', 'b').details.errors).toEqual(problems);
});

test('DomainError keeps its cause for the log', () => {
  const cause = new Error('why');
  expect(new DomainError('conflict', 'x', {}, { cause }).cause).toBe(cause);
});
