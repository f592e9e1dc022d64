import { describe, expect, test } from 'vitest';
import { type Failure, isUnsent, retryDelay } from './retry.ts';

const most = () => 0.999_999;
const plan = (repeatable: boolean, tries = 1) => ({ repeatable, tries, mostTries: 3, mostWait: 60_000 });
const refused = (
  status: number,
  retryAfterMs: number | null = null,
  reason: string | null = null,
): Failure => ({
  kind: 'refused',
  status,
  reason,
  retryAfterMs,
});
const broken: Failure = { kind: 'broken', unsent: false };
const unsent: Failure = { kind: 'broken', unsent: true };
const retries = (failure: Failure, repeatable: boolean) =>
  retryDelay(failure, plan(repeatable), most) !== null;

describe('a repeatable request', () => {
  test.each([[429], [503]])('is retried after %i, as is any other: the server did nothing', (status) => {
    expect([retries(refused(status), true), retries(refused(status), false)]).toEqual([true, true]);
  });

  test.each([
    ['502', refused(502)],
    ['504', refused(504)],
    ['a commit that may have happened', refused(503, null, 'outcome_unknown')],
    ['a broken connection', broken],
    ['a first try that is under way', refused(409, null, 'idempotency_key_in_use')],
  ])('is retried after %s, and no other request is', (_, failure) => {
    expect([retries(failure, true), retries(failure, false)]).toEqual([true, false]);
  });

  test('an unsent request is retried, whatever it is', () => {
    expect(retries(unsent, false)).toBe(true);
  });

  test.each([400, 401, 403, 404, 409, 410, 412, 422, 428, 500, 501])('%i is final', (status) => {
    expect([retries(refused(status), true), retries(refused(status), false)]).toEqual([false, false]);
  });
});

describe('the wait', () => {
  test('is what the server asks for, unless that is too long', () => {
    expect(retryDelay(refused(429, 7_000), plan(false), most)).toBe(7_000);
    expect(retryDelay(refused(503, 0), plan(false), most)).toBe(0);
    expect(retryDelay(refused(429, 60_001), plan(true), most)).toBeNull();
  });

  test('is random between zero and a limit that doubles up to ten seconds', () => {
    const limits = [1, 2, 3, 9].map((tries) =>
      retryDelay(broken, { ...plan(true, tries), mostTries: 10 }, most),
    );
    expect(limits).toEqual([199, 399, 799, 9_999]);
    expect(retryDelay(broken, plan(true), () => 0)).toBe(0);
  });

  test('ends with the last try', () => {
    expect(retryDelay(broken, plan(true, 2), most)).not.toBeNull();
    expect(retryDelay(broken, plan(true, 3), most)).toBeNull();
  });
});

test("only Node's codes for a failed connection count as unsent", () => {
  const because = (code: string) => new TypeError('fetch failed', { cause: { code } });
  expect([because('ECONNREFUSED'), because('ENOTFOUND')].map(isUnsent)).toEqual([true, true]);
  expect([because('ECONNRESET'), new TypeError('Failed to fetch'), null].map(isUnsent)).toEqual([
    false,
    false,
    false,
  ]);
});
