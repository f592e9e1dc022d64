import { randomBytes } from 'node:crypto';
import type { TestProject } from 'vitest/node';
import { openPostgres } from '../../packages/db/src/postgres.ts';
import { createPostgres } from '../../packages/db/src/testing.ts';
import { fill, requireMigrations } from './migrations.ts';
import { startPostgres } from './postgres-server.ts';

/**
 * Makes the migrated template that every test database of the `postgres` project is copied from: on the server of
 * TEST_DATABASE_URL, or on a PostgreSQL started for this run.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  requireMigrations();
  const given = process.env.TEST_DATABASE_URL;
  const server = given ? { url: given, stop: async () => {} } : await startPostgres();
  try {
    const name = `berth_test_template_${randomBytes(4).toString('hex')}`;
    const template = await createPostgres(server.url, 'template0', name);
    const database = openPostgres(template.url);
    await fill(database).finally(() => database.close());
    project.provide('testSource', { driver: 'postgres', server: server.url, template: name });
    return async () => {
      if (given) await template.drop();
      await server.stop();
    };
  } catch (error) {
    await server.stop();
    throw error;
  }
}
