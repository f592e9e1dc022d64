import assert from 'node:assert/strict';
import postgres, { type Sql } from 'postgres';
import type { Database } from '../../packages/db/src/index.ts';
import { openPostgres } from '../../packages/db/src/postgres.ts';
import { prepareInstallation } from '../../packages/domain/src/installation/index.ts';
import { createKeyRing, createSecrets } from '../../packages/secrets/src/index.ts';
import { KEY, MASTER_KEY } from './keys.ts';

/** An installation that has no configs yet. */
interface Empty {
  sql: Sql;
  database: Database;
  instanceId: string;
}

/**
 * Migrates a database and gives it the shipped catalogue and an instance. Fills it, unless it has configs from an
 * earlier run. Resolves to the id of the instance.
 */
export async function filledInstallation(
  url: string,
  fill: (empty: Empty) => Promise<void>,
): Promise<string> {
  const database = openPostgres(url);
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  try {
    await database.migrate(new URL('../../drizzle', import.meta.url).pathname);
    const secrets = createSecrets(createKeyRing([{ key: MASTER_KEY }]));
    await prepareInstallation(database, secrets, { bootstrapKey: KEY, now: new Date() });
    const [instance] = await sql<{ id: string }[]>`select id from instances`;
    assert(instance);
    const [filled] = await sql`select from provider_configs limit 1`;
    if (!filled) await fill({ sql, database, instanceId: instance.id });
    return instance.id;
  } finally {
    await Promise.all([sql.end(), database.close()]);
  }
}
