/**
 * Waits for all parts of a transaction that were begun together, and returns their results. Their statements are sent
 * one behind the other, without a wait for each answer; the first that fails makes all later ones fail. No part is left
 * running when the transaction ends. @throws the error of the first part that failed.
 */
export async function allOf<const Parts extends readonly Promise<unknown>[]>(
  ...parts: Parts
): Promise<{ -readonly [Index in keyof Parts]: Awaited<Parts[Index]> }> {
  const ended = await Promise.allSettled(parts);
  const results: unknown[] = [];
  for (const one of ended) {
    if (one.status === 'rejected') throw one.reason;
    results.push(one.value);
  }
  return results as { -readonly [Index in keyof Parts]: Awaited<Parts[Index]> };
}
