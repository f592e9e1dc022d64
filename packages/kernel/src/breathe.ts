/** The time that computations may take together before others run, in ms. */
const LONGEST_MS = 20;

let last = 0;

/**
 * Lets the event loop serve others, unless it just has: awaited between two steps of a long computation, and between
 * the items of a loop.
 */
export async function breathe(): Promise<void> {
  if (performance.now() - last < LONGEST_MS) return;
  await new Promise<void>((resolve) => {
    setImmediate(resolve);
  });
  last = performance.now();
}
