import type { Network } from './network.ts';
import { createResolver, type Resolve } from './resolve.ts';

export interface ReachSettings {
  /** Lets requests go to private addresses and local names. For development only. */
  allowPrivate: boolean;
  /** Milliseconds for everything that happens in one session: look-ups, connections, answers. */
  budgetMs: number;
  /** Of one body no more is read. */
  maxBytes: number;
}

export const DEFAULT_REACH: ReachSettings = { allowPrivate: false, budgetMs: 4_000, maxBytes: 1024 * 1024 };

/** Requests that belong together: one deadline, and one answer of the resolver for each name. */
export interface Session {
  settings: ReachSettings;
  network: Network;
  signal: AbortSignal;
  resolve: Resolve;
}

/** Opens a session for as long as `run` takes. What is open in it is cut when the budget is spent, and at the end. */
export async function withSession<T>(
  settings: ReachSettings,
  network: Network,
  run: (session: Session) => Promise<T>,
): Promise<T> {
  const deadline = new AbortController();
  const timer = setTimeout(() => deadline.abort(), settings.budgetMs);
  try {
    const { signal } = deadline;
    return await run({ settings, network, signal, resolve: createResolver(network, settings, signal) });
  } finally {
    clearTimeout(timer);
    deadline.abort();
  }
}
