/** A step shorter than this is over before anyone wonders, and says nothing. */
const PATIENCE_MS = 1_000;

/** Runs a step of the start. One that takes a while is named when it begins to, and ticked off with its seconds. */
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
