import { existsSync, statfsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { isStorageFull, StorageFull } from './errors.ts';

/** The part of PGlite that drizzle uses. */
export type EmbeddedClient = Pick<PGlite, 'query' | 'transaction' | 'close'>;

/** The size of a file of the write-ahead log. PostgreSQL makes the next one whole before it writes into it. */
const LOG_FILE = 16 * 1024 * 1024;
/** More than any transaction of Berth writes to the log. */
const TRANSACTION = 4 * 1024 * 1024;

/**
 * Opens the PostgreSQL of a directory. A transaction is refused while the disk has no room for the next file of the
 * log: PostgreSQL would end in the middle of it, and reads with it. Should it end all the same, the next statement
 * opens the directory again; while that cannot be done, transactions are refused with StorageFull and the rest with an
 * error for which `unreachableCode` has a code. @throws StorageFull
 */
export async function openEmbedded(directory: string): Promise<EmbeddedClient> {
  let opened = await open(directory);
  let opening: Promise<void> | null = null;

  /** Opens the directory again if PostgreSQL has ended. @throws StorageFull */
  const revive = async (): Promise<void> => {
    if (opened.endedBy() === null) return;
    opening ??= (async () => {
      if (!hasRoom(directory)) throw new StorageFull(opened.endedBy());
      opened = await open(directory);
    })().finally(() => {
      opening = null;
    });
    await opening;
  };

  const client: Pick<PGlite, keyof EmbeddedClient> = {
    query: async (...args) => {
      await revive().catch((error) => {
        throw isStorageFull(error) ? ended() : error;
      });
      return opened.client.query(...args);
    },
    transaction: async (run) => {
      await revive();
      const { client, endedBy } = opened;
      await requireRoom(client, directory);
      return client.transaction(run).catch((error) => {
        throw isStorageFull(endedBy()) ? new StorageFull(endedBy()) : error; // else the error of its rollback
      });
    },
    close: async () => {
      if (opened.endedBy() === null) await opened.client.close();
    },
  };
  return client;
}

interface Opened {
  client: PGlite;
  /** The error with which PostgreSQL ended; null while it runs. */
  endedBy(): Error | null;
}

/**
 * Opens a directory, in UTC. After PostgreSQL has ended, the client refuses every statement: PGlite would wait for the
 * answer for ever, and the whole process with it. @throws StorageFull, of which PGlite tells nothing.
 */
async function open(directory: string): Promise<Opened> {
  const client = await PGlite.create({ dataDir: directory }).catch((cause: unknown) => {
    throw existsSync(directory) && !hasRoom(directory) ? new StorageFull(cause) : cause;
  });
  let endedBy: Error | null = null;
  const send = client.execProtocolStream.bind(client);
  client.execProtocolStream = async (...args) => {
    if (endedBy) throw ended();
    try {
      return await send(...args);
    } catch (error) {
      if (isEnd(error)) endedBy = error;
      throw error;
    }
  };
  await client.exec("set time zone 'UTC'");
  return { client, endedBy: () => endedBy };
}

const isEnd = (error: unknown): error is Error =>
  error instanceof Error && ['PANIC', 'FATAL'].includes(String((error as { severity?: unknown }).severity));

/** The error of a statement after the end, with SQLSTATE crash_shutdown. */
const ended = (): Error => Object.assign(new Error('The embedded database has ended'), { code: '57P02' });

/** @throws StorageFull when the log may need its next file and the disk has no room for it. */
async function requireRoom(client: PGlite, directory: string): Promise<void> {
  if (hasRoom(directory)) return;
  const { rows } = await client.query<{ file: string; at: number }>(
    `select pg_walfile_name(lsn) as file, ((lsn - '0/0') % ${LOG_FILE})::int as at
     from pg_current_wal_insert_lsn() as lsn`,
  );
  const [log] = rows;
  if (!log || LOG_FILE - log.at >= TRANSACTION) return;
  const files = await readdir(join(directory, 'pg_wal'));
  if (files.some((file) => /^[0-9A-F]{24}$/.test(file) && file > log.file)) return;
  throw new StorageFull(null);
}

function hasRoom(directory: string): boolean {
  const { bavail, bsize } = statfsSync(directory);
  return bavail * bsize >= LOG_FILE + TRANSACTION;
}
