import { drizzle } from 'drizzle-orm/postgres-js';
import { migrate } from 'drizzle-orm/postgres-js/migrator';
import postgres from 'postgres';
import type { Database, Queryable } from './database.ts';

/** Any constant will do: it only has to be the same in every process that migrates. */
const MIGRATION_LOCK = 7_270_115;

export interface PostgresOptions {
  /** Connections for reads. A few are faster than many: the plans are short and the pool is shared. */
  readConnections?: number;
  writeConnections?: number;
}

/**
 * Opens PostgreSQL 15 or newer. Lists run on connections of their own with generic plans: PostgreSQL would
 * otherwise plan every prepared list anew, which costs more than running it.
 */
export function openPostgres(url: string, options: PostgresOptions = {}): Database {
  const shared = { onnotice: () => {}, fetch_types: false, connect_timeout: 10 } as const;
  const session = { TimeZone: 'UTC', application_name: 'berth' };
  const reader = postgres(url, {
    ...shared,
    max: options.readConnections ?? 3,
    connection: { ...session, plan_cache_mode: 'force_generic_plan', jit: 'off' },
  });
  const writer = postgres(url, { ...shared, max: options.writeConnections ?? 8, connection: session });
  const write = drizzle(writer);
  return {
    driver: 'postgres',
    read: drizzle(reader) as unknown as Queryable, // the neutral type: drizzle has none that fits both drivers
    transaction: (run) => write.transaction((tx) => run(tx as unknown as Queryable)),
    migrate: (folder) => migratePostgres(url, folder),
    close: async () => {
      await Promise.all([reader.end({ timeout: 5 }), writer.end({ timeout: 5 })]);
    },
  };
}

/** One connection holds an advisory lock for the whole run, so that a second process waits and finds it done. */
async function migratePostgres(url: string, folder: string): Promise<void> {
  const single = postgres(url, { max: 1, onnotice: () => {}, connect_timeout: 10 });
  try {
    await single`select pg_advisory_lock(${MIGRATION_LOCK})`;
    await migrate(drizzle(single), { migrationsFolder: folder });
  } finally {
    await single.end({ timeout: 5 });
  }
}
