import { appliedHashes, type Database, knownHashes } from '@berth/db';
import { VERSION } from './package-files.ts';
import { startErrors } from './start-error.ts';

/** Migrates an open database with the migrations of a folder. */
export type Migrate = (database: Database, folder: string) => Promise<void>;

/** Applies the migrations that the database lacks, as a start of the server does. */
export const migrateFully: Migrate = (database, folder) => database.migrate(folder);

/**
 * Migrates a database that has no migration. Programs that run beside servers use it: a server of another version may
 * serve the database. @throws StartError for a database with other migrations than those of this version.
 */
export const migrateNew: Migrate = async (database, folder) => {
  const applied = await appliedHashes(database.read);
  if (applied.length === 0) return database.migrate(folder);
  const known = knownHashes(folder);
  if (applied.join() === known.join()) return;
  throw startErrors.otherSchema({ version: VERSION, applied: applied.length, known: known.length });
};
