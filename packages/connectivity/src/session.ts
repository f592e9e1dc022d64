import type { Network } from './network.ts';
import { createResolver, type Resolve } from './resolve.ts';

export interface ReachSettings {
  /** Allows requests to private addresses and local names. For development only. */
  allowPrivate: boolean;
  /** Milliseconds for a whole session: look-ups, connections, answers. */
  budgetMs: number;
  /** The most bytes read of one body. */
  maxBytes: number;
}

export const DEFAULT_REACH: ReachSettings = { allowPrivate: false, budgetMs: 4_000, maxBytes: 1024 * 1024 };

/** A group of requests with one deadline. Each name is resolved once. */
export interface Session {
  settings: ReachSettings;
  network: Network;
  signal: AbortSignal;
  resolve: Resolve;
}

/** Opens a session for the duration of `run`. Spending the budget, and the end of `run`, abort its open requests. */
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
