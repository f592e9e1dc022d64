/**
 * The time in which a second signal is an echo, in milliseconds: npm passes Ctrl-C on to a process that got it from the
 * terminal already.
 */
const ECHO_MS = 500;

const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

/** Calls `stop` on the first signal to stop; a second one ends the process at once. */
export function onStopSignal(stop: () => void): void {
  let firstAt: number | null = null;
  for (const signal of SIGNALS) {
    process.on(signal, () => {
      if (firstAt === null) {
        firstAt = performance.now();
        stop();
      } else if (performance.now() - firstAt > ECHO_MS) {
        process.exit(1);
      }
    });
  }
}
