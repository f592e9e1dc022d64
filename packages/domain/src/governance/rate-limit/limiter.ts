import type { Database } from '@berth/db';
import type { Credential } from '../authentication/index.ts';
import { lease } from './lease.ts';
import { blockSize, type RateLimit, windowOf } from './window.ts';

export interface RatePolicy extends RateLimit {
  /** Whether the bootstrap key has no limit. */
  exemptsBootstrap: boolean;
}

/** Where a key stands after a request. */
export interface Quota {
  limit: RateLimit;
  /** Whether the request may pass. */
  passes: boolean;
  /** How many more may pass in the window, as far as this process knows: others may have taken a block since. */
  remaining: number;
  /** Seconds to the end of the window, rounded up. */
  secondsLeft: number;
}

export interface RateLimiter {
  /** Counts a request of the key; null when it has no limit. */
  take(credential: Credential, now: Date): Promise<Quota | null>;
}

/** What a process holds of a key's limit in one window. */
interface Account {
  /** Leased, and not used yet. */
  held: number;
  used: number;
  /** How many of the limit all processes have taken, as far as this one knows. */
  taken: number;
  leasing: Promise<void> | null;
}

const MOST_ACCOUNTS = 10_000;

/**
 * Counts the requests of each key, over all processes on the database together: each leases blocks of the limit, lets
 * as many requests pass, and then asks for more. When nothing is left it refuses to the end of the window, without
 * asking again.
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
    const { granted, taken } = await lease(database, keyId, start, block, limit);
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
