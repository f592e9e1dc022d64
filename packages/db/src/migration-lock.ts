import { sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/postgres-js';
import postgres from 'postgres';
import type { Queryable } from './database.ts';
import { sqlFailure } from './errors.ts';
import { ofPrimary } from './postgres-options.ts';

/** The key of the advisory lock. Any constant works if every migrating process uses the same one. */
export const MIGRATION_LOCK = 7_270_115;

const exclusive = sql`select pg_advisory_xact_lock(${MIGRATION_LOCK}::bigint)`;

/** `row` needs the row that `prepareMigrations` makes. Its lock is real where an advisory lock holds nobody up. */
const LOCKS = {
  shared: [sql`select pg_advisory_xact_lock_shared(${MIGRATION_LOCK}::bigint)`],
  exclusive: [exclusive],
  row: [exclusive, sql`select id from drizzle.migration_lock where id = 1 for update`],
};

/** Runs a transaction that holds the lock of the migrations, after a wait for those who hold it. */
export type Locked = <Result>(
  kind: keyof typeof LOCKS,
  run: (tx: Queryable) => Promise<Result>,
) => Promise<Result>;

/**
 * Opens a connection for transactions that hold the lock of the migrations, and closes it after `work`. A lock of the
 * transaction, not of the session, is real behind a pooler in transaction mode too.
 */
export async function withMigrationLock<Result>(
  url: string,
  work: (locked: Locked) => Promise<Result>,
): Promise<Result> {
  const single = postgres(url, {
    ...ofPrimary,
    max: 1,
    onnotice: () => {},
    connect_timeout: 10,
    prepare: false,
  });
  const locked: Locked = (kind, run) =>
    drizzle(single).transaction(
      async (tx) => {
        await tx.execute("set local application_name to 'berth start'"); // no server yet, for a distribution
        for (const lock of LOCKS[kind]) await tx.execute(lock);
        return run(tx as unknown as Queryable); // the neutral type, as in postgres.ts
      },
      // Sees what the holder of the lock has committed, whatever the default of the database
      { isolationLevel: 'read committed' },
    );
  try {
    return await work(locked);
  } finally {
    await single.end({ timeout: 5 });
  }
}

/** The failures of a statement that makes, beside another process, what neither has found. */
const MADE_MEANWHILE = new Set(['23505', '42P06', '42P07', '42710', '40001', '40P01']);
const MOST_TRIES = 5;

/** Runs `make` again when another process, which no advisory lock held up, was making the same. */
export async function againBeside(make: () => Promise<void>, tries = MOST_TRIES): Promise<void> {
  try {
    await make();
  } catch (error) {
    if (tries === 1 || !MADE_MEANWHILE.has(sqlFailure(error)?.state ?? '')) throw error;
    await againBeside(make, tries - 1);
  }
}
