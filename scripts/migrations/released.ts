import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The migrations that came with each version, oldest first, and the SHA-256 of each file. */
export type Released = Record<string, Record<string, string>>;

const fileOf = (folder: string): string => join(folder, 'released.json');

export function readReleased(folder: string): Released {
  return JSON.parse(readFileSync(fileOf(folder), 'utf8')) as Released;
}

interface Entry {
  tag: string;
  when: number;
}

export function readJournal(folder: string): Entry[] {
  const text = readFileSync(join(folder, 'meta/_journal.json'), 'utf8');
  return (JSON.parse(text) as { entries: Entry[] }).entries;
}

/** The number of migrations in a database of a released version. */
export function migrationsOf(released: Released, version: string): number {
  let count = 0;
  for (const [name, files] of Object.entries(released)) {
    count += Object.keys(files).length;
    if (name === version) return count;
  }
  throw new Error(`${version} is not released`);
}

/** Records that a version has all migrations of the journal. */
export function addRelease(folder: string, version: string): void {
  const released = readReleased(folder);
  const known = new Set(Object.values(released).flatMap((files) => Object.keys(files)));
  const files = readJournal(folder).map(({ tag }) => `${tag}.sql`);
  const added = files.filter((file) => !known.has(file)).map((file) => [file, hashOf(join(folder, file))]);
  const text = JSON.stringify({ ...released, [version]: Object.fromEntries(added) }, null, 2);
  writeFileSync(fileOf(folder), `${text}\n`);
}

/**
 * Lists released migrations that were changed, removed or moved: databases have run the released ones. Also lists
 * migrations whose time is not after that of the one before, because no database would run them.
 */
export function releasedProblems(folder: string): string[] {
  const journal = readJournal(folder);
  const released = Object.entries(readReleased(folder)).flatMap(([version, files]) =>
    Object.entries(files).map(([file, hash]) => ({ version, file, hash })),
  );
  const changed = released.flatMap(({ version, file, hash }, index) => {
    const came = `drizzle/${file} came with ${version} and is`;
    const path = join(folder, file);
    if (!existsSync(path)) return [`${came} gone. Put it back.`];
    if (hashOf(path) !== hash) return [`${came} changed. Put it back, and add a migration: pnpm db:generate`];
    if (`${journal[index]?.tag}.sql` !== file) return [`${came} not number ${index + 1} of the journal.`];
    return [];
  });
  const early = journal.filter(({ when }, index) => when <= (journal[index - 1]?.when ?? 0));
  return [
    ...changed,
    ...early.map(({ tag }) => `drizzle/${tag}.sql is not later than the one before. Make it again.`),
  ];
}

const hashOf = (path: string): string => createHash('sha256').update(readFileSync(path)).digest('hex');
