import { PGlite } from '@electric-sql/pglite';
import { drizzle } from 'drizzle-orm/pglite';
import { migrate } from 'drizzle-orm/pglite/migrator';
import type { Database, Queryable } from './database.ts';
import { type EmbeddedClient, openEmbedded } from './embedded.ts';
import { requireKnownMigrations } from './migrations.ts';

export type PgliteSource = { directory: string } | { image: Blob };

/**
 * Opens the embedded PostgreSQL on a directory, or in memory from a dumped image. Only one process may do so at a time.
 */
export async function openPglite(source: PgliteSource): Promise<Database> {
  if ('directory' in source) return fromPglite(await openEmbedded(source.directory));
  const client = await PGlite.create({ loadDataDir: source.image });
  await client.exec("set time zone 'UTC'");
  return fromPglite(client);
}

/** Wraps an open PGlite as a database. Its session must be in UTC. */
export function fromPglite(client: EmbeddedClient): Database {
  const db = drizzle({ client: client as PGlite }); // drizzle calls no other member
  const read = db as unknown as Queryable; // the neutral type: drizzle has none that fits both drivers
  return {
    driver: 'pglite',
    read,
    transaction: (run) => db.transaction((tx) => run(tx as unknown as Queryable)),
    migrate: async (folder) => {
      await requireKnownMigrations(read, folder);
      await migrate(db, { migrationsFolder: folder });
    },
    close: () => client.close(),
  };
}
