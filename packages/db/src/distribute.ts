import { setTimeout } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/postgres-js';
import postgres from 'postgres';
import { type Citus, citusOf, placedTables } from './citus.ts';
import type { Queryable } from './database.ts';
import { type DistributionState, distributionStatements } from './distribution.ts';
import { migratedTables } from './migrated-tables.ts';
import { MIGRATION_LOCK, withMigrationLock } from './migration-lock.ts';
import { migrationCheck } from './migrations.ts';
import { ofPrimary } from './postgres-options.ts';
import { rowsOf } from './rows.ts';

/** The reason for which a database cannot be distributed. */
type Undistributable = 'no_citus' | 'not_migrated' | 'in_use';

/** Thrown for a database that cannot be distributed. */
export class CannotDistribute extends Error {
  override readonly name = 'CannotDistribute';
  readonly reason: Undistributable;

  constructor(reason: Undistributable) {
    super(`The database cannot be distributed: ${reason}`);
    this.reason = reason;
  }
}

export interface Distribution {
  /** The statements, in their order; none when the tables are distributed. */
  statements: string[];
  /**
   * Runs them, one transaction each, and tells each before it runs. Holds the lock of the migrations meanwhile. After
   * an error, a further distribution does the rest. @throws CannotDistribute before a statement while servers use the
   * database.
   */
  apply(told: (statement: string) => void): Promise<void>;
  close(): Promise<void>;
}

/**
 * Connects to a PostgreSQL with Citus, and finds the statements that distribute the tables of the migrations.
 * @throws CannotDistribute without Citus, or when the database lacks migrations of the folder.
 */
export async function openDistribution(url: string, folder: string): Promise<Distribution> {
  const single = postgres(url, {
    ...ofPrimary,
    max: 1,
    max_lifetime: null, // the lock below is that of the connection
    onnotice: () => {},
    connect_timeout: 10,
    prepare: false,
    connection: { application_name: SERVERS_NAME },
  });
  const db = drizzle(single) as unknown as Queryable; // the neutral type, as in postgres.ts
  const close = () => single.end({ timeout: 5 });
  const tables = migratedTables(folder);
  const statementsLeft = async () => distributionStatements(tables, await readState(db));
  try {
    await db.execute("set application_name to 'berth distribute'"); // so that another one does not take it for a server
    if (!(await citusOf(db))) throw new CannotDistribute('no_citus');
    if (!(await migrationCheck(folder)(db))) throw new CannotDistribute('not_migrated');
    return {
      statements: await statementsLeft(),
      apply: async (told) => {
        await db.execute(sql`select pg_advisory_lock(${MIGRATION_LOCK}::bigint)`); // ends with the connection
        for (const statement of await statementsLeft()) {
          if (await isInUse(db)) throw new CannotDistribute('in_use');
          told(statement);
          await db.execute(sql.raw(statement));
        }
      },
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/**
 * Runs the opening of a server while no distribution runs: it waits for the end of one, and keeps others waiting.
 * `open` is told how the tables lie, and leaves a connection behind by which a later distribution finds the server.
 */
export const openBesideCitus = <Result>(
  url: string,
  open: (citus: Citus | null) => Promise<Result>,
): Promise<Result> =>
  withMigrationLock(url, (locked) => locked('shared', async (tx) => open(await citusOf(tx))));

/** The name of the connections of servers, unless their URL gives another one. */
const SERVERS_NAME = 'berth';

async function readState(db: Queryable): Promise<DistributionState> {
  const [here] = await rowsOf<{ name: string }>(db, sql`select current_database() as name`);
  const keys = await rowsOf<{ name: string }>(
    db,
    sql`select relname || '.' || conname as name
      from pg_catalog.pg_constraint join pg_catalog.pg_class on pg_class.oid = conrelid
      where contype = 'f' and relnamespace = 'public'::regnamespace`,
  );
  const kept = await rowsOf<{ name: string }>(
    db,
    sql`select distinct relname as name
      from pg_catalog.pg_trigger join pg_catalog.pg_class on pg_class.oid = tgrelid
      where not tgisinternal and tgtype & ${TRUNCATE}::int > 0 and relnamespace = 'public'::regnamespace`,
  );
  const filled = await rowsOf<{ name: string }>(
    db,
    sql`select relname as name
      from citus_tables join pg_catalog.pg_class on pg_class.oid = table_name
      where relnamespace = 'public'::regnamespace and pg_catalog.pg_relation_size(pg_class.oid) > 0`,
  );
  return {
    database: here?.name ?? '',
    placed: new Set((await placedTables(db)).keys()),
    keys: namesOf(keys),
    kept: namesOf(kept),
    filled: namesOf(filled),
  };
}

const namesOf = (rows: readonly { name: string }[]): ReadonlySet<string> =>
  new Set(rows.map(({ name }) => name));

/** The bit of `tgtype` for triggers on TRUNCATE (PostgreSQL, pg_trigger.h). */
const TRUNCATE = 32;

/** The time in which a server that starts has closed its first connection and waits for the lock, in milliseconds. */
const START_MS = 1_000;

/** Reads whether a server is connected, and is not just starting. */
async function isInUse(db: Queryable): Promise<boolean> {
  if (!(await hasServer(db))) return false;
  await setTimeout(START_MS);
  return hasServer(db);
}

/** Reads whether a server is connected: under the name that this connection began with. A URL may give both another. */
async function hasServer(db: Queryable): Promise<boolean> {
  const [serving] = await rowsOf<{ found: boolean }>(
    db,
    sql`select exists (
      select from pg_catalog.pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid() and application_name = (
        select reset_val from pg_catalog.pg_settings where name = 'application_name')
    ) as found`,
  );
  return serving?.found ?? false;
}
