import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Database, openPglite, openPostgres } from '@berth/db';
import { createServerDatabase, queryRows, testDriver } from '@berth/db/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDataDirectory } from '../../src/server/data-directory.ts';
import { openServer } from '../../src/server/database.ts';
import { MIGRATIONS, VERSION } from '../../src/server/package-files.ts';

/** A database, both as a start opens it and for direct statements. */
interface Place {
  start(): Promise<Database>;
  open(): Promise<Database>;
  /** The name in the error message. */
  name: string;
  elsewhere: string;
  remove(): void;
}

let place: Place;
beforeAll(async () => {
  place = testDriver() === 'postgres' ? await onServer() : onDisk();
  await (await place.start()).close();
});
afterAll(() => place.remove());

async function onServer(): Promise<Place> {
  const { url } = await createServerDatabase('empty');
  return {
    start: () => openServer(url, MIGRATIONS),
    open: async () => openPostgres(url),
    name: `of DATABASE_URL at ${new URL(url).host}`,
    elsewhere: 'set DATABASE_URL to an empty one',
    remove: () => {},
  };
}

function onDisk(): Place {
  const folder = mkdtempSync(join(tmpdir(), 'berth-test-'));
  const directory = openDataDirectory(folder, { port: 0, token: '' });
  const path = join(folder, 'postgres');
  return {
    start: () => directory.openDatabase(MIGRATIONS),
    open: () => openPglite({ directory: path }),
    name: `in ${path}`,
    elsewhere: 'set BERTH_DATA_DIR to a new directory',
    remove: () => {
      directory.release();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Changes the database's record of its migrations, and starts. */
async function startAfter(statement: string): Promise<Database> {
  const database = await place.open();
  await queryRows(database, statement).finally(() => database.close());
  return place.start();
}

const refused = (what: string) =>
  new RegExp(`^The database ${place.name} is of ${what}\\. Start that version, or ${place.elsewhere}\\.$`);

test('a start refuses a database of a newer version, and names both versions and the remedy', async () => {
  const start = startAfter(
    `insert into drizzle.__drizzle_migrations (hash, created_at) values ('new', ${Date.now()})`,
  );
  const counts = `\\(it has \\d+ migrations, ${VERSION} knows \\d+\\)`;
  await expect(start).rejects.toThrow(refused(`a newer version of Berth ${counts}`));
});

test('a start refuses a database that was made before 0.2.0', async () => {
  const start = startAfter(`update drizzle.__drizzle_migrations set hash = 'old' where id = 1`);
  const counts = '\\(its migration 1 of \\d+ is unknown\\)';
  await expect(start).rejects.toThrow(
    refused(`a version of Berth that ${VERSION} does not upgrade ${counts}`),
  );
});
