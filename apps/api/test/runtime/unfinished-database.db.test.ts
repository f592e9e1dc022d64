import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { queryRows, testDriver } from '@berth/db/testing';
import { afterAll, expect, test, vi } from 'vitest';
import { holdsDatabase, openDataDirectory } from '../../src/server/data-directory.ts';
import { MIGRATIONS } from '../../src/server/package-files.ts';
import { makeFolder } from '../support/server-process.ts';

const folder = makeFolder();
afterAll(() => folder.remove());
vi.setConfig({ testTimeout: 60_000 });

test.runIf(testDriver() === 'pglite')('a database whose making was interrupted is made anew', async () => {
  const unfinished = join(folder.path, 'postgres');
  mkdirSync(unfinished);
  writeFileSync(join(unfinished, 'PG_VERSION'), '18\n');
  writeFileSync(join(folder.path, 'postgres.unfinished'), '');
  const directory = openDataDirectory(folder.path, { port: 0, token: '' });
  try {
    expect(directory.hasDatabase).toBe(false);
    const made = await directory.openDatabase(MIGRATIONS);
    expect(await queryRows(made, 'select id from instances')).toEqual([]);
    await queryRows(made, 'create table kept ()');
    await made.close();
    expect(holdsDatabase(folder.path)).toBe(true);
    const again = await directory.openDatabase(MIGRATIONS);
    expect(await queryRows(again, 'select from kept')).toEqual([]);
    await again.close();
  } finally {
    directory.release();
  }
});
