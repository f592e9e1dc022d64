import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { findImage } from '@berth/db';
import { queryRows, testDriver } from '@berth/db/testing';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { build } from '../../../../scripts/toolchain/build.mjs';
import { openDataDirectory } from '../../src/server/data-directory.ts';
import { MIGRATIONS } from '../../src/server/package-files.ts';
import { entryOf, makeFolder, startProcess } from '../support/server-process.ts';
import { removeFolders, withMigration } from './migration-folders.ts';

describe.runIf(testDriver() === 'pglite')('the first start on the embedded database', () => {
  const folder = makeFolder();
  vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });
  beforeAll(() => build(['server', 'image']));
  afterAll(() => {
    folder.remove();
    removeFolders();
  });

  /** Opens the database of a directory as a start does, and returns what a query finds there. */
  const found = async (path: string, migrations: string, query: string) => {
    const directory = openDataDirectory(path, { port: 0, token: '' });
    const database = await directory.openDatabase(migrations).finally(directory.release);
    return queryRows(database, query).finally(() => database.close());
  };
  const APPLIED = 'select count(*)::int from drizzle.__drizzle_migrations';

  test('takes the image, and makes the same without one, in the place of what a killed start has left', async () => {
    const added = withMigration('create table added (id text primary key)');
    expect([findImage(MIGRATIONS), findImage(added)]).toEqual([expect.any(String), null]);
    const [fromImage, without] = ['from the image', 'without'].map((name) => join(folder.path, name));
    for (const path of [fromImage, without]) {
      mkdirSync(join(String(path), 'postgres.unfinished/base'), { recursive: true });
      writeFileSync(join(String(path), 'postgres.unfinished/base/1'), 'half');
    }
    const [{ count } = {}] = await found(String(fromImage), MIGRATIONS, APPLIED);
    expect(await found(String(without), added, APPLIED)).toEqual([{ count: Number(count) + 1 }]);
    for (const path of [fromImage, without]) {
      expect(readdirSync(String(path)).filter((name) => !name.startsWith('lock.'))).toEqual(['postgres']);
    }
    // The next release finds its new migration to be made
    expect(await found(String(fromImage), added, APPLIED)).toEqual([{ count: Number(count) + 1 }]);
  });

  test('that is killed while it makes the database leaves nothing that the next one takes for it', async () => {
    const data = join(folder.path, 'killed');
    const env = { PATH: process.env.PATH, PORT: '0', BERTH_DATA_DIR: data };
    // Again when the kill came too late
    do {
      rmSync(data, { recursive: true, force: true });
      const child = spawn(process.execPath, [entryOf('main')], { env, stdio: 'ignore' });
      const ended = once(child, 'exit');
      while (!existsSync(join(data, 'postgres.unfinished'))) await setTimeout(1);
      child.kill('SIGKILL');
      await ended;
    } while (!existsSync(join(data, 'postgres.unfinished')));
    const next = await startProcess({ BERTH_DATA_DIR: data });
    expect((await fetch(`${next.url}/readyz`)).status).toBe(200);
    expect(await next.stop()).toBe(0);
    expect(readdirSync(data)).not.toContain('postgres.unfinished');
  });

  test('that cannot make the database fails with the reason, and leaves no database', async () => {
    const path = join(folder.path, 'broken');
    const broken = withMigration('create table broken (id no_such_type)');
    await expect(found(path, broken, APPLIED)).rejects.toMatchObject({
      cause: { message: expect.stringContaining('no_such_type') },
    });
    expect(existsSync(join(path, 'postgres'))).toBe(false);
    rmSync(path, { recursive: true });
  });
});
