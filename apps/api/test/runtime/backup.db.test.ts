import { randomBytes } from 'node:crypto';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Database, dumpTable, inSnapshot, openPglite, storedTables } from '@berth/db';
import {
  dropTables,
  openEmptyTestDatabase,
  openTestDatabase,
  queryRows,
  type TestDatabase,
  testDriver,
} from '@berth/db/testing';
import { prepareInstallation } from '@berth/domain';
import { createKeyRing, createSecrets } from '@berth/secrets';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { dumpRows, emptyTables } from '../../../../scripts/release/dump.ts';
import { type Facts, makeRows } from '../../../../scripts/release/rows.ts';
import { isLongRun } from '../../../../scripts/testing/long.mjs';
import { writeBackupFile } from '../../src/server/backup-file.ts';
import { sealed } from '../../src/server/backup-format.ts';
import { makeBackup } from '../../src/server/backup-make.ts';
import { checkBackup, restoreBackup } from '../../src/server/backup-restore.ts';
import { MIGRATIONS } from '../../src/server/package-files.ts';
import { startHarness } from '../support/harness.ts';
import {
  buildServer,
  makeFolder,
  onMigratedDatabase,
  runToEnd,
  startProcess,
} from '../support/server-process.ts';

/** The drill: a database with rows in every table is backed up, restored elsewhere, and used. */
const folder = makeFolder();
const file = join(folder.path, 'backup');
vi.setConfig({ testTimeout: 60_000 });

let source: TestDatabase;
let facts: Facts;
let rows: string;

const backUp = (database: Database, to: string) =>
  writeBackupFile(to, (write) => makeBackup(database, write, new Date()));
const restoreInto = async (database: Database, from: string) =>
  restoreBackup(database, await checkBackup(from));

/** The constraints, triggers and indexes of a database. */
const shapeOf = async (database: Database) =>
  JSON.stringify(
    await queryRows(
      database,
      `select conname as name, pg_get_constraintdef(oid) as told from pg_constraint
         where connamespace = 'public'::regnamespace and contype <> 'n'
       union all select tgname, pg_get_triggerdef(oid) from pg_trigger where not tgisinternal
       union all select indexname, indexdef from pg_indexes where schemaname = 'public' order by 1, 2`,
    ),
  );

const openTarget = async () => {
  const database = await openEmptyTestDatabase();
  await database.migrate(MIGRATIONS);
  return database;
};

beforeAll(async () => {
  source = await openTestDatabase();
  facts = await makeRows(source);
  rows = await dumpRows(source);
  await backUp(source, file);
}, 60_000);
afterAll(async () => {
  await source.close();
  folder.remove();
});

test('a backup has every table of the database', async () => {
  const { header } = await checkBackup(file);
  const tables = await source.query("select tablename as name from pg_tables where schemaname = 'public'");
  expect(header.tables.map(({ name }) => name).sort()).toEqual(tables.map(({ name }) => name).sort());
});

describe('a restored database', () => {
  test('has every row, constraint, trigger and index, after an attempt that left nothing, and refuses other keys', async () => {
    const database = await openTarget();
    const checked = await checkBackup(file);
    const tables = checked.header.tables.map((table) => ({ ...table, rows: table.rows + 1 }));
    const wrong = { ...checked, header: { ...checked.header, tables } };
    await expect(restoreBackup(database, wrong)).rejects.toThrow('is damaged');
    expect(await emptyTables(database)).toHaveLength(tables.length);

    expect(await restoreInto(database, file)).toBeGreaterThan(200);
    expect((await dumpRows(database)) === rows).toBe(true);
    expect(await shapeOf(database)).toBe(await shapeOf(source));
    await expect(database.query("update audit_events set action = 'x'")).rejects.toThrow();
    await expect(restoreInto(database, file)).rejects.toThrow('has rows in');

    expect(readFileSync(file).includes(facts.master_key)).toBe(false);
    expect(rows).not.toContain('acme-token-444');
    const others = createSecrets(createKeyRing([{ key: randomBytes(32) }]));
    await expect(prepareInstallation(database, others, { now: new Date() })).rejects.toThrow(/missing/);
    await database.close();
  });

  test('answers with its keys and values, proves its audit trail, and takes writes', async () => {
    const harness = await startHarness({
      provider: createKeyRing([{ key: Buffer.from(facts.master_key, 'base64') }]),
      directly: true,
      around: async (database) => {
        await dropTables(database);
        await database.migrate(MIGRATIONS);
        await restoreInto(database, file);
        return database;
      },
    });
    const client = harness.as(facts.bootstrap_key);
    const ids = Object.keys(facts.configs);
    expect(ids).not.toEqual([]);
    for (const id of ids) {
      const { body } = await client.post(`provider-configs/${id}/resolve`, { reason: 'after the restore' });
      expect(body.value, id).toEqual(facts.configs[id]);
      expect((await client.patch(`provider-configs/${id}`, { name: 'Restored' })).status).toBe(200);
    }
    const { body } = await client.post('audit-events/verify', { checkpoint: facts.checkpoint });
    expect(body).toMatchObject({ valid: true, first_invalid: null });
  });
});

describe('a file', () => {
  const altered = async (change: (bytes: Buffer) => Buffer) => {
    const path = join(folder.path, `altered-${randomBytes(4).toString('hex')}`);
    writeFileSync(path, change(readFileSync(file)));
    return checkBackup(path);
  };

  test('is for its owner only', () => {
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  test.each([
    ['cut by a byte', (bytes: Buffer) => bytes.subarray(0, -1)],
    ['cut in half', (bytes: Buffer) => bytes.subarray(0, bytes.length >> 1)],
    ['cut in its first line', (bytes: Buffer) => bytes.subarray(0, 10)],
    ['longer', (bytes: Buffer) => Buffer.concat([bytes, Buffer.from('x')])],
    ['of another kind', () => randomBytes(5_000)],
    ['empty', () => Buffer.alloc(0)],
  ])('that is %s is refused', async (_how, change) => {
    await expect(altered(change)).rejects.toThrow(/is damaged|is no backup of Berth/);
  });

  test('with a changed bit anywhere is refused', async () => {
    const { length } = readFileSync(file);
    for (let at = 0; at < length; at += Math.ceil(length / 40)) {
      const flip = (bytes: Buffer) => {
        bytes.writeUInt8(bytes.readUInt8(at) ^ 1, at);
        return bytes;
      };
      await expect(altered(flip), `byte ${at}`).rejects.toThrow(/is damaged|is no backup of Berth/);
    }
  });

  test('of another schema is refused, with the version to restore it with', async () => {
    const checked = await checkBackup(file);
    const path = join(folder.path, 'other');
    const header = { ...checked.header, release: '9.9.9', migrations: ['other'] };
    await writeBackupFile(path, (write) => write(sealed(header, (async function* () {})())));
    await expect(checkBackup(path)).rejects.toThrow('Restore it with Berth 9.9.9');
  });

  test('is never written over', async () => {
    await expect(backUp(source, file)).rejects.toThrow('exists already');
  });
});

describe.runIf(testDriver() === 'postgres')('on PostgreSQL', () => {
  test.runIf(isLongRun)(
    'a backup goes into the embedded database, and back, without a difference',
    async () => {
      const embedded = await openPglite({ directory: join(folder.path, 'embedded') });
      await embedded.migrate(MIGRATIONS);
      await restoreInto(embedded, file);
      expect((await dumpRows(embedded)) === rows).toBe(true);
      const returned = join(folder.path, 'returned');
      await backUp(embedded, returned);
      await embedded.close();
      const database = await openTarget();
      await restoreInto(database, returned);
      expect((await dumpRows(database)) === rows).toBe(true);
      await database.close();
    },
  );

  test('rows that are written during a backup are not in it, and wait for nothing', async () => {
    const path = join(folder.path, 'beside');
    const written = () =>
      source.query(`insert into publishers (id, owner_id, slug, name, created_at, updated_at)
                    select 'pub_' || r, 'public', 'slug-' || r, 'Later', now(), now() from gen_random_uuid() r`);
    async function* writing(bytes: AsyncIterable<Uint8Array>) {
      for await (const chunk of bytes) {
        await written();
        yield chunk;
      }
    }
    await writeBackupFile(path, (write) => makeBackup(source, (bytes) => write(writing(bytes)), new Date()));
    expect(await source.query("delete from publishers where name = 'Later' returning 1")).not.toEqual([]);
    const database = await openTarget();
    await restoreInto(database, path);
    expect((await dumpRows(database)) === rows).toBe(true);
    await database.close();
  });

  test('a table is read in pages of bounded size, whatever the size of its rows', async () => {
    const database = await openTarget();
    await database.query(`insert into publishers (id, owner_id, slug, name, created_at, updated_at)
      select 'pub_' || n, 'public', 'slug-' || n, case when n % 500 = 0 then repeat('n', 900000) else 'Small' end, now(), now() from generate_series(1, 3500) n`);
    const table = storedTables(MIGRATIONS).find(({ name }) => name === 'publishers');
    const sizes: number[] = [];
    let count = 0;
    await inSnapshot(database, async (tx) => {
      if (!table) return;
      for await (const page of dumpTable(tx, table)) {
        sizes.push(page.text.length);
        count += page.rows;
      }
    });
    expect(count).toBe(3500);
    expect(Math.max(...sizes)).toBeLessThan(2_000_000);
    await database.close();
  });
});

test('the programs back up beside a running server, and restore into a new embedded database', {
  timeout: 180_000,
}, async () => {
  await buildServer();
  const served = makeFolder();
  const database = await onMigratedDatabase(served.path);
  const env: Record<string, string> = { ...database, BERTH_BOOTSTRAP_KEY: 'k'.repeat(40) };
  const target = join(folder.path, 'made by a program');
  const server = await startProcess(env);
  const headers = { authorization: `Bearer ${env.BERTH_BOOTSTRAP_KEY}`, 'content-type': 'application/json' };
  const config = { provider_id: 'openai', name: 'Kept', value: { api_key: 'kept-in-a-backup' } };
  const made = await fetch(`${server.url}/provider-configs`, {
    method: 'POST',
    headers,
    body: JSON.stringify(config),
  });
  const { id } = (await made.json()) as { id: string };
  const { BERTH_MASTER_KEY: masterKey = '', ...withoutKey } = env;
  expect(await runToEnd('backup', withoutKey, [target])).toMatchObject({ code: 0 });
  expect((await runToEnd('backup', withoutKey, [target])).stderr).toContain('exists already');
  expect(await server.stop()).toBe(0);

  const { DATABASE_URL: _, ...settings } = withoutKey;
  const restored = { ...settings, BERTH_DATA_DIR: join(folder.path, 'new') };
  expect(await runToEnd('restore', restored, [target])).toMatchObject({ code: 0 });
  const other = await startProcess({ ...restored, BERTH_MASTER_KEY: masterKey });
  const resolved = await fetch(`${other.url}/provider-configs/${id}/resolve`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ reason: 'drill' }),
  });
  expect(await resolved.json()).toMatchObject({ value: config.value });
  expect(await other.stop()).toBe(0);
  served.remove();
  expect((await runToEnd('backup', env, [])).code).toBe(2);
  expect((await runToEnd('restore', withoutKey, [join(folder.path, 'absent')])).stderr).toContain(
    'cannot be read (ENOENT)',
  );
});
