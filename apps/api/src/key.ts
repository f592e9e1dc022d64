import { createRecoveryKey } from '@berth/domain';
import { DomainError } from '@berth/kernel';
import { readSettings, type Settings } from './env.ts';
import { type RecoveryKey, requestRecoveryKey } from './server/control.ts';
import { findHolder } from './server/lock.ts';
import { migrateNew } from './server/migrate.ts';
import { runProgram, say } from './server/program.ts';
import { StartError, startErrors } from './server/start-error.ts';
import { openStorage } from './server/storage.ts';

const HELP = `npm run key

Makes a new secret key with every scope and prints it, once: only its hash is stored. It is for the first instance, works
beside a running server, and takes no arguments. The settings are those of the server.

Examples:
  npm run key
  DATABASE_URL=postgres://localhost/berth npm run key
`;

const refuse = (given: readonly string[]) =>
  given.length > 0 ? 'npm run key takes no arguments, and made no key.' : null;

await runProgram({ help: HELP, refuse }, async () => {
  const { key, instanceId } = await makeKey(readSettings());
  process.stdout.write(`${key}\n`);
  say(`A new secret key of ${instanceId} with every scope. Shown once: only its hash is stored.`);
});

/** Creates a key through the server that holds the data directory, or on the database itself when no server runs. */
async function makeKey(settings: Settings): Promise<RecoveryKey> {
  const holder = settings.databaseUrl ? null : findHolder(settings.dataDirectory);
  if (holder) {
    const made = await requestRecoveryKey(holder.control);
    if (made) return made;
    throw startErrors.givesNoKey({ pid: holder.pid, path: settings.dataDirectory });
  }
  const storage = await openStorage(settings, null, { migrate: migrateNew });
  try {
    return await createRecoveryKey(storage.database, new Date());
  } catch (cause) {
    if (cause instanceof DomainError) throw new StartError(cause.message, { cause });
    throw cause;
  } finally {
    await storage.close();
  }
}
