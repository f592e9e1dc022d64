/** The options of the command line that cases read. */
export interface ChaosOptions {
  kills: number;
  minutes: number;
}

/** A case: it breaks something while writers write, and returns the figures of a run in which the promises held. */
export interface ChaosCase {
  name: string;
  /** The failure, for the table. */
  about: string;
  /** @throws Skipped, and Error when a promise is broken. */
  run(options: ChaosOptions): Promise<string>;
}

/** Thrown by a case that this machine cannot run. Its message is the reason. */
export class Skipped extends Error {
  override readonly name = 'Skipped';
}

export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * Waits until a function returns something else than false, and resolves to that.
 * @throws Error when it does not within the time.
 */
export async function until<T>(
  what: string,
  look: () => T | Promise<T>,
  ms = 120_000,
): Promise<Exclude<T, false>> {
  const end = performance.now() + ms;
  for (;;) {
    const found = await look();
    if (found !== false) return found as Exclude<T, false>;
    if (performance.now() > end) throw new Error(`Not within ${ms / 1000} s: ${what}`);
    await pause(20);
  }
}
