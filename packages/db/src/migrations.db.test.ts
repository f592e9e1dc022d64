import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { migrationCheck } from './migrations.ts';
import { openPostgres } from './postgres.ts';
import { openEmptyTestDatabase, type TestDatabase, testDriver } from './testing.ts';

const root = mkdtempSync(join(tmpdir(), 'berth-migrations-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** Makes a folder with one migration for each of these tables. */
function folderOf(...tables: string[]): string {
  const folder = mkdtempSync(join(root, 'folder-'));
  const entries = tables.map((table, idx) => ({
    idx,
    version: '7',
    when: 1_000 + idx,
    tag: `000${idx}_${table}`,
    breakpoints: true,
  }));
  mkdirSync(join(folder, 'meta'));
  for (const { idx, tag } of entries) {
    writeFileSync(join(folder, `${tag}.sql`), `create table ${tables[idx]} (id integer)`);
  }
  const journal = { version: '7', dialect: 'postgresql', entries };
  writeFileSync(join(folder, 'meta/_journal.json'), JSON.stringify(journal));
  return folder;
}

async function tablesOf(database: TestDatabase): Promise<unknown[]> {
  const rows = await database.query(
    "select tablename from pg_tables where schemaname = 'public' order by tablename",
  );
  return rows.map(({ tablename }) => tablename);
}

let database: TestDatabase;
beforeAll(async () => {
  database = await openEmptyTestDatabase();
  await database.migrate(folderOf('a'));
});

test('a database gets each missing migration exactly once', async () => {
  await database.migrate(folderOf('a', 'b'));
  await database.migrate(folderOf('a', 'b'));
  expect(await tablesOf(database)).toEqual(['a', 'b']);
});

test('a database of a newer version is refused as newer', async () => {
  const counts = { isNewer: true, place: 2, applied: 2, known: 1 };
  await expect(database.migrate(folderOf('a'))).rejects.toMatchObject({
    name: 'UnknownMigration',
    ...counts,
  });
});

test('a database with a foreign migration in its history is refused and left unchanged', async () => {
  const counts = { isNewer: false, place: 2, applied: 2, known: 3 };
  await expect(database.migrate(folderOf('a', 'c', 'd'))).rejects.toMatchObject(counts);
  expect(await tablesOf(database)).toEqual(['a', 'b']);
});

test('the check finds every migration of the folder, and lets the database have more', async () => {
  expect(await migrationCheck(folderOf('a', 'b'))(database.read)).toBe(true);
  expect(await migrationCheck(folderOf('a'))(database.read)).toBe(true);
  expect(await migrationCheck(folderOf('a', 'b', 'c'))(database.read)).toBe(false);
  expect(await migrationCheck(folderOf('b', 'a'))(database.read)).toBe(false);
});

/** Migrates an empty database through several pools at once, and expects each migration once. */
async function migrateAtOnce(empty: TestDatabase): Promise<void> {
  const folder = folderOf('a', 'b', 'c');
  const handles =
    empty.url === null ? [empty] : Array.from({ length: 6 }, () => openPostgres(empty.url ?? ''));
  await Promise.all(handles.map((handle) => handle.migrate(folder)));
  expect(await tablesOf(empty)).toEqual(['a', 'b', 'c']);
  expect(await empty.query('select hash from drizzle.__drizzle_migrations')).toHaveLength(3);
  for (const handle of handles) if (handle !== empty) await handle.close();
}

test('processes that migrate at once apply each migration once, and go on after one that failed', async () => {
  const empty = await openEmptyTestDatabase();
  const broken = folderOf('a', 'a');
  await expect(empty.migrate(broken)).rejects.toThrow();
  expect(await tablesOf(empty)).toEqual(['a']);
  await migrateAtOnce(empty);
});

describe.runIf(testDriver() === 'postgres')('so do they', () => {
  const withSetting = async (setting: string, ...statements: string[]) => {
    const empty = await openEmptyTestDatabase();
    for (const statement of statements) await empty.query(statement);
    const { pathname } = new URL(empty.url ?? '');
    await empty.query(`alter database "${pathname.slice(1)}" set ${setting}`);
    return empty;
  };

  test('on an engine whose advisory locks hold nobody up', async () => {
    const search = 'search_path = public, engine, pg_catalog';
    const noLock =
      "create function engine.pg_advisory_xact_lock(bigint) returns void language sql as 'select'";
    await migrateAtOnce(await withSetting(search, 'create schema engine', noLock));
  });

  test('on a database whose transactions keep their first view of it', async () => {
    await migrateAtOnce(await withSetting("default_transaction_isolation = 'repeatable read'"));
  });
});
