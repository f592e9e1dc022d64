import postgres from 'postgres';
import type { Database } from './database.ts';
import { type EmbeddedDirectory, embeddedDirectory } from './embedded.ts';
import { type EngineSource, startEngine } from './engine.ts';
import { applyNextMigration, isUpToDate, prepareMigrations } from './migrations.ts';
import { handlesOf } from './postgres.ts';
import { MAX_PREPARED } from './prepared.ts';
import { forgetTextSearch, makeSearchIndexes } from './text-search.ts';

/**
 * Opens the embedded PostgreSQL on a directory, or in memory from a dumped image. Only one process may do so at a time.
 * The driver is that of a server, and its only connection leads to a thread of this process. So statements and
 * transactions run one after the other. It waits for a directory that is still `made`. @throws StorageFull
 */
export async function openPglite(source: EngineSource, made?: Promise<void>): Promise<Database> {
  const place = 'directory' in source ? embeddedDirectory(source, made) : inMemory(source);
  const throughThread = { socket: place.connect }; // the types of the driver leave this option out
  const client = postgres({
    ...throughThread,
    max: 1,
    max_lifetime: null,
    max_prepared: MAX_PREPARED,
    connect_timeout: 0,
    user: 'postgres',
    database: 'postgres',
    ssl: false,
    onnotice: () => {},
    fetch_types: false,
    backoff: () => 0,
  });
  const close = async () => {
    await client.end({ timeout: 5 });
    await place.ended();
  };
  await client`select 1`.catch(async (cause) => {
    await close();
    throw cause;
  });
  const { read, transaction } = handlesOf(client, client);
  return {
    driver: 'pglite',
    read,
    transaction: (run, { isReading } = { isReading: false }) =>
      isReading ? transaction(run) : place.transact(read, () => transaction(run)),
    migrate: async (folder) => {
      if (await isUpToDate(read, folder)) return;
      await transaction((tx) => prepareMigrations(tx, folder));
      while (await transaction((tx) => applyNextMigration(tx, folder)));
      await transaction(makeSearchIndexes);
      forgetTextSearch(read);
    },
    close,
  };
}

/** A database in memory is gone when it ends. */
const inMemory = (source: EngineSource): EmbeddedDirectory => ({
  connect: () => startEngine(source, (cause) => cause),
  transact: (_read, run) => run(),
  ended: async () => {},
});
