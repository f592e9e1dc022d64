import { asc, sql } from 'drizzle-orm';
import { type MigrationMeta, readMigrationFiles } from 'drizzle-orm/migrator';
import { integer, pgSchema, text } from 'drizzle-orm/pg-core';
import { citusOf, placedTables } from './citus.ts';
import type { Queryable } from './database.ts';
import { ALLOW_TRIGGERS, leaderOf, placeTable } from './distribution.ts';
import { sqlFailure } from './errors.ts';
import { createdTable, migratedTables } from './migrated-tables.ts';
import { lacksSearchIndexes } from './text-search.ts';

/** The table in which drizzle's migrator records applied migrations, as drizzle defines it. */
const applied = pgSchema('drizzle').table('__drizzle_migrations', {
  id: integer().primaryKey(),
  hash: text().notNull(),
});

const UNDEFINED_TABLE = '42P01';

/**
 * Thrown when another version made the database: its history has a migration that the folder lacks or has elsewhere.
 */
export class UnknownMigration extends Error {
  override readonly name = 'UnknownMigration';
  /** The position of the first unknown migration, counted from 1. */
  readonly place: number;
  readonly applied: number;
  readonly known: number;

  constructor(counts: { place: number; applied: number; known: number }) {
    super(`Migration ${counts.place} of the database is unknown`);
    this.place = counts.place;
    this.applied = counts.applied;
    this.known = counts.known;
  }

  /** True when the database has all migrations of the folder and more. */
  get isNewer(): boolean {
    return this.place > this.known;
  }
}

/**
 * Makes the record of the applied migrations and the row that each migration locks, unless they are there.
 * @throws UnknownMigration
 */
export async function prepareMigrations(tx: Queryable, folder: string): Promise<void> {
  await tx.execute('create schema if not exists drizzle');
  await tx.execute(
    'create table if not exists drizzle.__drizzle_migrations (id serial primary key, hash text not null, created_at bigint)',
  );
  missingOf(await appliedHashes(tx), readMigrationFiles({ migrationsFolder: folder }));
  await tx.execute('create table if not exists drizzle.migration_lock (id integer primary key)');
  await tx.execute('insert into drizzle.migration_lock (id) values (1) on conflict do nothing');
}

/**
 * Applies the first migration that the database lacks, in the transaction of the caller, who holds a lock. Returns
 * false when there is none after it. A transaction for each keeps the locks of one from lasting through the next.
 * @throws UnknownMigration
 */
export async function applyNextMigration(tx: Queryable, folder: string): Promise<boolean> {
  const missing = missingOf(await appliedHashes(tx), readMigrationFiles({ migrationsFolder: folder }));
  const [next] = missing;
  if (!next) return false;
  const place = await placerOf(tx, folder);
  if (place) {
    for (const statement of next.sql) {
      await tx.execute(sql.raw(statement));
      await place(statement);
    }
  } else {
    await tx.execute(sql.raw(next.sql.join(';\n'))); // one round trip for all of them
  }
  await tx.execute(
    sql`insert into drizzle.__drizzle_migrations (hash, created_at) values (${next.hash}, ${next.folderMillis})`,
  );
  return missing.length > 1;
}

/**
 * Makes the function that places the table that a statement has created, before foreign keys lead to or from it, on
 * the nodes of a database whose other tables are distributed. Null for other databases.
 */
async function placerOf(
  tx: Queryable,
  folder: string,
): Promise<((statement: string) => Promise<void>) | null> {
  const citus = await citusOf(tx);
  if (!citus || citus.distributed === 0) return null;
  const leader = leaderOf(migratedTables(folder).tables, await placedTables(tx));
  await tx.execute(sql.raw(ALLOW_TRIGGERS));
  // Statements of one transaction over several nodes share a connection to each, which sees what the others have made
  await tx.execute("set local citus.multi_shard_modify_mode to 'sequential'");
  return async (statement) => {
    const table = createdTable(statement);
    if (table) await tx.execute(sql.raw(placeTable(table, leader)));
  };
}

/**
 * Makes the check that a database has every migration of the folder. It may have more: a newer release migrates while
 * this one still serves.
 */
export function migrationCheck(folder: string): (db: Queryable) => Promise<boolean> {
  const known = knownHashes(folder);
  return async (db) => {
    const hashes = await appliedHashes(db);
    return known.every((hash, index) => hash === hashes[index]);
  };
}

/** Tells if a database has exactly the migrations of the folder, and its search indexes: nothing is to be made. */
export async function isUpToDate(db: Queryable, folder: string): Promise<boolean> {
  const [hashes, lacksIndexes] = await Promise.all([appliedHashes(db), lacksSearchIndexes(db)]);
  return !lacksIndexes && hashes.join() === knownHashes(folder).join();
}

/**
 * Lists the migrations that follow the applied ones. Compares by content: a comparison by time would take a database
 * of a newer version for an up-to-date one. @throws UnknownMigration
 */
function missingOf(hashes: readonly string[], files: readonly MigrationMeta[]): readonly MigrationMeta[] {
  const at = hashes.findIndex((hash, index) => hash !== files[index]?.hash);
  if (at >= 0) throw new UnknownMigration({ place: at + 1, applied: hashes.length, known: files.length });
  return files.slice(hashes.length);
}

/** Returns the hashes of the migrations of the folder, in their order. */
export const knownHashes = (folder: string): string[] =>
  readMigrationFiles({ migrationsFolder: folder }).map(({ hash }) => hash);

/** Returns the hashes in the order in which the migrations were applied. */
export async function appliedHashes(db: Queryable): Promise<string[]> {
  try {
    const rows = await db.select({ hash: applied.hash }).from(applied).orderBy(asc(applied.id));
    return rows.map(({ hash }) => hash);
  } catch (error) {
    if (sqlFailure(error)?.state === UNDEFINED_TABLE) return [];
    throw error;
  }
}
