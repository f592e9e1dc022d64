import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export const MIGRATIONS = join(import.meta.dirname, '../../drizzle');

/** Fails with a sentence when there is nothing to migrate with. */
export function requireMigrations(): void {
  if (existsSync(join(MIGRATIONS, 'meta/_journal.json'))) return;
  throw new Error('There are no migrations in drizzle/. Make them with: pnpm db:generate');
}

/** Changes whenever a migration does. */
export function migrationsDigest(): string {
  const hash = createHash('sha256');
  for (const name of readdirSync(MIGRATIONS).filter((file) => file.endsWith('.sql')).sort()) {
    hash.update(name).update(readFileSync(join(MIGRATIONS, name)));
  }
  return hash.digest('hex').slice(0, 16);
}
