import type { Database, ReplicaState } from '@berth/db';
import type { Secrets } from '@berth/secrets';
import type { Settings } from '../env.ts';
import type { Control } from './control.ts';
import { type DataDirectory, openDataDirectory } from './data-directory.ts';
import { openServer } from './database.ts';
import { secretsOf } from './keys.ts';
import { type Migrate, migrateFully } from './migrate.ts';
import { MIGRATIONS } from './package-files.ts';
import { step } from './progress.ts';

/** An open database with the keys to its secrets. `close` releases everything, also when called early. */
export interface Storage {
  readonly database: Database;
  readonly secrets: Secrets;
  close(): Promise<void>;
}

/** The observers of a storage, and the way in which it is migrated. */
export interface StorageOptions {
  statement?: ((text: string) => void) | undefined;
  replicaChanged?: (server: string, state: ReplicaState) => void;
  migrate?: Migrate;
}

/**
 * Opens the database of the settings and migrates it. The lock file tells other processes the address of `control`.
 * `statement` is told each statement to a PostgreSQL. Replicas are used only with `replicaChanged`.
 */
export async function openStorage(
  settings: Settings,
  control: Control | null,
  { statement, replicaChanged, migrate = migrateFully }: StorageOptions = {},
): Promise<Storage> {
  const { databaseUrl, databaseWaitMs, databaseReadUrls: urls, databasePooled: isPooled } = settings;
  if (databaseUrl) {
    const secrets = secretsOf(settings, settings.masterKeys);
    const options = {
      waitSeconds: databaseWaitMs / 1000,
      isPooled,
      statement,
      ...(replicaChanged && urls.length > 0 ? { replicas: { urls, changed: replicaChanged } } : {}),
    };
    const database = await step('Preparing the database', () =>
      openServer(databaseUrl, MIGRATIONS, options, migrate),
    );
    return { database, secrets, close: () => database.close() };
  }
  const address = control?.address ?? { port: 0, token: '' };
  const directory = openDataDirectory(settings.dataDirectory, address);
  try {
    return await openEmbedded(directory, settings, migrate);
  } catch (error) {
    directory.release();
    throw error;
  }
}

async function openEmbedded(
  directory: DataDirectory,
  settings: Settings,
  migrate: Migrate,
): Promise<Storage> {
  const isElsewhere = settings.keyProvider === 'transit';
  const secrets = secretsOf(settings, directory.masterKeys(settings.masterKeys, isElsewhere));
  const name = directory.hasDatabase ? 'Opening the database' : 'Making the database (first start)';
  const database = await step(name, () => directory.openDatabase(MIGRATIONS, migrate));
  return {
    database,
    secrets,
    close: async () => {
      await database.close().finally(directory.release);
    },
  };
}
