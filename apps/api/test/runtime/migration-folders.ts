import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readJournal } from '../../../../scripts/migrations/released.ts';
import { MIGRATIONS } from '../../src/server/package-files.ts';

const made: string[] = [];

/** A folder with the first migrations of the product. */
export const firstMigrations = (count: number): string => makeFolder(count, null);

/** A folder with the migrations of the product and an invented one. */
export const withMigration = (sql: string): string => makeFolder(Number.POSITIVE_INFINITY, sql);

export function removeFolders(): void {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true });
}

function makeFolder(count: number, further: string | null): string {
  const folder = mkdtempSync(join(tmpdir(), 'berth-migrations-'));
  made.push(folder);
  cpSync(MIGRATIONS, folder, { recursive: true });
  const entries = readJournal(folder).slice(0, count);
  const last = entries.at(-1);
  if (further !== null && last) {
    writeFileSync(join(folder, 'invented.sql'), further);
    entries.push({ ...last, tag: 'invented', when: last.when + 1 });
  }
  const path = join(folder, 'meta/_journal.json');
  const journal = JSON.parse(readFileSync(path, 'utf8')) as object;
  writeFileSync(path, JSON.stringify({ ...journal, entries }));
  return folder;
}
