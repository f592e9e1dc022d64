/** The longest timer in milliseconds, about 25 days. A longer one would fire at once. */
export const LONGEST_TIMER = 2 ** 31 - 1;

/** Waits unless the signal aborts. @throws the reason of the signal. */
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
