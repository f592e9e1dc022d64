import { existsSync, statfsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Duplex } from 'node:stream';
import { sql } from 'drizzle-orm';
import type { Queryable } from './database.ts';
import { type EngineSource, startEngine } from './engine.ts';
import { isStorageFull, StorageFull, unreachableCode } from './errors.ts';

/** The size of a file of the write-ahead log. PostgreSQL makes the next one whole before it writes into it. */
const LOG_FILE = 16 * 1024 * 1024;
/** More than any transaction of Berth writes to the log. */
const TRANSACTION = 4 * 1024 * 1024;

export interface EmbeddedDirectory {
  /**
   * Starts PostgreSQL and returns the connection to it. Should PostgreSQL end, the running statement fails, and the
   * driver connects again for the next one. While that is in vain because the disk is full, statements fail with an
   * error for which `unreachableCode` has a code.
   */
  connect(): Duplex;
  /**
   * Runs a transaction unless the disk has no room for the next file of the log: PostgreSQL would end in the middle of
   * it, and reads with it. @throws StorageFull
   */
  transact<T>(read: Queryable, run: () => Promise<T>): Promise<T>;
  /** Waits for the end of PostgreSQL, which the driver has asked for. Until then the directory is in use. */
  ended(): Promise<void>;
}

/** Makes the connections to the PostgreSQL of a directory, one at a time, once the directory is `made`. */
export function embeddedDirectory(
  source: Extract<EngineSource, { directory: string }>,
  made?: Promise<void>,
): EmbeddedDirectory {
  const { directory } = source;
  let connection: Duplex | null = null;
  let endedBy: Error | null = null;

  const explain = (cause: Error): Error => {
    const isFull = isStorageFull(cause) || (existsSync(directory) && !hasRoom(directory));
    endedBy = isFull ? new StorageFull(cause) : crashed(cause);
    return endedBy;
  };

  return {
    connect: () => {
      // Two on one directory would lose each other's rows
      if (connection && !(connection.closed && hasRoom(directory))) return refused();
      endedBy = null;
      connection = startEngine(source, explain, made);
      return connection;
    },
    transact: async (read, run) => {
      await requireRoom(read, directory);
      return run().catch((error) => {
        throw endedBy && isStorageFull(endedBy) ? endedBy : error; // else the error of its lost connection
      });
    },
    ended: async () => {
      const last = connection;
      if (last && !last.closed) await new Promise((resolve) => last.once('close', resolve));
    },
  };
}

/** A connection that fails, not before the driver listens to it. */
const refused = (): Duplex => new Duplex({ construct: (done) => setImmediate(done, crashed(null)) });

/** The error of a statement that PostgreSQL ended in or before, with SQLSTATE crash_shutdown. */
const crashed = (cause: Error | null): Error =>
  Object.assign(new Error('The embedded database has ended', { cause }), { code: '57P02' });

/** @throws StorageFull when the log may need its next file and the disk has no room for it. */
async function requireRoom(read: Queryable, directory: string): Promise<void> {
  if (hasRoom(directory)) return;
  const log = await endOfLog(read).catch((error) => {
    throw unreachableCode(error) === null ? error : new StorageFull(error);
  });
  if (!log || LOG_FILE - log.at >= TRANSACTION) return;
  const files = await readdir(join(directory, 'pg_wal'));
  if (files.some((file) => /^[0-9A-F]{24}$/.test(file) && file > log.file)) return;
  throw new StorageFull(null);
}

/** Returns the file of the log that the next record is written to, and the bytes in it. */
async function endOfLog(read: Queryable): Promise<{ file: string; at: number } | undefined> {
  const rows: unknown = await read.execute(
    sql`select pg_walfile_name(lsn) as file, ((lsn - '0/0') % ${sql.raw(String(LOG_FILE))})::int as at
        from pg_current_wal_insert_lsn() as lsn`,
  );
  return (rows as { file: string; at: number }[])[0];
}

/** False also for a directory that is gone or cannot be read. */
function hasRoom(directory: string): boolean {
  try {
    const { bavail, bsize } = statfsSync(directory);
    return bavail * bsize >= LOG_FILE + TRANSACTION;
  } catch {
    return false;
  }
}
