import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Facts } from './rows.ts';

/** The database of a released version: its rows as SQL, and the facts that a later version must find in them. */
export interface Release {
  rows: string;
  facts: Facts;
}

const folderOf = (version: string): string =>
  join(import.meta.dirname, '../../apps/api/test/runtime/releases', version);

export function readRelease(version: string): Release {
  const folder = folderOf(version);
  return {
    rows: readFileSync(join(folder, 'rows.sql'), 'utf8'),
    facts: JSON.parse(readFileSync(join(folder, 'facts.json'), 'utf8')) as Facts,
  };
}

export function writeRelease(version: string, { rows, facts }: Release): void {
  const folder = folderOf(version);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'rows.sql'), rows);
  writeFileSync(join(folder, 'facts.json'), `${JSON.stringify(facts, null, 2)}\n`);
}
