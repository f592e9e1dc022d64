/** The time after which a step is announced, in milliseconds. A shorter step prints nothing. */
const PATIENCE_MS = 1_000;

/** Runs a step of the start. Announces a long one, and prints its seconds when it is done. */
export async function step<T>(name: string, run: () => Promise<T>): Promise<T> {
  const begun = performance.now();
  const announce = setTimeout(() => process.stderr.write(`… ${name}\n`), PATIENCE_MS);
  try {
    const result = await run();
    const elapsedMs = performance.now() - begun;
    if (elapsedMs > PATIENCE_MS) process.stderr.write(`✓ ${name} (${(elapsedMs / 1000).toFixed(1)} s)\n`);
    return result;
  } finally {
    clearTimeout(announce);
  }
}
