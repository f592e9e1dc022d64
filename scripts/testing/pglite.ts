import { existsSync, readFileSync } from 'node:fs';
import { mkdir, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { makePgliteImage } from '../../packages/db/src/testing.ts';
import { contentDigest, fill, requireMigrations } from './migrations.ts';

const CACHE = join(import.meta.dirname, '../../node_modules/.cache/berth-test');

/** Makes the migrated image that every test database of the `pglite` project is loaded from, once per schema. */
export default async function setup(project: TestProject): Promise<void> {
  requireMigrations();
  const name = `pglite-${engineVersion()}-${contentDigest()}.tar`;
  const image = join(CACHE, name);
  if (!existsSync(image)) {
    await mkdir(CACHE, { recursive: true });
    const partial = `${image}.${process.pid}`;
    await writeFile(partial, await makePgliteImage(fill));
    await rename(partial, image);
  }
  await removeOld();
  project.provide('testSource', { driver: 'pglite', image });
}

/** Removes images older than a day: another run may still be loading a newer one. */
async function removeOld(): Promise<void> {
  for (const name of await readdir(CACHE)) {
    const { mtimeMs } = await stat(join(CACHE, name));
    if (Date.now() - mtimeMs > 86_400_000) await rm(join(CACHE, name), { force: true });
  }
}

function engineVersion(): string {
  const manifest = readFileSync(join(import.meta.dirname, '../../packages/db/package.json'), 'utf8');
  const { dependencies } = JSON.parse(manifest) as { dependencies: Record<string, string> };
  return dependencies['@electric-sql/pglite'] ?? 'unknown';
}
