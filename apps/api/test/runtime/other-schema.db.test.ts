import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { appliedHashes, type Database, openPglite, openPostgres } from '@berth/db';
import { openTestDatabase, testDriver } from '@berth/db/testing';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { readJournal } from '../../../../scripts/migrations/released.ts';
import { writeBackupFile } from '../../src/server/backup-file.ts';
import { makeBackup } from '../../src/server/backup-make.ts';
import { MIGRATIONS } from '../../src/server/package-files.ts';
import { buildServer, makeFolder, onEmptyPostgres, runToEnd } from '../support/server-process.ts';
import { firstMigrations, removeFolders, withMigration } from './migration-folders.ts';

/** The programs of this version, given a database that a server of another version may be serving. */
const folder = makeFolder();
const backup = join(folder.path, 'backup');
const own = readJournal(MIGRATIONS).length;
vi.setConfig({ testTimeout: 60_000 });

beforeAll(async () => {
  await buildServer();
  const source = await openTestDatabase();
  await writeBackupFile(backup, (write) => makeBackup(source, write, new Date()));
  await source.close();
}, 120_000);
afterAll(() => {
  folder.remove();
  removeFolders();
});

interface Place {
  env: Record<string, string>;
  open(): Promise<Database>;
}

/** Makes a place without a database, or, on PostgreSQL, with an empty one. */
async function newPlace(): Promise<Place> {
  if (testDriver() === 'postgres') {
    const env = await onEmptyPostgres();
    return { env, open: async () => openPostgres(env.DATABASE_URL) };
  }
  const path = join(folder.path, String(performance.now()));
  const env = { BERTH_DATA_DIR: path, BERTH_MASTER_KEY: Buffer.alloc(32, 1).toString('base64') };
  const open = () => {
    mkdirSync(path, { recursive: true });
    return openPglite({ directory: join(path, 'postgres') });
  };
  return { env, open };
}

async function inside<T>(place: Place, run: (database: Database) => Promise<T>): Promise<T> {
  const database = await place.open();
  return run(database).finally(() => database.close());
}

test.each([
  ['an older', () => firstMigrations(own - 1)],
  ['a newer', () => withMigration('select 1')],
])('restore and key leave a database of %s version as it is', async (_age, migrations) => {
  const place = await newPlace();
  const before = await inside(place, async (database) => {
    await database.migrate(migrations());
    return appliedHashes(database.read);
  });
  for (const [program, args] of [
    ['restore', [backup]],
    ['key', []],
  ] as const) {
    const { code, stdout, stderr } = await runToEnd(program, place.env, args);
    expect([program, code, stdout]).toEqual([program, 1, '']);
    expect(stderr).toContain(`is of another version of Berth (it has ${before.length} migrations, `);
    expect(await inside(place, (database) => appliedHashes(database.read))).toEqual(before);
  }
});

test('a backup is restored into a database without tables, and a further one is refused', async () => {
  const place = await newPlace();
  expect(await runToEnd('restore', place.env, [backup])).toMatchObject({ code: 0 });
  const again = await runToEnd('restore', place.env, [backup]);
  expect([again.code, again.stderr]).toEqual([1, expect.stringContaining('into an empty database only')]);
});
