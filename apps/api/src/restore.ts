import type { StorageSettings } from './env/storage.ts';
import { readStorage } from './env.ts';
import { type CheckedBackup, checkBackup, restoreBackup } from './server/backup-restore.ts';
import { openDataDirectory } from './server/data-directory.ts';
import { openServer } from './server/database.ts';
import { migrateNew } from './server/migrate.ts';
import { MIGRATIONS } from './server/package-files.ts';
import { refuseUnlessFile, runProgram, say } from './server/program.ts';

const HELP = `npm run restore -- <file>

Restores a backup into an empty database: all of it or nothing. Start the server with the master keys of the backup then.
The settings are those of the server, which must not run; no master key is needed.

Examples:
  env -u DATABASE_URL BERTH_DATA_DIR=./restored npm run restore -- /backups/berth-monday
  DATABASE_URL=postgres://localhost/restored npm run restore -- berth-monday
`;

/** The time for one answer of the database: to check the foreign keys of a large table takes a while. */
const ANSWER_SECONDS = 3_600;

await runProgram({ help: HELP, refuse: refuseUnlessFile }, async ([file = '']) => {
  const settings = readStorage();
  const backup = await checkBackup(file);
  const rows = await restore(settings, backup);
  const { release, created_at } = backup.header;
  say(`Restored ${rows} rows of ${created_at}, by Berth ${release}. Start Berth with the same master keys.`);
});

async function restore(
  { databaseUrl, databasePooled: isPooled, dataDirectory }: StorageSettings,
  backup: CheckedBackup,
): Promise<number> {
  if (databaseUrl) {
    const options = { answerSeconds: ANSWER_SECONDS, isPooled };
    const database = await openServer(databaseUrl, MIGRATIONS, options, migrateNew);
    return restoreBackup(database, backup).finally(() => database.close());
  }
  const directory = openDataDirectory(dataDirectory, { port: 0, token: '' });
  try {
    const database = await directory.openDatabase(MIGRATIONS, migrateNew);
    const restoring = restoreBackup(database, backup).finally(() => database.close());
    return await restoring.catch(async (error) => {
      if (!directory.hasDatabase) await directory.removeDatabase(); // made for this, and empty
      throw error;
    });
  } finally {
    directory.release();
  }
}
