import type { Database } from '@berth/db';
import { followChanges, startUseWriter } from '@berth/domain';
import { type Log, traitsOf } from '../log.ts';

/** A key that is revoked elsewhere has to be refused here within a second: two looks and what they take. */
const LOOK_EVERY_MS = 500;
const WRITE_EVERY_MS = 60_000;

/**
 * What a process that serves does for its keys: it hears of those that others change, and writes when its own were
 * last used. The embedded database has one process, which knows of its own changes.
 */
export function startKeyUse(options: { database: Database; clock: () => Date; log: Log }): {
  stop(): Promise<void>;
} {
  const { database, clock, log } = options;
  const failed = (message: string) => (error: unknown) => log.error(traitsOf(error), message);
  const following =
    database.driver === 'postgres'
      ? followChanges({
          database,
          clock,
          everyMs: LOOK_EVERY_MS,
          failed: failed('reading the change counter failed'),
        })
      : null;
  const writer = startUseWriter({
    database,
    everyMs: WRITE_EVERY_MS,
    failed: failed('writing the last use of keys failed'),
  });
  return {
    stop: () => {
      following?.stop();
      return writer.stop();
    },
  };
}
