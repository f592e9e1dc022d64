/** A timer for longer would go off at once: milliseconds, 25 days. */
export const LONGEST_TIMER = 2 ** 31 - 1;

/** Waits, unless the signal ends it. @throws the reason of the signal. */
export function wait(ms: number, signal: AbortSignal | undefined): Promise<void> {
  signal?.throwIfAborted();
  return new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(
      () => {
        signal?.removeEventListener('abort', stop);
        resolve();
      },
      Math.min(ms, LONGEST_TIMER),
    );
    signal?.addEventListener('abort', stop, { once: true });
  });
}
