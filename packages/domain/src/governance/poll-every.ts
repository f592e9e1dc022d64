export interface PollOptions {
  /** The pause behind each look, in milliseconds. */
  everyMs: number;
  look: () => Promise<void>;
  /** Called when a look fails; once until one succeeds again. */
  failed: (error: unknown) => void;
}

/** Looks now, and again after each pause, until `stop` is called. */
export function pollEvery({ everyMs, look, failed }: PollOptions): { stop(): void } {
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  let failing = false;
  const poll = async (): Promise<void> => {
    try {
      await look();
      failing = false;
    } catch (error) {
      if (!failing && !stopped) failed(error);
      failing = true;
    }
    if (!stopped) timer = setTimeout(poll, everyMs).unref();
  };
  void poll();
  return {
    stop: () => {
      stopped = true;
      clearTimeout(timer);
    },
  };
}
