import { UnknownMigration } from '@berth/db';
import { VERSION } from './package-files.ts';
import { type StartError, startErrors } from './start-error.ts';

/**
 * Explains that this version cannot migrate a database; null for every other error. `elsewhere` tells how to use
 * another database.
 */
export function explainOtherVersion(error: unknown, database: string, elsewhere: string): StartError | null {
  if (!(error instanceof UnknownMigration)) return null;
  const { isNewer, place, applied, known } = error;
  const told = { database, applied, version: VERSION, elsewhere };
  return isNewer
    ? startErrors.newerVersion({ ...told, known }, { cause: error })
    : startErrors.unknownVersion({ ...told, place }, { cause: error });
}
