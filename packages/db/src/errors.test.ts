import { describe, expect, test } from 'vitest';
import { OutcomeUnknown, sqlFailure, unreachableCode } from './errors.ts';

const withCode = (code: string, more: object = {}) =>
  Object.assign(new Error('of a driver'), { code, ...more });

describe('an error says that the database cannot be reached, or has ended the connection', () => {
  test.each([
    ...['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH'],
    ...['CONNECT_TIMEOUT', 'ANSWER_TIMEOUT', 'CONNECTION_CLOSED', 'CONNECTION_ENDED', 'CONNECTION_DESTROYED'],
    ...['08000', '08006', '08P01', '53300', '57P01', '57P02', '57P03', '57P05', '25P03'],
  ])('%s, also as a cause', (code) => {
    expect(unreachableCode(withCode(code))).toBe(code);
    expect(unreachableCode(new Error('Failed query', { cause: withCode(code) }))).toBe(code);
  });

  test('by the first of the addresses that were tried', () => {
    const tried = new AggregateError([withCode('ECONNREFUSED'), withCode('ENETUNREACH')]);
    expect(unreachableCode(new Error('Failed query', { cause: tried }))).toBe('ECONNREFUSED');
  });

  test('by the socket of a server that has gone, and by no other file', () => {
    expect(unreachableCode(withCode('ENOENT', { syscall: 'connect' }))).toBe('ENOENT');
    expect(unreachableCode(withCode('ENOENT', { syscall: 'open' }))).toBeNull();
  });
});

test.each(['23505', '40001', '57014', '53100', '28P01', 'UNSAFE_TRANSACTION'])(
  '%s says nothing of the kind',
  (code) => {
    expect(unreachableCode(withCode(code))).toBeNull();
  },
);

test('what is no error says nothing', () => {
  for (const thrown of [
    null,
    undefined,
    'ECONNREFUSED',
    { code: 'ECONNREFUSED' },
    new Error('ECONNREFUSED'),
  ]) {
    expect(unreachableCode(thrown)).toBeNull();
  }
});

test('a commit whose end is not known is not among what surely did nothing, and keeps its SQLSTATE', () => {
  const unknown = new OutcomeUnknown(withCode('57P01'));
  expect(unreachableCode(unknown)).toBeNull();
  expect(sqlFailure(unknown)?.state).toBe('57P01');
});

test('a code of Node is no SQLSTATE', () => {
  expect(sqlFailure(withCode('EPIPE'))).toBeNull();
  expect(sqlFailure(withCode('23505', { constraint_name: 'pk' }))).toEqual({
    state: '23505',
    constraint: 'pk',
  });
});
