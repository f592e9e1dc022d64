import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openPglite } from '../../packages/db/src/pglite.ts';
import { openPostgres } from '../../packages/db/src/postgres.ts';
import { queryRows } from '../../packages/db/src/testing.ts';

/** The key of every request. It opens nothing but the databases of a run. */
export const KEY = 'a-key-that-opens-nothing-but-a-chaos-run';

/** The database of a case. */
export interface Place {
  /** The environment of its servers. */
  env: Record<string, string>;
  /** Runs one statement without a server; on the embedded database only while none runs. */
  query(statement: string): Promise<Record<string, unknown>[]>;
  remove(): void;
}

const common = {
  BERTH_BOOTSTRAP_KEY: KEY,
  BERTH_MASTER_KEY: Buffer.alloc(32, 7).toString('base64'),
  BERTH_REVEALS_PER_MINUTE: '100000000',
};

export function onPostgres(url: string, more: Record<string, string> = {}): Place {
  return {
    env: { ...common, DATABASE_URL: url, ...more },
    query: async (statement) => {
      const database = openPostgres(url);
      return queryRows(database, statement).finally(() => database.close());
    },
    remove: () => {},
  };
}

export function onEmbedded(parent = tmpdir()): Place {
  const directory = mkdtempSync(join(parent, 'berth-chaos-'));
  return {
    env: { ...common, BERTH_DATA_DIR: directory },
    query: async (statement) => {
      const database = await openPglite({ directory: join(directory, 'postgres') });
      return queryRows(database, statement).finally(() => database.close());
    },
    remove: () => rmSync(directory, { recursive: true, force: true }),
  };
}
