import { UnknownMigration } from '@berth/db';
import { VERSION } from './package-files.ts';
import { StartError } from './start-error.ts';

/**
 * Explains that this version cannot migrate a database; null for every other error. `elsewhere` tells how to use
 * another database.
 */
export function explainOtherVersion(error: unknown, database: string, elsewhere: string): StartError | null {
  if (!(error instanceof UnknownMigration)) return null;
  const { isNewer, place, applied, known } = error;
  const version = isNewer
    ? `a newer version of Berth (it has ${applied} migrations, ${VERSION} knows ${known})`
    : `a version of Berth that ${VERSION} does not upgrade (its migration ${place} of ${applied} is unknown)`;
  const sentence = `${database} is of ${version}: start that version, or ${elsewhere}.`;
  return new StartError(sentence, { cause: error });
}
