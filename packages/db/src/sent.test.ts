import { describe, expect, test } from 'vitest';
import type { Queryable } from './database.ts';
import { OutcomeUnknown } from './errors.ts';
import { committed, leave } from './sent.ts';

/* The order of a transaction's end; the statements are promises, and the commit is a step of `begin`. */

const connection = () => ({}) as Queryable; // only its identity counts
const refusal = Object.assign(new Error('a row of this name is there'), { code: '23505' });
const aborted = Object.assign(new Error('the transaction is aborted'), { code: '25P02' });
const crashed = Object.assign(new Error('the server has crashed'), { code: '57P02' });
const lost = Object.assign(new Error('write CONNECTION_CLOSED'), { code: 'CONNECTION_CLOSED' });

/** Opens a transaction that ends with `commit` when its work succeeds, and counts the commits. */
function opening(commit: () => Promise<void> = async () => {}) {
  const count = { commits: 0 };
  const begin = async <T>(work: (open: Queryable) => Promise<T>): Promise<T> => {
    const result = await work(connection());
    count.commits += 1;
    await commit();
    return result;
  };
  return { begin, count };
}

test('the commit goes out before the answers to the statements that were left', async () => {
  let answer = () => {};
  const statement = new Promise<void>((resolve) => {
    answer = resolve;
  });
  const { begin, count } = opening(async () => answer());
  const ended = committed(begin, async (open) => {
    leave(open, statement);
    return 'row';
  });
  expect([await ended, count.commits]).toEqual(['row', 1]);
});

test('a statement that fails behind the work fails the transaction', async () => {
  const { begin } = opening();
  const ended = committed(begin, async (open) => {
    leave(open, Promise.resolve());
    leave(open, Promise.reject(refusal));
    leave(open, Promise.reject(aborted));
  });
  await expect(ended).rejects.toBe(refusal);
});

test('work that fails with a statement that it left reports the statement, and commits nothing', async () => {
  const { begin, count } = opening();
  const ended = committed(begin, async (open) => {
    leave(open, Promise.reject(refusal));
    throw aborted;
  });
  await expect(ended).rejects.toBe(refusal);
  expect(count.commits).toBe(0);
});

describe('when the connection is lost at the commit', () => {
  const unknown = new OutcomeUnknown(lost);
  const losing = (work: (open: Queryable) => Promise<void>) =>
    committed(opening(() => Promise.reject(unknown)).begin, work);

  test('the outcome is unknown, also of the statements that were left', async () => {
    await expect(losing(async () => {})).rejects.toBe(unknown);
    for (const reason of [lost, crashed]) {
      await expect(losing(async (open) => leave(open, Promise.reject(reason)))).rejects.toBe(unknown);
    }
  });

  test('after a statement was refused, nothing has happened', async () => {
    const left = losing(async (open) => {
      leave(open, Promise.reject(lost));
      leave(open, Promise.reject(refusal));
    });
    await expect(left).rejects.toBe(refusal);
  });
});
