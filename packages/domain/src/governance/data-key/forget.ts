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
  const look = async (): Promise<void> => {
    const since = new Date(clock().getTime() - MARGIN_MS).toISOString();
    const rows = await database.read
      .select({ id: dataKeys.id, instanceId: dataKeys.instance_id })
      .from(dataKeys)
      .where(gt(dataKeys.erased_at, since));
    for (const { id, instanceId } of rows) secrets.forget(keyPlace(instanceId, id));
  };
  return pollEvery({ everyMs, look, failed });
}
