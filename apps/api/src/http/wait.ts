/** The wait of a request for its beginning. */
export interface Wait {
  /** The arrival, by `performance.now()`. */
  since: number;
  /** True when the request is to be refused. */
  isTooLong: boolean;
}

const waits = new WeakMap<object, Wait>();

/** Notes the wait of a request of Node. */
export const noteWait = (incoming: object, wait: Wait): void => void waits.set(incoming, wait);

/** Reads the wait of a request, given the environment of the application; null when it began at once. */
export const waitOf = (env: unknown): Wait | null =>
  waits.get((env as { incoming?: object } | undefined)?.incoming ?? {}) ?? null;
