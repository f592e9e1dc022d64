import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import postgres from 'postgres';
import { afterAll, describe, expect, test } from 'vitest';
import { openDistribution } from './distribute.ts';
import { openPostgres } from './postgres.ts';
import { citusStandIn, createServerDatabase, testDriver } from './testing.ts';

/* On PostgreSQL with a stand-in for Citus, which holds its rules and moves no row. */

const MIGRATIONS = join(import.meta.dirname, '../../../drizzle');
const closing: (() => Promise<unknown>)[] = [];
afterAll(() => Promise.all(closing.map((close) => close())));

async function openScene({ citus = true } = {}) {
  const { url, drop } = await createServerDatabase('migrated');
  const client = postgres(url, { max: 1, onnotice: () => {} });
  closing.push(async () => {
    await client.end();
    await drop();
  });
  if (citus) for (const statement of citusStandIn) await client.unsafe(statement);
  const rows = async (statement: string) => [...(await client.unsafe(statement))];
  return {
    url,
    rows,
    /** Every foreign key of Berth, with its definition. */
    keys: () =>
      rows(`select conrelid::regclass::text as owner, conname as name, pg_get_constraintdef(oid) as definition
        from pg_constraint where contype = 'f' and connamespace = 'public'::regnamespace order by 1, 2`),
    /** The placed tables with rows that Citus hides. */
    hidden: () =>
      rows('select table_name::text as name from stand_in.placed where pg_relation_size(table_name) > 0'),
    /** Every table of Berth, how it should be placed, and how it is. */
    tables: () =>
      rows(`select relname as name, citus_table_type as placed,
          case when exists (
            select from pg_index join pg_attribute on attrelid = indrelid and attnum = any (indkey)
            where indrelid = pg_class.oid and indisprimary and attname = 'instance_id'
          ) then 'distributed' else 'reference' end as fitting
        from pg_class left join citus_tables on table_name = pg_class.oid
        where relkind = 'r' and relnamespace = 'public'::regnamespace order by relname`),
  };
}

async function distribute(url: string, told: (statement: string) => void = () => {}): Promise<void> {
  const distribution = await openDistribution(url, MIGRATIONS);
  await distribution.apply(told).finally(() => distribution.close());
}

async function statementsOf(url: string): Promise<string[]> {
  const distribution = await openDistribution(url, MIGRATIONS);
  await distribution.close();
  return distribution.statements;
}

/** Distributes until a statement that is not run. */
async function cutBefore(url: string, last: (statement: string, index: number) => boolean): Promise<void> {
  let count = 0;
  const cut = distribute(url, (statement) => {
    if (last(statement, count++)) throw new Error('cut');
  });
  await expect(cut).rejects.toThrow('cut');
}

describe.runIf(testDriver() === 'postgres')('the distribution of the tables', () => {
  test('names every table once, and adds every foreign key that it drops', async () => {
    const scene = await openScene();
    const statements = await statementsOf(scene.url);
    const placed = statements.flatMap((statement) => {
      const found = /^select create_(reference|distributed)_table\('(\w+)'/.exec(statement);
      return found ? [[found[2], found[1]]] : [];
    });
    const tables = await scene.tables();
    expect(placed.toSorted()).toEqual(tables.map(({ name, fitting }) => [name, fitting]).toSorted());
    const named = (pattern: RegExp) => statements.flatMap((text) => pattern.exec(text)?.slice(1) ?? []);
    const dropped = named(/drop constraint "(\w+)"/);
    expect(dropped.length).toBeGreaterThan(100);
    expect(named(/add constraint "(\w+)"/).toSorted()).toEqual(dropped.toSorted());
  });

  test('places every table, leaves every foreign key as it was, and has nothing to do again', async () => {
    const scene = await openScene();
    const before = await scene.keys();
    const told: string[] = [];
    const printed = await statementsOf(scene.url);
    await distribute(scene.url, (statement) => told.push(statement));
    expect(told).toEqual(printed);
    expect(await scene.keys()).toEqual(before);
    for (const { name, placed, fitting } of await scene.tables())
      expect([name, placed]).toEqual([name, fitting]);
    const kept = await scene.rows('select table_name::text as name from stand_in.placed where not emptied');
    expect(kept).toEqual([{ name: 'audit_events' }]); // its trigger refuses to empty it
    expect(await statementsOf(scene.url)).toEqual([]);
  });

  test.each([0.1, 0.45, 0.6, 0.9])(
    'does the rest after it was cut short at %d of its statements',
    async (part) => {
      const scene = await openScene();
      const before = await scene.keys();
      const last = Math.floor((await statementsOf(scene.url)).length * part);
      await cutBefore(scene.url, (_, index) => index === last);
      expect((await statementsOf(scene.url)).length).toBeGreaterThan(0);
      await distribute(scene.url);
      expect(await scene.keys()).toEqual(before);
      expect((await scene.tables()).filter(({ placed, fitting }) => placed !== fitting)).toEqual([]);
      expect(await scene.hidden()).toEqual([]);
    },
  );

  test('empties a table that was placed and not emptied when it was cut short', async () => {
    const scene = await openScene();
    const empty = "select truncate_local_data_after_distributing_table('providers')";
    await cutBefore(scene.url, (statement) => statement === empty);
    expect(await statementsOf(scene.url)).toContain(empty);
    await distribute(scene.url);
    expect(await scene.hidden()).toEqual([]);
    expect(await statementsOf(scene.url)).toEqual([]);
  });

  test('finds servers that their URL gives another name', async () => {
    const scene = await openScene();
    const url = `${scene.url}?application_name=shop`;
    const server = openPostgres(url);
    await server.read.execute('select 1');
    await expect(distribute(url)).rejects.toMatchObject({ reason: 'in_use' });
    await server.close();
    await distribute(url);
    expect(await statementsOf(url)).toEqual([]);
  });

  test('stops before its next statement when a server that waits for nothing connects, and does the rest later', async () => {
    const scene = await openScene();
    const before = await scene.keys();
    const told: string[] = [];
    const server = openPostgres(scene.url);
    const connected = async () => server.read.execute('select 1');
    const cut = distribute(scene.url, (statement) => {
      told.push(statement);
      if (told.length === 3) void connected();
    });
    await expect(cut).rejects.toMatchObject({ reason: 'in_use' });
    await server.close();
    expect(told.length).toBeLessThan((await statementsOf(scene.url)).length);
    await distribute(scene.url);
    expect(await scene.keys()).toEqual(before);
  });

  test('is refused without Citus, on a database without the tables, and while a server uses it', async () => {
    const without = await openScene({ citus: false });
    await expect(openDistribution(without.url, MIGRATIONS)).rejects.toMatchObject({ reason: 'no_citus' });
    const scene = await openScene();
    const server = openPostgres(scene.url);
    await server.read.execute('select 1');
    const before = await scene.keys();
    await expect(distribute(scene.url)).rejects.toMatchObject({ reason: 'in_use' });
    await server.close();
    expect(await scene.keys()).toEqual(before);
    await scene.rows('delete from drizzle.__drizzle_migrations where id > 3');
    await expect(openDistribution(scene.url, MIGRATIONS)).rejects.toMatchObject({ reason: 'not_migrated' });
  });

  test('goes on with the tables of later migrations', async () => {
    const scene = await openScene();
    await distribute(scene.url);
    const folder = mkdtempSync(join(tmpdir(), 'berth-migrations-'));
    closing.push(async () => rmSync(folder, { recursive: true }));
    cpSync(MIGRATIONS, folder, { recursive: true });
    const journal = JSON.parse(readFileSync(join(folder, 'meta/_journal.json'), 'utf8'));
    journal.entries.push({ ...journal.entries.at(-1), tag: 'later', when: Date.now() });
    writeFileSync(join(folder, 'meta/_journal.json'), JSON.stringify(journal));
    const statements = [
      '-- By hand\nCREATE TABLE "shades" ("id" text PRIMARY KEY)',
      'CREATE TABLE "lamps" ("instance_id" text, "id" text, "shade_id" text, PRIMARY KEY("instance_id","id"))',
      'ALTER TABLE "lamps" ADD CONSTRAINT "lamps_shade_fk" FOREIGN KEY ("shade_id") REFERENCES "shades"("id")',
      'ALTER TABLE "lamps" ADD CONSTRAINT "lamps_config_fk" FOREIGN KEY ("instance_id","id") REFERENCES "provider_configs"("instance_id","id")',
    ];
    writeFileSync(join(folder, 'later.sql'), statements.join(';--> statement-breakpoint\n'));
    const server = openPostgres(scene.url);
    await server.migrate(folder).finally(() => server.close());
    expect((await scene.tables()).filter(({ placed, fitting }) => placed !== fitting)).toEqual([]);
    const names = (await scene.keys()).map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(['lamps_shade_fk', 'lamps_config_fk']));
    const again = await openDistribution(scene.url, folder);
    await again.close();
    expect(again.statements).toEqual([]);
  });
});
