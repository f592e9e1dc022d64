import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { type SQL, sql } from 'drizzle-orm';
import postgres from 'postgres';
import type { Database } from './database.ts';
import { extensions } from './engine-extensions.mjs';
import { openPglite } from './pglite.ts';
import { openPostgres } from './postgres.ts';
import { rowsOf } from './rows.ts';

export { citusStandIn } from './citus-stand-in.ts';

/** The source of this run's test databases: a migrated PGlite image, or a migrated PostgreSQL template. */
export type TestSource =
  | { driver: 'pglite'; image: string }
  | { driver: 'postgres'; server: string; template: string };

/** A migrated database of one test alone. */
export interface TestDatabase extends Database {
  /** The URL for a second process; null on PGlite, which allows one process only. */
  readonly url: string | null;
  /** Runs one statement, bypassing the application, and returns its rows. */
  query(statement: SQL | string): Promise<Record<string, unknown>[]>;
}

let source: TestSource | undefined;
const opened = new Set<() => Promise<void>>();
const sent = new Set<string>();

/** Sets the source, and forgets the statements of other files. The project's set-up calls it before each test file. */
export function useTestSource(next: TestSource): void {
  source = next;
  sent.clear();
}

/** Closes and drops what the test file left open. */
export async function closeTestDatabases(): Promise<void> {
  // A clean-up may open a database
  while (opened.size > 0) await Promise.all([...opened].map((close) => close()));
}

/**
 * Has a clean-up run when the test file ends, and returns it, to run it before that. Works within hooks and tests too,
 * where `afterAll` is ignored.
 */
export function closeAfterFile(close: () => Promise<unknown>): () => Promise<void> {
  const run = async (): Promise<void> => {
    if (opened.delete(run)) await close();
  };
  opened.add(run);
  return run;
}

/** The driver of this run. */
export function testDriver(): TestSource['driver'] {
  return requireSource().driver;
}

/** Opens a fresh, migrated, empty database; `close` drops it. */
export async function openTestDatabase(): Promise<TestDatabase> {
  const from = requireSource();
  if (from.driver === 'postgres') return onServer(await createPostgres(from.server, from.template));
  return embedded(await openPglite({ image: from.image }));
}

/** Opens a database without any table; `close` drops it. */
export async function openEmptyTestDatabase(): Promise<TestDatabase> {
  const database = await openTestDatabase();
  await dropTables(database);
  return database;
}

/** Drops everything in a migrated database. On PGlite this is many times faster than making an empty one. */
export async function dropTables(database: Database): Promise<void> {
  for (const statement of [
    'drop schema drizzle cascade',
    'drop schema public cascade',
    'create schema public',
  ]) {
    await queryRows(database, statement);
  }
}

const embedded = (database: Database): TestDatabase => testDatabase(database, null, () => database.close());

/** Returns the texts of the statements that the test databases of this file were sent, without their parameters. */
export const sentStatements = (): ReadonlySet<string> => sent;

function onServer({ url, drop }: { url: string; drop: () => Promise<void> }): TestDatabase {
  const database = openPostgres(url, { statement: (text) => sent.add(text) });
  return testDatabase(database, url, async () => {
    await database.close();
    await drop();
  });
}

/** Creates a PostgreSQL database for a test that starts the server itself: migrated, or without any table. */
export async function createServerDatabase(
  state: 'empty' | 'migrated',
): Promise<{ url: string; drop: () => Promise<void> }> {
  const from = requireSource();
  if (from.driver !== 'postgres') throw new Error('Only the postgres project has a server');
  const created = await createPostgres(from.server, state === 'empty' ? 'template0' : from.template);
  const drop = closeAfterFile(created.drop);
  return { url: created.url, drop };
}

/** Makes a migrated embedded database in a directory, for a test that starts the server itself. */
export async function makePgliteDirectory(directory: string): Promise<void> {
  const from = requireSource();
  if (from.driver !== 'pglite') throw new Error('Only the pglite project has an image');
  const loadDataDir = new Blob([await readFile(from.image)]);
  const client = await PGlite.create({ dataDir: directory, loadDataDir, extensions });
  await client.close();
}

/** Dumps a filled PGlite data directory as a tar file. Loading it is many times faster than making a new one. */
export async function makePgliteImage(fill: (database: Database) => Promise<void>): Promise<Uint8Array> {
  const directory = await mkdtemp(join(tmpdir(), 'berth-image-'));
  try {
    const database = await openPglite({ directory });
    await fill(database).finally(() => database.close());
    const client = await PGlite.create({ dataDir: directory });
    const image = await client.dumpDataDir('none').finally(() => client.close());
    return new Uint8Array(await image.arrayBuffer());
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

/** Creates a database on the server as a copy of the template. */
export async function createPostgres(
  server: string,
  template: string,
  name = `berth_test_${randomBytes(6).toString('hex')}`,
): Promise<{ url: string; drop: () => Promise<void> }> {
  await administer(server, `create database "${name}" template "${template}"`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return {
    url: url.href,
    drop: () => administer(server, `drop database if exists "${name}" with (force)`),
  };
}

async function administer(server: string, statement: string): Promise<void> {
  const client = postgres(server, { max: 1, onnotice: () => {}, connect_timeout: 10 });
  try {
    await client.unsafe(statement);
  } finally {
    await client.end({ timeout: 5 });
  }
}

/** Opens one connection to any server, a standby too, which bypasses the application. */
export function openDirectly(url: string): {
  query(statement: string): Promise<Record<string, unknown>[]>;
  close(): Promise<void>;
} {
  const client = postgres(url, { max: 1, onnotice: () => {}, connect_timeout: 10 });
  return {
    query: async (statement) => [...(await client.unsafe(statement))],
    close: () => client.end({ timeout: 5 }),
  };
}

function testDatabase(database: Database, url: string | null, close: () => Promise<void>): TestDatabase {
  const closeOnce = closeAfterFile(close);
  return {
    ...database,
    url,
    query: (statement) => queryRows(database, statement),
    close: closeOnce,
  };
}

/** Runs one statement, bypassing the application. */
export async function queryRows(
  database: Database,
  statement: SQL | string,
): Promise<Record<string, unknown>[]> {
  return [
    ...(await rowsOf<Record<string, unknown>>(
      database.read,
      typeof statement === 'string' ? sql.raw(statement) : statement,
    )),
  ];
}

function requireSource(): TestSource {
  if (!source) throw new Error('A test that needs a database is named *.db.test.ts');
  return source;
}
