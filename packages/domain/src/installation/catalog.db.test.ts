import { randomBytes } from 'node:crypto';
import type { Queryable } from '@berth/db';
import { openTestDatabase, type TestDatabase } from '@berth/db/testing';
import { createKeyRing, createSecrets } from '@berth/secrets';
import { expect, test } from 'vitest';
import { insertProvider } from '../catalog/provider/index.ts';
import { publishVersion } from '../catalog/provider-version/index.ts';
import { ensurePublisher } from '../catalog/publisher/index.ts';
import { loadCatalog, readCatalog } from './catalog.ts';
import { prepareInstallation } from './prepare.ts';

const TABLES = [
  'publishers',
  'providers',
  'provider_versions',
  'provider_specifications',
  'provider_tools',
  'provider_auth_methods',
  'provider_listings',
  'provider_categories',
  'provider_category_members',
  'provider_collections',
  'provider_collection_members',
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

test('a new catalogue is loaded with a few statements for all providers, and has the hashes of its tools', async () => {
  const database = await openTestDatabase();
  await database.query(`truncate ${TABLES.join()} cascade`);
  let statements = 0;
  const counting = (db: Queryable): Queryable =>
    new Proxy(db, {
      get(target, name) {
        const member = Reflect.get(target, name);
        if (typeof member !== 'function') return member;
        statements += 1;
        return member.bind(target);
      },
    });
  await database.transaction((tx) =>
    loadCatalog({ db: counting(tx), ownerId: 'public', now: new Date('2026-01-01T00:00:00Z') }),
  );
  expect(statements).toBeLessThan(40);
  expect(await database.query('select id from providers')).toHaveLength(readCatalog().length);
  const wrong = await database.query(
    `select id from provider_specifications s where (tools_hash is not null)
     is distinct from exists (select from provider_tools t where t.specification_id = s.id)`,
  );
  expect(wrong).toEqual([]);
});

test('each shipped file passes the checks of a version that an instance publishes, which the load leaves out', async () => {
  const database = await openTestDatabase();
  await database.transaction(async (db) => {
    const writer = { db, ownerId: 'public', now: new Date('2026-01-01T00:00:00Z') };
    for (const shipped of readCatalog()) {
      const publisherId = await ensurePublisher(writer, shipped.publisher);
      const slug = `checked-${shipped.slug}`;
      const provider = await insertProvider(writer, publisherId, { ...shipped, slug });
      await expect(publishVersion(writer, provider, shipped.version), slug).resolves.toHaveProperty('id');
    }
  });
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

test('every shipped provider has a listing with texts, skills and a category', async () => {
  const database = await openTestDatabase();
  const secrets = createSecrets(createKeyRing([{ key: randomBytes(32) }]));
  await prepareInstallation(database, secrets, { now: new Date('2026-01-01T00:00:00Z') });
  const rows = await database.query(
    `select p.slug, l.readme, l.skills::text as skills, count(m.shelf_id) as categories
     from providers p join provider_listings l on l.provider_id = p.id
     left join provider_category_members m on m.provider_id = p.id
     group by p.slug, l.readme, l.skills::text`,
  );
  expect(rows).toHaveLength(readCatalog().length);
  for (const { slug, readme, skills, categories } of rows) {
    expect(String(readme), String(slug)).toMatch(/^# .+\n\n.+/);
    expect(JSON.parse(String(skills)).length, String(slug)).toBeGreaterThan(0);
    expect(Number(categories), String(slug)).toBeGreaterThan(0);
  }
});

test('a start gives the listings of an earlier release their texts, and shelves their present names', async () => {
  const database = await openTestDatabase();
  const secrets = createSecrets(createKeyRing([{ key: randomBytes(32) }]));
  await prepareInstallation(database, secrets, { now: new Date('2026-01-01T00:00:00Z') });
  const fresh = await database.query('select slug, name from provider_categories order by slug');
  // As the migration leaves the providers of 0.2.0
  await database.query(`update provider_listings set readme = null, skills = '[]'`);
  await database.query('delete from provider_category_members');
  await database.query(`update provider_categories set name = 'Old' where slug = 'databases'`);
  await database.query(`update providers set shipped_hash = 'of an earlier release'`);
  await prepareInstallation(database, secrets, { now: new Date('2026-02-02T00:00:00Z') });
  expect(await database.query('select slug, name from provider_categories order by slug')).toEqual(fresh);
  const [left] = await database.query(
    `select count(*) as n from provider_listings l where readme is null or skills::text = '[]'
     or not exists (select 1 from provider_category_members m where m.provider_id = l.provider_id)`,
  );
  expect(Number(left?.n)).toBe(0);
});
