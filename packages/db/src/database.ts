import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core';
import type { Places } from './places.ts';
import type { Replicas } from './replicas.ts';

/** A handle that runs statements: the read pool or an open transaction, of either engine. */
export type Queryable = PgDatabase<PgQueryResultHKT, Record<string, never>>;

/** The state of a pool of connections. */
export interface PoolState {
  /** The most connections that it opens. */
  size: number;
  /** The statements, or transactions, under way on them: more than `size` where a connection takes several. */
  running: number;
  /** The statements, or transactions, that wait for a place on a connection. */
  waiting: number;
}

/** An open database. `read` runs single statements; every write goes through `transaction`. */
export interface Database {
  readonly driver: 'postgres' | 'pglite';
  /** True where Citus distributes the tables by instance. A condition `=` on the instance leads to its node. */
  readonly isDistributed?: boolean;
  readonly read: Queryable;
  /** The places for statements on `read`; absent where each is run at once. */
  readonly readPlaces?: Places;
  /** The replicas that answer reads; absent without any. */
  readonly replicas?: Replicas;
  /** The database that takes the writes, on one whose `read` goes to a replica. */
  readonly primary?: Database;
  /**
   * Runs at READ COMMITTED. Commits when `run` resolves, rolls back when it rejects. `isReading` says that it writes
   * nothing, and so runs on a full disk too.
   */
  transaction<T>(run: (tx: Queryable) => Promise<T>, options?: { isReading: boolean }): Promise<T>;
  /**
   * Applies the pending SQL migrations of the folder. Several processes may call it at once.
   * @throws UnknownMigration when the database has a migration that the folder lacks. The database is unchanged then.
   */
  migrate(folder: string): Promise<void>;
  /** Reads the state of the pools; absent where there is one connection. */
  pools?(): { read: PoolState; write: PoolState };
  close(): Promise<void>;
}
