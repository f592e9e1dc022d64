import type { Database } from '@berth/db';
import type { Secrets } from '@berth/secrets';
import { gt } from 'drizzle-orm';
import { keyPlace } from './places.ts';
import { dataKeys } from './table.ts';

/** More than the clocks of two processes differ by, and than a job takes from its time to its commit. */
const MARGIN_MS = 60 * 60_000;

export interface ForgettingOptions {
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
  let failing = false;
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  const look = async (): Promise<void> => {
    try {
      const since = new Date(clock().getTime() - MARGIN_MS).toISOString();
      const rows = await database.read
        .select({ id: dataKeys.id, instanceId: dataKeys.instance_id })
        .from(dataKeys)
        .where(gt(dataKeys.erased_at, since));
      for (const { id, instanceId } of rows) secrets.forget(keyPlace(instanceId, id));
      failing = false;
    } catch (error) {
      if (!failing && !stopped) failed(error);
      failing = true;
    }
    if (!stopped) timer = setTimeout(look, everyMs).unref();
  };
  void look();
  return {
    stop: () => {
      stopped = true;
      clearTimeout(timer);
    },
  };
}
