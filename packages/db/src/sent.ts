import type { Queryable } from './database.ts';
import { sqlFailure } from './errors.ts';
import { throwFailure } from './in-order.ts';

/** The statements of open transactions whose answers nobody waits for. */
const sent = new WeakMap<Queryable, Promise<unknown>[]>();

/**
 * Leaves a statement that was sent in an open transaction to the end of that: it is in force for every later statement,
 * and the transaction fails with its error.
 */
export function leave(tx: Queryable, statement: Promise<unknown>): void {
  statement.catch(() => {}); // `committed` throws it
  const others = sent.get(tx);
  if (others) others.push(statement);
  else sent.set(tx, [statement]);
}

/**
 * Runs a transaction to the answer of its commit, which goes out behind the statements that the work leaves, without a
 * wait for their answers: PostgreSQL rolls back in its place when it has refused one of them. `begin` opens the
 * transaction and ends it. @throws the error that made the others fail; that of `begin` when the connection is lost.
 */
export async function committed<T>(
  begin: (work: (tx: Queryable) => Promise<T>) => Promise<T>,
  run: (tx: Queryable) => Promise<T>,
): Promise<T> {
  let left: readonly Promise<unknown>[] = [];
  const begun = begin(async (tx) => {
    const [work] = await Promise.allSettled([run(tx)]);
    left = sent.get(tx) ?? [];
    if (work.status === 'rejected') throwFailure([...(await Promise.allSettled(left)), work]);
    return (work as PromiseFulfilledResult<T>).value;
  });
  const [commit] = await Promise.allSettled([begun]);
  const answers = await Promise.allSettled(left);
  throwFailure([...answers.filter(isRefused), commit, ...answers]);
  return (commit as PromiseFulfilledResult<T>).value;
}

/** SQLSTATEs that end a connection (PostgreSQL appendix A). They tell nothing about the commit behind the statement. */
const ENDED = /^(08...|57P0[125])$/;

function isRefused(answer: PromiseSettledResult<unknown>): boolean {
  const failure = answer.status === 'rejected' ? sqlFailure(answer.reason) : null;
  return failure !== null && !ENDED.test(failure.state);
}
