import { lookUpName } from './look-up.ts';

/** The outside world as seen by this package, so that a test can replace it. */
export interface Network {
  /** Resolves a name to all its addresses. Rejects when there are none. Ends early when the signal aborts. */
  lookup(name: string, signal: AbortSignal): Promise<readonly string[]>;
  /**
   * For tests only: the address to connect to in place of a checked one, so that a local server can pose as a public
   * one.
   */
  dial?(address: string): string;
  /** For tests only: the trusted certificate authorities in PEM, in place of Node's. */
  ca?: string;
}

/** The hosts file and the name servers of the system. */
export const internet: Network = { lookup: (name, signal) => lookUpName(name, { signal }) };
