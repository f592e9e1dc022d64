import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Finds the snapshot that drizzle-kit made with the last migration of a folder: its path below the folder. */
export function lastSnapshot(folder: string): string {
  const { entries } = readJson(join(folder, 'meta/_journal.json')) as { entries: { idx: number }[] };
  return `meta/${String(entries.at(-1)?.idx).padStart(4, '0')}_snapshot.json`;
}

/** Reads the tables of the last snapshot, in the form in which drizzle-kit describes them. */
export function snapshotTables<Table>(folder: string): Table[] {
  const { tables } = readJson(join(folder, lastSnapshot(folder))) as { tables: Record<string, Table> };
  return Object.values(tables);
}

const readJson = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'));
