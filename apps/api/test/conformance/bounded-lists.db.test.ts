import { type TestDatabase, testDriver } from '@berth/db/testing';
import postgres from 'postgres';
import { beforeAll, describe, expect, test } from 'vitest';
import { FIRST_MS, generatedId, idSql } from '../../../../scripts/bench/rows.ts';
import { MIGRATIONS } from '../../src/server/package-files.ts';
import { startHarness } from '../support/harness.ts';
import { walked } from '../support/walked.ts';

/*
 * A list walks few rows before an index takes over, and refuses a search that no index helps. Here a list is longer
 * than what any walk may read, so each way that leads beyond it shows, and is compared with the rows themselves.
 */

const ROWS = 25_000;
const SECOND = 1_000;
const DAY = 86_400;

const at = (seconds: number) => new Date(FIRST_MS + seconds * SECOND).toISOString();
/** Fewer rows are changed on the last day than an index may give, and more on the last two days. */
const changedAt = (n: number): number => (n % 50 === 7 ? 3 * DAY + n : n % 6 === 1 ? 2 * DAY + n : n);
const nameOf = (n: number) =>
  `Reader ${n}${n % 9_000 === 8_999 ? ' with a needle' : ''}${n < 40 ? ' qx' : ''}${n > 24_990 ? ' ünlü größe' : ''}`;

const all = Array.from({ length: ROWS }, (_, n) => ({
  id: generatedId('con', n),
  name: nameOf(n),
  created: n,
  updated: changedAt(n),
}));

async function fill(database: TestDatabase): Promise<void> {
  await database.query(`
    insert into consumers (instance_id, id, name, email, created_at, updated_at)
    select instances.id, ${idSql('con', 'n')}, 'Reader ' || n
        || case when n % 9000 = 8999 then ' with a needle' else '' end
        || case when n < 40 then ' qx' else '' end || case when n > 24990 then ' ünlü größe' else '' end,
      'nobody', timestamptz '${at(0)}' + n * interval '1 second',
      timestamptz '${at(0)}' + interval '1 second' * (case
        when n % 50 = 7 then ${3 * DAY} + n when n % 6 = 1 then ${2 * DAY} + n else n end)
    from generate_series(0, ${ROWS - 1}) n, instances`);
  await database.query('analyze consumers');
}

type Row = (typeof all)[number];

/** Each filter beside what it keeps. */
const cases: [query: string, keeps: (row: Row) => boolean][] = [
  ['search=needle', ({ name }) => name.includes('needle')],
  ['search=NEEDLE', ({ name }) => name.includes('needle')],
  ['search=Reader%20247', ({ name }) => name.includes('Reader 247')],
  ['search=with%20a', ({ name }) => name.includes('with a')],
  ['search=gr%C3%B6%C3%9F', ({ name }) => name.includes('größ')],
  ['search=nothing', () => false],
  ['search=100%25', () => false],
  [`updated_at[gte]=${at(3 * DAY)}`, ({ updated }) => updated >= 3 * DAY],
  [`updated_at[gt]=${at(2 * DAY + 24_000)}`, ({ updated }) => updated > 2 * DAY + 24_000],
  [`updated_at[gt]=${at(2 * DAY)}`, ({ updated }) => updated > 2 * DAY],
  [`updated_at[lt]=${at(20)}`, ({ updated }) => updated < 20],
  [
    `updated_at[gt]=${at(20_000)}&updated_at[lte]=${at(20_100)}`,
    (row) => row.updated > 20_000 && row.updated <= 20_100,
  ],
  [`updated_at[gt]=${at(9 * DAY)}`, () => false],
  [`created_at[gte]=${at(24_000)}`, ({ created }) => created >= 24_000],
  [`created_at[lt]=${at(1)}`, ({ created }) => created < 1],
  [
    `created_at[gt]=${at(12_000)}&created_at[lt]=${at(12_200)}`,
    (row) => row.created > 12_000 && row.created < 12_200,
  ],
  [`created_at[gt]=${at(ROWS)}`, () => false],
  [
    `search=needle&created_at[gt]=${at(10_000)}&updated_at[lt]=${at(DAY)}`,
    (row) => row.name.includes('needle') && row.created > 10_000 && row.updated < DAY,
  ],
];

describe('a list that is longer than a walk may read', async () => {
  const harness = await startHarness({ directly: true });
  const client = harness.bootstrap;
  beforeAll(() => fill(harness.database), 60_000);

  test.each(cases)('%s keeps the rows that match, in both directions', async (query, keeps) => {
    const ids = all.filter(keeps).map(({ id }) => id);
    expect(await walked(client, `consumers?${query}`, 'after')).toEqual(ids.slice(0, 400));
    expect(await walked(client, `consumers?${query}&order=desc`, 'after')).toEqual(
      ids.toReversed().slice(0, 400),
    );
    const last = generatedId('con', ROWS + 5);
    expect(await walked(client, `consumers?${query}`, 'before', last)).toEqual(ids.slice(-400));
    const middle = generatedId('con', ROWS / 2);
    const { body } = await client.get(`/consumers?limit=100&${query}&after=${middle}`);
    expect(body.items.map(({ id }: { id: string }) => id)).toEqual(
      ids.filter((id) => id > middle).slice(0, 100),
    );
    expect(body.pagination.has_more_before).toBe(ids.some((id) => id <= middle));
  });

  test('a text of two characters is found among the first rows, and else refused with what helps', async () => {
    const { body } = await client.get('/consumers?search=qx');
    expect(body.items.map(({ id }: { id: string }) => id)).toEqual(all.slice(0, 20).map(({ id }) => id));
    expect((await client.get('/consumers?search=qx&limit=100')).body.errors[0].code).toBe('too_wide');
  });

  test.each(['zq', 'r%20w', '%C3%BC', '---'])('%s, for which there is no index, is refused', async (text) => {
    const { status, body } = await client.get(`/consumers?search=${text}`);
    expect(status).toBe(400);
    expect(body.errors).toMatchObject([{ code: 'too_wide', path: ['search'] }]);
    expect(body.errors[0].message).toContain('three or more letters');
    const narrow = await client.get(`/consumers?search=${text}&created_at[gte]=${at(24_000)}`);
    expect(narrow.status, 'a filter that leaves fewer rows').toBe(200);
  });

  test('a page that one of several walks has filled is refused while another may have missed rows before it', async () => {
    const [long, short] = (await client.get('/providers?limit=2')).body.items;
    await harness.database.query(`
      insert into provider_deployments (instance_id, id, name, tool_filter, provider_owner, provider_id, created_at, updated_at)
      select instances.id, ${idSql('pde', 'n')}, case when n >= 20500 then 'zq' else 'Reader' end, '{"type": "allow_all", "ignore_parent_filters": false}',
        'public', case when n <= 20500 then '${long.id}' else '${short.id}' end,
        timestamptz '${at(0)}' + n * interval '1 second', timestamptz '${at(0)}' + n * interval '1 second'
      from generate_series(0, 20530) n, instances`);
    const both = `provider_id[]=${long.id}&provider_id[]=${short.id}`;
    const search = (filters: string) => client.get(`/provider-deployments?search=zq&limit=20&${filters}`);
    expect((await search(both)).body.errors).toMatchObject([{ code: 'too_wide', path: ['search'] }]);
    const first = async (filters: string) =>
      (await search(filters)).body.items.map(({ id }: { id: string }) => id)[0];
    expect(await first(`provider_id=${short.id}`)).toBe(generatedId('pde', 20_501));
    expect(await first(`${both}&created_at[gte]=${at(15_000)}`)).toBe(generatedId('pde', 20_500));
  });
});

test('a key whose reach names none of the rows of a list gets an empty one, whatever the filter', async () => {
  const { bootstrap, as } = await startHarness({ directly: true });
  const reach = { handles: ['nobody-*'] };
  const { body: made } = await bootstrap.post('api-keys', { name: 'Narrow', scopes: ['reader'], reach });
  for (const query of ['', 'search=q', 'search=query', 'updated_at[gt]=2020-01-01', 'managed=true']) {
    for (const position of ['', `&after=${generatedId('pde', 1)}`, `&before=${generatedId('pde', 1)}`]) {
      const { status, body } = await as(made.secret).get(`/provider-deployments?${query}${position}`);
      expect([status, body.items], query + position).toEqual([200, []]);
    }
  }
});

describe('a database without the search indexes', async () => {
  const harness = await startHarness({
    directly: true,
    around: async (database) => {
      await database.query('drop index provider_configs_search, consumers_search');
      return database;
    },
  });
  const client = harness.bootstrap;
  beforeAll(() => fill(harness.database), 60_000);

  test('searches the first rows, and refuses to say that no other row matches', async () => {
    expect((await client.get('/consumers?search=reader')).body.items).toHaveLength(20);
    expect((await client.get('/consumers?search=needle&limit=1')).body.items).toHaveLength(1);
    const { status, body } = await client.get('/consumers?search=needle');
    expect([status, body.errors?.[0].code]).toEqual([400, 'too_wide']);
  });

  test('gets them at the next start, and then finds all', async () => {
    await harness.database.migrate(MIGRATIONS);
    expect((await client.get('/consumers?search=needle')).body.items).toHaveLength(2);
  });

  test.skipIf(testDriver() === 'pglite')(
    'stays as it is when its user may not create the extension',
    async () => {
      const sql = postgres(harness.database.url ?? '', { max: 1, onnotice: () => {} });
      const role = `narrow_${Date.now()}`;
      try {
        await sql`drop extension pg_trgm, btree_gin cascade`;
        await sql.unsafe(`create role ${role}`);
        await sql.begin(async (tx) => {
          await tx.unsafe(`set local role ${role}`);
          await tx`select make_search_indexes()`;
        });
        const [found] = await sql`select to_regclass('consumers_search') as index`;
        expect(found?.index).toBeNull();
      } finally {
        await sql.unsafe(`drop role if exists ${role}`);
        await sql.end();
      }
    },
  );
});
