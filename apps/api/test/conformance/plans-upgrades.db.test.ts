import { testDriver } from '@berth/db/testing';
import postgres from 'postgres';
import { beforeAll, describe, expect, test } from 'vitest';
import { generatedId } from '../../../../scripts/bench/rows.ts';
import { CONFIGS, type Explained, fillConfigs, type Plans, startPlans } from '../support/plans-kit.ts';

/*
 * The filters by upgrade, test and age of secrets walk indexes: the rows that PostgreSQL reads for a page depend on the
 * page, and not on the number of configs that they leave out.
 */

const LIMIT = 20;
/** One config of so many of the provider with a new version is known to break; the next one is safe. */
const EVERY = 20;
/** The rows of the first walk and those that the index by age gives, in pages. */
const WALKED_AND_SOUGHT = (2 * 2_000 + 3_000) / (LIMIT + 1);
const SPECIFICATION = generatedId('psp', 999_999);
const VERSION = generatedId('prv', 999_999);

/** Publishes a version of one provider with another specification, and gives some of its configs an outcome. */
async function fill(url: string): Promise<void> {
  await fillConfigs(url);
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  try {
    await sql.begin(async (tx) => {
      await tx.unsafe('set local session_replication_role = replica');
      await tx.unsafe(`create temporary table upgraded on commit drop as
        select id, provider_id, specification_id from provider_versions where is_current and owner_id = 'public'
        order by id offset 3 limit 1`);
      await tx.unsafe(`create temporary table next_specification on commit drop as
        select s.* from provider_specifications s join upgraded u on u.specification_id = s.id`);
      await tx.unsafe(`update next_specification set id = '${SPECIFICATION}', content_hash = 'another'`);
      await tx.unsafe('insert into provider_specifications select * from next_specification');
      await tx.unsafe(`create temporary table next_version on commit drop as
        select v.* from provider_versions v join upgraded u on u.id = v.id`);
      await tx.unsafe(`update next_version set id = '${VERSION}', version = '9999',
        specification_id = '${SPECIFICATION}'`);
      await tx.unsafe(
        'update provider_versions set is_current = false where id in (select id from upgraded)',
      );
      // A generated column, the last one
      await tx.unsafe('alter table next_version drop column approval_id');
      await tx.unsafe('insert into provider_versions select * from next_version');
      await tx.unsafe(`update provider_configs c set outcome_version_id = '${VERSION}',
        outcome_breaks = (n.place % ${EVERY} = 0),
        outcome_of = concat(c.revision, '/', c.provider_config_vault_id, '/', case when c.provider_config_vault_id is not null then 1 end)
        from (select id, row_number() over (order by id) as place from provider_configs
          where provider_id = (select provider_id from upgraded)) n
        where n.id = c.id and n.place % ${EVERY} < 2`);
      await tx.unsafe('update instances set secret_max_age_days = 30');
      await tx.unsafe(`update provider_configs c set test_failed = n.place % 2 = 0, tested_at = now(),
        test_of = concat(c.revision, '/', c.provider_config_vault_id, '/',
          case when c.provider_config_vault_id is not null then 1 end, '@', c.specification_id),
        oldest_secret_at = now() - interval '1 day' * (n.place % 1000)
        from (select id, row_number() over (order by id) as place from provider_configs) n
        where n.id = c.id and n.place % ${10 * EVERY} < 2`);
    });
    await sql.unsafe('vacuum (analyze) provider_configs, provider_versions, provider_specifications');
  } finally {
    await sql.end();
  }
}

const onPostgres = testDriver() === 'postgres';

describe.skipIf(!onPostgres)('a list by upgrade reads its rows (on PostgreSQL only)', () => {
  let plans: Plans;
  beforeAll(async () => {
    plans = await startPlans(fill);
  }, 600_000);

  const read = ({ runs }: Explained, table: string) =>
    runs.reduce((sum, { rows }) => sum + (rows.get(table) ?? 0), 0);
  const deep = generatedId('pcf', 0.7 * CONFIGS);
  const pages = ['', 'order=desc', `after=${deep}`, `before=${deep}`];

  test.each([
    ['behind=true', 8],
    ['behind=false', 8],
    ['upgrade=breaking', 8],
    ['upgrade=safe', 8],
    ['behind=true&upgrade=breaking', 3 * EVERY],
    ['test_status=failed', 8],
    ['test_status=passed', 8],
    ['secrets_outdated=true', WALKED_AND_SOUGHT],
    ['secrets_outdated=false', 8],
  ])('configs: %s', async (query, most) => {
    for (const page of pages) {
      const path = `/provider-configs?${query}&${page}`;
      await plans.explain(path);
      const answer = await plans.explain(path);
      expect(answer.body.items.length, page).toBeGreaterThan(0);
      expect(read(answer, 'provider_configs'), `${page}: configs`).toBeLessThanOrEqual(most * (LIMIT + 1));
      expect(read(answer, 'provider_specifications'), `${page}: specifications`).toBeLessThanOrEqual(200);
    }
  });

  test.each(['behind=true', 'behind=false', 'upgrade=breaking', 'invalid=false'])(
    'deployments: %s reads no more configs than the deployments that it passes',
    async (query) => {
      for (const page of ['', 'order=desc']) {
        const path = `/provider-deployments?${query}&${page}`;
        await plans.explain(path);
        const answer = await plans.explain(path);
        expect(answer.body.items.length, page).toBeGreaterThan(0);
        const passed = read(answer, 'provider_deployments');
        expect(read(answer, 'provider_configs'), page).toBeLessThanOrEqual(4 * passed + 8 * (LIMIT + 1));
      }
    },
  );
});
