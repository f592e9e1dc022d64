import { lookup } from 'node:dns/promises';

/** The outside world as seen by this package, so that a test can replace it. */
export interface Network {
  /** Resolves a name to all its addresses. Rejects when there are none. */
  lookup(name: string): Promise<readonly string[]>;
  /**
   * For tests only: the address to connect to in place of a checked one, so that a local server can pose as a public
   * one.
   */
  dial?(address: string): string;
  /** For tests only: the trusted certificate authorities in PEM, in place of Node's. */
  ca?: string;
}

/**
 * The resolver of the system, which also reads the hosts file. A look-up cannot be cancelled: await it with a deadline.
 */
export const internet: Network = {
  lookup: async (name) => (await lookup(name, { all: true })).map(({ address }) => address),
};
