import { createRecoveryKey } from '@berth/domain';
import { DomainError } from '@berth/kernel';
import { readSettings, type Settings } from './env.ts';
import { type RecoveryKey, requestRecoveryKey } from './server/control.ts';
import { openStorage } from './server/index.ts';
import { findHolder } from './server/lock.ts';
import { explain, StartError } from './server/start-error.ts';

try {
  const { key, instanceId } = await makeKey(readSettings());
  process.stdout.write(`${key}\n`);
  process.stderr.write(
    `A new secret key of ${instanceId} with every scope. Shown once: only its hash is stored.\n`,
  );
  process.exit(0);
} catch (error) {
  process.stderr.write(`${explain(error)}\n`);
  process.exit(1);
}

/** Creates a key through the server that holds the data directory, or on the database itself when no server runs. */
async function makeKey(settings: Settings): Promise<RecoveryKey> {
  const holder = settings.databaseUrl ? null : findHolder(settings.dataDirectory);
  if (holder) {
    const made = await requestRecoveryKey(holder.control);
    if (made) return made;
    throw new StartError(
      `Process ${holder.pid} holds ${settings.dataDirectory} and gives no key. Stop it, and run this again.`,
    );
  }
  const storage = await openStorage(settings, null);
  try {
    return await createRecoveryKey(storage.database, new Date());
  } catch (cause) {
    if (cause instanceof DomainError) throw new StartError(cause.message, { cause });
    throw cause;
  } finally {
    await storage.close();
  }
}
