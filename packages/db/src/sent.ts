import type { Queryable } from './database.ts';
import { throwFailure } from './in-order.ts';

/** The statements of open transactions whose answers nobody waits for. */
const sent = new WeakMap<Queryable, Promise<unknown>[]>();

/**
 * Leaves a statement that was sent in an open transaction to the end of that: it is in force for every later statement,
 * and the transaction fails with its error.
 */
export function leave(tx: Queryable, statement: Promise<unknown>): void {
  statement.catch(() => {}); // `untilEnded` throws it
  const others = sent.get(tx);
  if (others) others.push(statement);
  else sent.set(tx, [statement]);
}

/**
 * Runs the work of a transaction, and waits for the statements that it left. @throws the error that made the others
 * fail.
 */
export async function untilEnded<T>(tx: Queryable, run: (tx: Queryable) => Promise<T>): Promise<T> {
  const [work] = await Promise.allSettled([run(tx)]);
  const left = await Promise.allSettled(sent.get(tx) ?? []);
  throwFailure([...left, work]);
  return (work as PromiseFulfilledResult<T>).value;
}
