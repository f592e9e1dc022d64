import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { knownHashes } from './migrations.ts';

/**
 * The files of an embedded database with every migration and no row, which the build makes for new directories: a line
 * with an array of `ImageEntry` in JSON, and the contents behind it, compressed by gzip.
 */
export const IMAGES = fileURLToPath(new URL('../dist/images', import.meta.url));

/** The path of a file, and its bytes; null for a folder, which stands before its files. */
export type ImageEntry = [path: string, bytes: number | null];

/** Returns the path of the image for the migrations of a folder. Other migrations, and another PGlite, have another. */
export function imagePath(migrations: string): string {
  const parts = [...['pglite', 'pglite-prepopulatedfs'].map(versionOf), ...knownHashes(migrations)];
  return join(IMAGES, `${createHash('sha256').update(parts.join()).digest('hex').slice(0, 16)}.gz`);
}

/** Finds the image for the migrations of a folder; null when it was not built. */
export function findImage(migrations: string): string | null {
  const path = imagePath(migrations);
  return existsSync(path) ? path : null;
}

/** Writes the files of an image into a new directory. */
export async function unpackImage(image: string, directory: string): Promise<void> {
  const packed = await readFile(image);
  const bytes = await unzip(packed, { chunkSize: CHUNK }).catch((cause) => {
    throw new Error(`${image} is damaged. Remove it: the first start then takes longer`, { cause });
  });
  const line = bytes.indexOf('\n');
  const entries = JSON.parse(bytes.toString('utf8', 0, line)) as ImageEntry[]; // as `makeImage` has written it
  let at = line + 1;
  mkdirSync(directory, { mode: 0o700 });
  for (const [name, size] of entries) {
    const path = join(directory, name);
    if (size === null) mkdirSync(path, { mode: 0o700 });
    else writeFileSync(path, bytes.subarray(at, at + size), { mode: 0o600 });
    at += size ?? 0;
  }
}

const unzip = promisify(gunzip);

/** The unit in which the image grows while it is decompressed, in bytes. The default one takes twice the time. */
const CHUNK = 1024 * 1024;

function versionOf(name: string): string {
  const manifest = new URL(`../node_modules/@electric-sql/${name}/package.json`, import.meta.url);
  return (JSON.parse(readFileSync(manifest, 'utf8')) as { version: string }).version;
}
