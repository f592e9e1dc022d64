import { sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/postgres-js';
import postgres from 'postgres';
import type { Queryable } from './database.ts';
import { ofPrimary } from './postgres-options.ts';

/** The key of the advisory lock. Any constant works if every migrating process uses the same one. */
export const MIGRATION_LOCK = 7_270_115;

const LOCKS = {
  exclusive: sql`select pg_advisory_xact_lock(${MIGRATION_LOCK}::bigint)`,
  shared: sql`select pg_advisory_xact_lock_shared(${MIGRATION_LOCK}::bigint)`,
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
    drizzle(single).transaction(async (tx) => {
      await tx.execute("set local application_name to 'berth start'"); // no server yet, for a distribution
      await tx.execute(LOCKS[kind]);
      return run(tx as unknown as Queryable); // the neutral type, as in postgres.ts
    });
  try {
    return await work(locked);
  } finally {
    await single.end({ timeout: 5 });
  }
}
