import { lookup } from 'node:dns/promises';

/** What is outside of this process, so that a test can stand in for it. */
export interface Network {
  /** Every address that a name has. Rejects when there is none. */
  lookup(name: string): Promise<readonly string[]>;
  /** For tests only: where a checked address is really reached, so that a local server can be a public one. */
  dial?(address: string): string;
  /** For tests only: the certificate authorities to trust, PEM, in place of Node's. */
  ca?: string;
}

/** The system's resolver, which also reads the hosts file. It cannot be cancelled: wait for it with a deadline. */
export const internet: Network = {
  lookup: async (name) => (await lookup(name, { all: true })).map(({ address }) => address),
};
