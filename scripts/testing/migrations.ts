import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Database } from '../../packages/db/src/index.ts';
import { PUBLIC } from '../../packages/domain/src/catalog/tables/owned.ts';
import { loadCatalog } from '../../packages/domain/src/installation/catalog.ts';
import { transact } from '../../packages/resource/src/index.ts';

const MIGRATIONS = join(import.meta.dirname, '../../drizzle');
const DOMAIN = join(import.meta.dirname, '../../packages/domain');

/** Fails with a clear sentence when there are no migrations. */
export function requireMigrations(): void {
  if (existsSync(join(MIGRATIONS, 'meta/_journal.json'))) return;
  throw new Error('There are no migrations in drizzle/. Make them with: pnpm db:generate');
}

/** Hashes the migrations, the shipped catalogue and the code that loads it. */
export function contentDigest(): string {
  const hash = createHash('sha256');
  for (const folder of [MIGRATIONS, join(DOMAIN, 'src'), join(DOMAIN, 'catalog')]) {
    const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
    for (const name of names.filter((file) => /\.(sql|ts|json)$/.test(file)).sort()) {
      hash.update(name).update(readFileSync(join(folder, name)));
    }
  }
  return hash.digest('hex').slice(0, 16);
}

/** Fills a test database before its test: the tables and the shipped catalogue. */
export async function fill(database: Database): Promise<void> {
  await database.migrate(MIGRATIONS);
  await transact({ database }, (db) => loadCatalog({ db, ownerId: PUBLIC, now: new Date() }));
}
