import type { Database } from '@berth/db';
import type { Secrets } from '@berth/secrets';
import { gt } from 'drizzle-orm';
import { pollEvery } from '../poll-every.ts';
import { keyPlace } from './places.ts';
import { dataKeys } from './table.ts';

/** More than the clocks of two processes differ by, and than a job takes from its time to its commit. */
const MARGIN_MS = 60 * 60_000;

interface ForgettingOptions {
  database: Database;
  secrets: Pick<Secrets, 'forget'>;
  clock: () => Date;
  everyMs: number;
  /** Called when the keys cannot be read; once until they can be read again. */
  failed: (error: unknown) => void;
}

/** Closes, every so often, the data keys that another process has destroyed, until `stop` is called. */
export function startForgetting({ database, secrets, clock, everyMs, failed }: ForgettingOptions): {
  stop(): void;
} {
  let since = clock().getTime() - MARGIN_MS;
  const look = async (): Promise<void> => {
    const begun = clock().getTime();
    const rows = await database.read
      .select({ id: dataKeys.id, instanceId: dataKeys.instance_id })
      .from(dataKeys)
      .where(gt(dataKeys.erased_at, new Date(since).toISOString()));
    for (const { id, instanceId } of rows) secrets.forget(keyPlace(instanceId, id));
    since = begun - MARGIN_MS; // a look that failed leaves its part to the next one
  };
  return pollEvery({ everyMs, look, failed });
}
