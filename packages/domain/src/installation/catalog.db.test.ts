import { randomBytes } from 'node:crypto';
import { openTestDatabase, type TestDatabase } from '@berth/db/testing';
import { createKeyRing, createSecrets } from '@berth/secrets';
import { expect, test } from 'vitest';
import { readCatalog } from './catalog.ts';
import { prepareInstallation } from './prepare.ts';

const TABLES = [
  'publishers',
  'providers',
  'provider_versions',
  'provider_specifications',
  'provider_tools',
  'provider_auth_methods',
];

const contentsOf = (database: TestDatabase) =>
  Promise.all(TABLES.map((table) => database.query(`select t::text as row from ${table} t order by 1`)));

test('the catalogue is loaded once over repeated starts', async () => {
  const database = await openTestDatabase();
  const secrets = createSecrets(createKeyRing([{ key: randomBytes(32) }]));
  const first = await prepareInstallation(database, secrets, { now: new Date('2026-01-01T00:00:00Z') });
  expect(first.createdKey).toMatch(/^berth_sk_/);
  const loaded = await contentsOf(database);
  expect(loaded[1]).toHaveLength(readCatalog().length);
  const again = await prepareInstallation(database, secrets, { now: new Date('2026-02-02T00:00:00Z') });
  expect(again.createdKey).toBeNull();
  expect(await contentsOf(database)).toEqual(loaded);
});

test('a changed shipped file updates its provider and adds no version of equal content', async () => {
  const database = await openTestDatabase();
  const secrets = createSecrets(createKeyRing([{ key: randomBytes(32) }]));
  await prepareInstallation(database, secrets, { now: new Date('2026-01-01T00:00:00Z') });
  await database.query(`update providers set name = 'Old name', shipped_hash = 'old' where slug = 'openai'`);
  await prepareInstallation(database, secrets, { now: new Date('2026-02-02T00:00:00Z') });
  expect(
    await database.query(`select name, updated_at::text as at from providers where slug = 'openai'`),
  ).toEqual([{ name: 'OpenAI', at: expect.stringMatching(/^2026-02-02/) }]);
  const versions = await database.query(
    `select v.id from provider_versions v join providers p on p.id = v.provider_id where p.slug = 'openai'`,
  );
  expect(versions).toHaveLength(1);
});
