import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Database } from './database.ts';
import { findImage, imagePath, unpackImage } from './image.ts';
import { makeImage } from './image-make.ts';
import { openPglite } from './pglite.ts';
import { queryRows, testDriver } from './testing.ts';

const MIGRATIONS = join(import.meta.dirname, '../../../drizzle');

describe.runIf(testDriver() === 'pglite')('the image of a migrated database', () => {
  const folder = mkdtempSync(join(tmpdir(), 'berth-image-'));
  let image: string;
  let unpacked: Database;

  beforeAll(async () => {
    image = await makeImage(MIGRATIONS);
    await unpackImage(image, join(folder, 'unpacked'));
    unpacked = await openPglite({ directory: join(folder, 'unpacked') });
  });
  afterAll(async () => {
    await unpacked?.close();
    rmSync(folder, { recursive: true });
  });

  /** Reads the definition of everything that a migration makes, and the number of rows of each table. */
  const contentsOf = async (database: Database) => {
    const contents: Record<string, unknown[]> = {};
    for (const [name, query] of Object.entries(DEFINITIONS)) {
      contents[name] = (await queryRows(database, query)).map(({ text }) => text);
    }
    const tables = await queryRows(database, TABLES);
    const counts = tables.map(({ name }) => `select '${name}' as name, count(*)::int from ${name}`);
    return { ...contents, counts: await queryRows(database, counts.join(' union all ')) };
  };

  test('has what initdb and the migrations make: each table, index, constraint, function, trigger and extension', async () => {
    const directory = join(folder, 'migrated');
    const made = await openPglite({ directory });
    await made.migrate(MIGRATIONS).finally(() => made.close());
    const migrated = await openPglite({ directory });
    const contents = await contentsOf(migrated).finally(() => migrated.close());
    for (const name of Object.keys(DEFINITIONS)) expect(contents, name).toHaveProperty([name, 0]);
    expect(await contentsOf(unpacked)).toEqual(contents);
    expect(contents.counts.filter(({ count }) => count !== 0)).toMatchObject([
      { name: 'drizzle.__drizzle_migrations' },
      { name: 'drizzle.migration_lock' },
    ]);
  });

  test('has equal bytes for equal migrations', async () => {
    const before = readFileSync(image);
    expect(readFileSync(await makeImage(MIGRATIONS)).equals(before)).toBe(true);
  });

  test('serves no other migrations, and takes those that are added', async () => {
    const further = join(folder, 'migrations');
    cpSync(MIGRATIONS, further, { recursive: true });
    expect(imagePath(further)).toBe(image);
    const journal = join(further, 'meta/_journal.json');
    const { entries, ...rest } = JSON.parse(readFileSync(journal, 'utf8'));
    const next = { ...entries.at(-1), tag: 'next', when: entries.at(-1).when + 1 };
    writeFileSync(journal, JSON.stringify({ ...rest, entries: [...entries, next] }));
    writeFileSync(join(further, 'next.sql'), 'create table added (id text primary key)');
    expect(findImage(further)).toBeNull();
    await unpacked.migrate(further);
    expect(await queryRows(unpacked, 'select count(*)::int from added')).toEqual([{ count: 0 }]);
  });

  test('that is cut is refused by name, and leaves nothing', async () => {
    const cut = join(folder, 'cut.gz');
    writeFileSync(cut, readFileSync(image).subarray(0, 100_000));
    const directory = join(folder, 'from a cut one');
    await expect(unpackImage(cut, directory)).rejects.toThrow(`${cut} is damaged. Remove it`);
    expect(existsSync(directory)).toBe(false);
  });
});

/** Queries of `text`, one row for each thing of a kind outside of the system's schemas. */
const DEFINITIONS = {
  columns: `select format('%s %s %s %s %s', attrelid::regclass, attnum, attname, format_type(atttypid, atttypmod),
              (attnotnull, attcollation, attidentity, attgenerated, pg_get_expr(adbin, adrelid))::text) as text
            from pg_attribute left join pg_attrdef on adrelid = attrelid and adnum = attnum
            where attrelid >= 16384 and attnum > 0 order by 1`,
  relations: `select format('%s %s %s %s', oid::regclass, relkind, reloptions, relacl) as text
              from pg_class where oid >= 16384 order by 1`,
  indexes: `select format('%s %s', pg_get_indexdef(indexrelid), (indisvalid, indisready)) as text
            from pg_index where indexrelid >= 16384 order by 1`,
  constraints: `select format('%s %s %s %s', conrelid::regclass, conname, pg_get_constraintdef(oid), convalidated)
                as text from pg_constraint where oid >= 16384 order by 1`,
  functions: `select pg_get_functiondef(oid) as text from pg_proc where oid >= 16384 and prokind = 'f' order by 1`,
  triggers: `select pg_get_triggerdef(oid) as text from pg_trigger where not tgisinternal order by 1`,
  extensions: `select format('%s %s', extname, extversion) as text from pg_extension order by 1`,
  types: `select format('%s %s', oid::regtype, typtype) as text from pg_type where oid >= 16384 order by 1`,
  migrations: `select format('%s %s', hash, created_at) as text from drizzle.__drizzle_migrations order by id`,
  settings: `select format('%s %s', name, setting) as text from pg_settings
             where name not in ('data_directory', 'config_file', 'hba_file', 'ident_file') order by 1`,
};

const TABLES = `select oid::regclass::text as name from pg_class
                where relkind = 'r' and relnamespace::regnamespace::text in ('public', 'drizzle') order by 1`;
