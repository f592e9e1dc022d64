import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { StorageSettings } from './env/storage.ts';
import { readStorage } from './env.ts';
import { writeBackupFile } from './server/backup-file.ts';
import { makeBackup } from './server/backup-make.ts';
import { requestBackup } from './server/control.ts';
import { openDataDirectory } from './server/data-directory.ts';
import { openServer } from './server/database.ts';
import { findHolder, type Holder } from './server/lock.ts';
import { refuseUnlessFile, runProgram, say } from './server/program.ts';
import { startErrors } from './server/start-error.ts';

const HELP = `npm run backup -- <file>

Writes all rows of the database, as they are at one moment, to a new file. Works beside a running server. The file holds
the saved values encrypted, and no master key. The settings are those of the server; no master key is needed.

Examples:
  npm run backup -- /backups/berth-monday
  DATABASE_URL=postgres://localhost/berth npm run backup -- berth-monday
`;

/** The time for one answer of the database: to count a large table takes a while. */
const ANSWER_SECONDS = 3_600;

type Write = (bytes: AsyncIterable<Uint8Array>) => Promise<void>;

await runProgram({ help: HELP, refuse: refuseUnlessFile }, async ([file = '']) => {
  const settings = readStorage();
  await writeBackupFile(file, (write) => backUp(settings, write));
  say(`Backed up to ${file} (${statSync(file).size} bytes). Keep the master keys too, in another place.`);
});

/** Backs up through the server that holds the data directory, or from the database itself. */
async function backUp(
  { databaseUrl, databasePooled: isPooled, dataDirectory }: StorageSettings,
  write: Write,
): Promise<void> {
  if (databaseUrl) {
    const database = await openServer(databaseUrl, null, { answerSeconds: ANSWER_SECONDS, isPooled });
    return makeBackup(database, write, new Date()).finally(() => database.close());
  }
  if (!existsSync(join(dataDirectory, 'postgres')))
    throw startErrors.nothingToBackUp({ path: dataDirectory });
  const holder = findHolder(dataDirectory);
  if (holder) return throughServer(holder, dataDirectory, write);
  const directory = openDataDirectory(dataDirectory, { port: 0, token: '' });
  try {
    const database = await directory.openAsIs();
    await makeBackup(database, write, new Date()).finally(() => database.close());
  } finally {
    directory.release();
  }
}

async function throughServer({ control, pid }: Holder, path: string, write: Write): Promise<void> {
  const bytes = await requestBackup(control);
  if (!bytes) throw startErrors.backupFailed({ pid, path });
  await write(bytes).catch((cause) => {
    const isCut = cause instanceof TypeError; // as fetch names a body that ends early
    throw isCut ? startErrors.backupFailed({ pid, path }, { cause }) : cause;
  });
}
