import type { Database } from '@berth/db';
import { followChanges, startForgetting, startUseWriter } from '@berth/domain';
import type { Secrets } from '@berth/secrets';
import { type Log, traitsOf } from '../log.ts';

/**
 * The interval at which changes of keys are read, in milliseconds. A key that another process revokes must be refused
 * here within a second: two intervals and their queries.
 */
const LOOK_EVERY_MS = 500;
const WRITE_EVERY_MS = 60_000;
/** The longest time for which a process keeps a data key open that another one has destroyed. */
const FORGET_EVERY_MS = 30_000;

/**
 * Keeps the keys of a serving process up to date: reads the changes of other processes, closes data keys that they have
 * destroyed, and writes when each key was last used. The embedded database has one process, which knows its changes.
 */
export function startKeyUse(options: { database: Database; secrets: Secrets; clock: () => Date; log: Log }): {
  stop(): Promise<void>;
} {
  const { database, secrets, clock, log } = options;
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
  const forgetting =
    database.driver === 'postgres'
      ? startForgetting({
          database,
          secrets,
          clock,
          everyMs: FORGET_EVERY_MS,
          failed: failed('reading destroyed keys failed'),
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
      forgetting?.stop();
      return writer.stop();
    },
  };
}
