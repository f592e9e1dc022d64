import { type Database, knownHashes, loadDump, NotEmpty, storedTables, WrongCount } from '@berth/db';
import { type Header, isWhole, readHeader, readPages } from './backup-format.ts';
import { MIGRATIONS, VERSION } from './package-files.ts';
import { codeOf, startErrors } from './start-error.ts';

/** A backup that is whole and of the schema of this version. */
export interface CheckedBackup {
  file: string;
  header: Header;
  rowsAt: number;
}

/** Checks a file before a database is touched. @throws StartError */
export async function checkBackup(file: string): Promise<CheckedBackup> {
  try {
    const read = await readHeader(file).catch((error: unknown) => {
      if (error instanceof SyntaxError) throw startErrors.backupDamaged({ file }, { cause: error });
      throw error;
    });
    if (!read) throw startErrors.noBackup({ file });
    if (!(await isWhole(file))) throw startErrors.backupDamaged({ file });
    const { release, migrations } = read.header;
    if (migrations.join() !== knownHashes(MIGRATIONS).join()) {
      throw startErrors.backupOfOtherVersion({ file, release, version: VERSION });
    }
    return { file, ...read };
  } catch (cause) {
    const code = codeOf(cause);
    throw code === null ? cause : startErrors.fileUnreadable({ file, code }, { cause });
  }
}

/**
 * Loads a backup into a migrated database without rows, all of it or nothing. Returns the number of rows.
 * @throws StartError for a database with rows, and for a backup that has other rows than it says.
 */
export async function restoreBackup(
  database: Database,
  { file, header, rowsAt }: CheckedBackup,
): Promise<number> {
  const counts = Object.fromEntries(header.tables.map(({ name, rows }) => [name, rows]));
  try {
    return await loadDump(database, storedTables(MIGRATIONS), counts, readPages(file, rowsAt));
  } catch (cause) {
    if (cause instanceof NotEmpty) throw startErrors.restoreNotEmpty({ table: cause.table }, { cause });
    if (cause instanceof WrongCount) throw startErrors.backupDamaged({ file }, { cause });
    throw cause;
  }
}
