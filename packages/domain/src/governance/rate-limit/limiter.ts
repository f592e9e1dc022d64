import { type Database, isStorageFull } from '@berth/db';
import type { Credential } from '../authentication/index.ts';
import { lease } from './lease.ts';
import { blockSize, type RateLimit, windowOf } from './window.ts';

export interface RatePolicy extends RateLimit {
  /** True when the bootstrap key has no limit. */
  exemptsBootstrap: boolean;
}

/** The state of a key's limit after a request. */
export interface Quota {
  limit: RateLimit;
  /** True when the request may pass. */
  passes: boolean;
  /**
   * The number of further requests in the window, as far as this process knows: others may have leased a block since.
   */
  remaining: number;
  /** Seconds to the end of the window, rounded up. */
  secondsLeft: number;
}

export interface RateLimiter {
  /** Counts a request of the key; null when it has no limit. */
  take(credential: Credential, now: Date): Promise<Quota | null>;
}

/** The share of a key's limit that a process holds in one window. */
interface Account {
  /** Leased and not used yet. */
  held: number;
  used: number;
  /** The number of requests that all processes have leased, as far as this one knows. */
  taken: number;
  leasing: Promise<void> | null;
}

const MOST_ACCOUNTS = 10_000;

/**
 * Counts the requests of each key over all processes of the database: each process leases blocks of the limit, lets as
 * many requests pass, and then leases more. When nothing is left it refuses until the end of the window, without asking
 * again. While the disk of the database is full, each process counts alone, so that reads go on.
 */
export function createRateLimiter(database: Database, limit: RatePolicy): RateLimiter {
  const accounts = new Map<string, Account>();

  const accountOf = (name: string): Account => {
    let account = accounts.get(name);
    if (!account) {
      account = { held: 0, used: 0, taken: 0, leasing: null };
      const [oldest] = accounts.keys();
      if (accounts.size >= MOST_ACCOUNTS && oldest !== undefined) accounts.delete(oldest);
      accounts.set(name, account);
    }
    return account;
  };

  const leaseMore = async (account: Account, keyId: Credential['keyId'], start: number): Promise<void> => {
    const block = blockSize(limit, account.used, limit.requests - account.taken);
    const { granted, taken } = await lease(database, keyId, start, block, limit).catch((error) => {
      if (!isStorageFull(error)) throw error;
      const taken = Math.min(account.taken + block, limit.requests);
      return { granted: taken - account.taken, taken };
    });
    account.held += granted;
    account.taken = taken;
  };

  return {
    take: async ({ keyId, bootstrap }, now) => {
      if (bootstrap && limit.exemptsBootstrap) return null;
      const { start, secondsLeft } = windowOf(now, limit);
      const account = accountOf(`${keyId} ${start}`);
      while (account.held === 0 && account.taken < limit.requests) {
        account.leasing ??= leaseMore(account, keyId, start).finally(() => {
          account.leasing = null;
        });
        await account.leasing;
      }
      const passes = account.held > 0;
      if (passes) {
        account.held--;
        account.used++;
      }
      return { limit, passes, remaining: limit.requests - account.taken + account.held, secondsLeft };
    },
  };
}
