import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core';

/** A handle that runs statements: the read pool, or an open transaction. Neutral as to the driver. */
export type Queryable = PgDatabase<PgQueryResultHKT, Record<string, never>>;

/** An open database. `read` runs single statements; everything that writes goes through `transaction`. */
export interface Database {
  readonly driver: 'postgres' | 'pglite';
  readonly read: Queryable;
  /** READ COMMITTED. Commits when `run` resolves, rolls back when it rejects. */
  transaction<T>(run: (tx: Queryable) => Promise<T>): Promise<T>;
  /**
   * Applies the SQL migrations of the folder that are not applied yet; safe from several processes at once.
   * @throws UnknownMigration when the database has one that the folder has not. Then nothing is changed.
   */
  migrate(folder: string): Promise<void>;
  close(): Promise<void>;
}
