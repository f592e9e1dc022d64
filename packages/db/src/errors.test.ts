import { describe, expect, test } from 'vitest';
import { isStorageFull, OutcomeUnknown, StorageFull, sqlFailure, unreachableCode } from './errors.ts';

const withCode = (code: string, more: object = {}) =>
  Object.assign(new Error('of a driver'), { code, ...more });

describe('unreachableCode recognises a lost or refused connection', () => {
  test.each([
    ...['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH'],
    ...['CONNECT_TIMEOUT', 'ANSWER_TIMEOUT', 'CONNECTION_CLOSED', 'CONNECTION_ENDED', 'CONNECTION_DESTROYED'],
    ...['08000', '08006', '08P01', '53300', '57P01', '57P02', '57P03', '57P05', '25P03'],
  ])('%s, also as a cause', (code) => {
    expect(unreachableCode(withCode(code))).toBe(code);
    expect(unreachableCode(new Error('Failed query', { cause: withCode(code) }))).toBe(code);
  });

  test('uses the first address that was tried', () => {
    const tried = new AggregateError([withCode('ECONNREFUSED'), withCode('ENETUNREACH')]);
    expect(unreachableCode(new Error('Failed query', { cause: tried }))).toBe('ECONNREFUSED');
  });

  test('recognises the missing socket of a server, and no other missing file', () => {
    expect(unreachableCode(withCode('ENOENT', { syscall: 'connect' }))).toBe('ENOENT');
    expect(unreachableCode(withCode('ENOENT', { syscall: 'open' }))).toBeNull();
  });
});

test.each(['23505', '40001', '57014', '53100', '28P01', 'UNSAFE_TRANSACTION'])(
  'unreachableCode ignores %s',
  (code) => {
    expect(unreachableCode(withCode(code))).toBeNull();
  },
);

test('unreachableCode ignores values that are no database errors', () => {
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

test('a commit with an unknown outcome does not count as unreachable and keeps its SQLSTATE', () => {
  const unknown = new OutcomeUnknown(withCode('57P01'));
  expect(unreachableCode(unknown)).toBeNull();
  expect(sqlFailure(unknown)?.state).toBe('57P01');
});

test('a Node error code is not a SQLSTATE', () => {
  expect(sqlFailure(withCode('EPIPE'))).toBeNull();
  expect(sqlFailure(withCode('23505', { constraint_name: 'pk' }))).toEqual({
    state: '23505',
    constraint: 'pk',
  });
});

test.each(['53100', 'ENOSPC', 'EDQUOT'])('isStorageFull recognises %s, also as a cause', (code) => {
  expect(isStorageFull(withCode(code))).toBe(true);
  expect(isStorageFull(new Error('Failed query', { cause: withCode(code) }))).toBe(true);
});

test('isStorageFull recognises a refusal of the embedded database, and no other failure', () => {
  expect(isStorageFull(new Error('Failed query', { cause: new StorageFull(null) }))).toBe(true);
  for (const other of [null, new Error('ENOSPC'), withCode('53200'), withCode('57P02')]) {
    expect(isStorageFull(other)).toBe(false);
  }
});
