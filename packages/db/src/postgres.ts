import { drizzle } from 'drizzle-orm/postgres-js';
import { migrate } from 'drizzle-orm/postgres-js/migrator';
import postgres from 'postgres';
import type { Database, Queryable } from './database.ts';
import { OutcomeUnknown, unreachableCode } from './errors.ts';
import { requireKnownMigrations } from './migrations.ts';
import { MAX_PREPARED } from './prepared.ts';

/** Any constant will do: it only has to be the same in every process that migrates. */
const MIGRATION_LOCK = 7_270_115;

/** Between two tries of one connection. The driver tries when it is asked something, and else would wait up to 20. */
const RECONNECT_SECONDS = 0.1;

export interface PostgresOptions {
  /** Connections for reads. A few are faster than many: the plans are short and the pool is shared. */
  readConnections?: number;
  writeConnections?: number;
  /** How long a server may take to let a connection in; 5 unless given. */
  connectSeconds?: number;
  /** How long a server that is asked something may be silent before it is taken for lost; 10 unless given. */
  answerSeconds?: number;
}

/**
 * Opens PostgreSQL 15 or newer. Lists run on connections of their own with generic plans: PostgreSQL would
 * otherwise plan every prepared list anew, which costs more than running it.
 */
export function openPostgres(url: string, options: PostgresOptions = {}): Database {
  const shared = {
    onnotice: () => {},
    fetch_types: false,
    connect_timeout: options.connectSeconds ?? 5,
    answer_timeout: options.answerSeconds ?? 10,
    backoff: () => RECONNECT_SECONDS,
  } as const;
  const session = { TimeZone: 'UTC', application_name: 'berth' };
  const reader = postgres(url, {
    ...shared,
    max: options.readConnections ?? 3,
    max_prepared: MAX_PREPARED,
    connection: { ...session, plan_cache_mode: 'force_generic_plan', jit: 'off' },
  });
  const writer = postgres(url, { ...shared, max: options.writeConnections ?? 8, connection: session });
  const write = drizzle(writer);
  return {
    driver: 'postgres',
    read: drizzle(reader) as unknown as Queryable, // the neutral type: drizzle has none that fits both drivers
    transaction: async (run) => {
      let isToCommit = false;
      try {
        return await write.transaction(async (tx) => {
          const result = await run(tx as unknown as Queryable); // as above
          isToCommit = true;
          return result;
        });
      } catch (error) {
        throw isToCommit && unreachableCode(error) !== null ? new OutcomeUnknown(error) : error;
      }
    },
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
    const db = drizzle(single);
    await requireKnownMigrations(db as unknown as Queryable, folder); // as above
    await migrate(db, { migrationsFolder: folder });
  } finally {
    await single.end({ timeout: 5 });
  }
}
