import { mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { PGlite, type PGliteOptions } from '@electric-sql/pglite';
import { dataDir } from '@electric-sql/pglite-prepopulatedfs';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Database } from './database.ts';
import { unreachableCode } from './errors.ts';
import { openPglite } from './pglite.ts';
import { makePgliteDirectory, queryRows, testDriver } from './testing.ts';

describe.runIf(testDriver() === 'pglite')('the embedded database', () => {
  const folder = mkdtempSync(join(tmpdir(), 'berth-engine-'));
  const directory = join(folder, 'postgres');
  let database: Database;

  beforeAll(async () => {
    await makePgliteDirectory(directory);
    database = await openPglite({ directory });
    await queryRows(database, 'create table kept (name text primary key)');
  });
  afterAll(async () => {
    await database?.close();
    rmSync(folder, { recursive: true });
  });

  const insert = (name: string) =>
    database.transaction((tx) => tx.execute(sql`insert into kept values (${name})`));
  const names = async () =>
    (await queryRows(database, 'select name from kept order by name')).map(({ name }) => name);
  /** PostgreSQL ends when it cannot make the next file of its log. */
  const withoutLog = async (run: () => Promise<unknown>): Promise<unknown> => {
    renameSync(join(directory, 'pg_wal'), join(folder, 'away'));
    const thrown = await run().then(
      () => null,
      (error) => error,
    );
    renameSync(join(folder, 'away'), join(directory, 'pg_wal'));
    return thrown;
  };
  const END = sql`select pg_logical_emit_message(true, 'end', 'x'), pg_switch_wal()`;

  test('leaves the event loop to others while a statement runs', async () => {
    let isDone = false;
    const running = queryRows(database, 'select pg_sleep(0.5)').then(() => {
      isDone = true;
    });
    for (let turn = 0; turn < 100; turn++) {
      await setImmediate();
      expect(isDone).toBe(false);
    }
    await running;
  });

  test('starts again after its end, with all that was committed and nothing else', async () => {
    await insert('before');
    const thrown = await withoutLog(async () => {
      await database.read.execute(END);
      await database.read.execute(END);
    });
    expect(unreachableCode(thrown)).toBe('57P02');
    expect(await names()).toEqual(['before']);
    const lost = await withoutLog(() =>
      database.transaction(async (tx) => {
        await tx.execute(sql`insert into kept values ('lost')`);
        await tx.execute(END);
        await tx.execute(END);
      }),
    );
    expect(lost).toBeInstanceOf(Error);
    expect(await names()).toEqual(['before']);
    await insert('later');
    expect(await names()).toEqual(['before', 'later']);
  });

  test('keeps everything that was written before it is closed', async () => {
    await Promise.all(['x', 'y', 'z'].map(insert));
    await database.close();
    database = await openPglite({ directory });
    expect(await names()).toEqual(expect.arrayContaining(['x', 'y', 'z']));
  });
});

describe.runIf(testDriver() === 'pglite')('the image of an empty database', () => {
  /** Returns a digest of each table that describes functions, types, operators and languages. */
  const catalogueOf = async (options: PGliteOptions) => {
    const engine = await PGlite.create(options);
    const digests = [
      'pg_proc',
      'pg_type',
      'pg_class',
      'pg_operator',
      'pg_opclass',
      'pg_cast',
      'pg_collation',
    ].map(async (table) => {
      const text = `select count(*)::int, md5(string_agg(t::text, ' ' order by t::text)) from ${table} t`;
      return [table, (await engine.query(text)).rows[0]];
    });
    return Promise.all(digests).finally(() => engine.close());
  };

  test('has the catalogue that this PostgreSQL makes', async () => {
    expect(await catalogueOf({ loadDataDir: await dataDir() })).toEqual(await catalogueOf({}));
  });
});
