import { sqlFailure } from './errors.ts';

/**
 * Waits for all parts of a transaction that were begun together, and returns their results. Their statements are sent
 * one behind the other, without a wait for each answer; the first that fails makes all later ones fail. No part is left
 * running when the transaction ends. @throws the error that made the others fail.
 */
export async function allOf<const Parts extends readonly Promise<unknown>[]>(
  ...parts: Parts
): Promise<{ -readonly [Index in keyof Parts]: Awaited<Parts[Index]> }> {
  const ended = await Promise.allSettled(parts);
  throwFailure(ended);
  return ended.map((one) => (one as PromiseFulfilledResult<unknown>).value) as {
    -readonly [Index in keyof Parts]: Awaited<Parts[Index]>;
  };
}

/** PostgreSQL refuses the statements of a transaction after one that has failed. */
const AFTER_FAILURE = '25P02';

/** Throws the failure that is the reason of the others, if any has failed. */
export function throwFailure(ended: readonly PromiseSettledResult<unknown>[]): void {
  const failed = ended.filter((one) => one.status === 'rejected');
  const first = failed.find(({ reason }) => sqlFailure(reason)?.state !== AFTER_FAILURE) ?? failed[0];
  if (first) throw first.reason;
}
