import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Database } from './database.ts';
import { IMAGES, type ImageEntry, imagePath } from './image.ts';
import { openPglite } from './pglite.ts';

/** The time that PostgreSQL has while it makes the image, so that equal migrations give equal bytes. */
const CLOCK = Date.UTC(2026, 0);

/** Makes the image for the migrations of a folder, and removes those of others. Returns its path. */
export async function makeImage(migrations: string): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'berth-image-'));
  try {
    const directory = join(folder, 'postgres');
    const database = await openPglite({ directory, clock: CLOCK });
    await fill(database, migrations).finally(() => database.close());
    const path = imagePath(migrations);
    mkdirSync(IMAGES, { recursive: true });
    // Another process may read it, or make it too
    writeFileSync(`${path}.${process.pid}`, pack(directory));
    renameSync(`${path}.${process.pid}`, path);
    for (const name of readdirSync(IMAGES)) {
      if (name.endsWith('.gz') && join(IMAGES, name) !== path) rmSync(join(IMAGES, name), { force: true });
    }
    return path;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Migrates a database, and drops the log of that, which has bytes of memory that nothing has set. */
async function fill(database: Database, migrations: string): Promise<void> {
  await database.migrate(migrations);
  for (const statement of ['set wal_recycle = off', 'select pg_switch_wal()', 'checkpoint']) {
    await database.read.execute(statement);
  }
}

function pack(directory: string): Buffer {
  const found = readdirSync(directory, { recursive: true, withFileTypes: true });
  const files = found
    .map((entry) => ({ path: join(entry.parentPath, entry.name), isFolder: entry.isDirectory() }))
    .sort((a, b) => (a.path < b.path ? -1 : 1))
    .map(({ path, isFolder }) => ({ path, content: isFolder ? null : readFileSync(path) }));
  const entries = files.map(
    ({ path, content }): ImageEntry => [
      relative(directory, path).replaceAll('\\', '/'),
      content?.length ?? null,
    ],
  );
  const contents = files.flatMap(({ content }) => content ?? []);
  return gzipSync(Buffer.concat([Buffer.from(`${JSON.stringify(entries)}\n`), ...contents]));
}
