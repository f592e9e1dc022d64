import { execFileSync } from 'node:child_process';
import { appendFileSync, chownSync, mkdtempSync, rmdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openPglite } from '@berth/db';
import {
  makePgliteDirectory,
  openTestDatabase,
  queryRows,
  type TestDatabase,
  testDriver,
} from '@berth/db/testing';

/** A small file system that a test can fill. */
export interface SmallDisk {
  path: string;
  /** Takes all the room that is left. */
  fill(): void;
  /** Gives the room back. */
  free(): void;
  remove(): void;
}

/** Mounts a file system of this size in memory; null without the right to. */
export function mountDisk(megabytes: number): SmallDisk | null {
  const path = mkdtempSync(join(tmpdir(), 'berth-disk-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m,mode=0755`, 'tmpfs', path], {
      stdio: 'ignore',
    });
  } catch {
    rmdirSync(path);
    return null;
  }
  const filler = join(path, 'filler');
  return {
    path,
    fill: () => {
      for (const bytes of [1024 * 1024, 4096]) fillBy(filler, Buffer.alloc(bytes));
    },
    free: () => rmSync(filler, { force: true }),
    remove: () => {
      execFileSync('umount', ['--lazy', path]);
      rmdirSync(path);
    },
  };
}

function fillBy(filler: string, block: Buffer): void {
  try {
    for (;;) appendFileSync(filler, block);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
  }
}

/** Opens a migrated database on the disk; on PostgreSQL all of it but the write-ahead log, which others share. */
export async function openOnDisk(disk: SmallDisk): Promise<TestDatabase> {
  if (testDriver() === 'postgres') return inTablespace(disk);
  const directory = join(disk.path, 'postgres');
  await makePgliteDirectory(directory);
  const database = await openPglite({ directory });
  return { ...database, url: null, query: (statement) => queryRows(database, statement) };
}

/** Moves the tables of a fresh database to a tablespace on the disk. */
async function inTablespace({ path }: SmallDisk): Promise<TestDatabase> {
  const database = await openTestDatabase();
  const [home] = await database.query('show data_directory');
  const { uid, gid } = statSync(String(home?.data_directory));
  chownSync(path, uid, gid);
  const space = `small_${path.slice(-6).toLowerCase()}`;
  await database.query(`create tablespace "${space}" location '${path}'`);
  await database.query(`do $$ declare t record; begin
    for t in select format('alter table %I set tablespace "${space}"', tablename) as move
             from pg_tables where schemaname = 'public' loop execute t.move; end loop;
    for t in select format('alter index %I set tablespace "${space}"', indexname) as move
             from pg_indexes where schemaname = 'public' loop execute t.move; end loop;
  end $$`);
  return {
    ...database,
    close: async () => {
      await database.close();
      const other = await openTestDatabase();
      await other.query(`drop tablespace "${space}"`);
    },
  };
}
