import { Readable } from 'node:stream';
import { createDeflate } from 'node:zlib';
import {
  appliedHashes,
  countRows,
  type Database,
  dumpTable,
  inSnapshot,
  knownHashes,
  type StoredTable,
  storedTables,
} from '@berth/db';
import { type Header, lineOf, sealed } from './backup-format.ts';
import { MIGRATIONS, VERSION } from './package-files.ts';
import { startErrors } from './start-error.ts';

/**
 * Writes a backup of all tables at one moment. `write` resolves when it takes further bytes: no row is read before.
 * @throws StartError for a database of another version.
 */
export async function makeBackup(
  database: Database,
  write: (bytes: AsyncIterable<Uint8Array>) => Promise<void>,
  now: Date,
): Promise<void> {
  const tables = storedTables(MIGRATIONS);
  await inSnapshot(database, async (tx) => {
    const migrations = knownHashes(MIGRATIONS);
    const applied = await appliedHashes(tx);
    if (applied.join() !== migrations.join()) {
      const told = { version: VERSION, applied: applied.length, known: migrations.length };
      throw startErrors.backupOfOtherSchema(told);
    }
    const counts = await countRows(tx, tables);
    const header: Header = {
      release: VERSION,
      created_at: now.toISOString(),
      migrations,
      tables: tables.map(({ name, columns }) => ({
        name,
        columns: columns.map((column) => column.name),
        rows: counts[name] ?? 0,
      })),
    };
    const lines = Readable.from(linesOf(tx, tables));
    const rows = lines.pipe(createDeflate());
    lines.once('error', (error) => rows.destroy(error));
    try {
      await write(sealed(header, rows));
    } finally {
      lines.destroy();
    }
  });
}

async function* linesOf(
  tx: Parameters<typeof dumpTable>[0],
  tables: readonly StoredTable[],
): AsyncGenerator<string> {
  for (const table of tables) {
    for await (const page of dumpTable(tx, table)) yield lineOf(page);
  }
}
