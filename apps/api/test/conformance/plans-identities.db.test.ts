import { testDriver } from '@berth/db/testing';
import postgres from 'postgres';
import { beforeAll, describe, expect, test } from 'vitest';
import { fillInstance, generatedId } from '../../../../scripts/bench/rows.ts';
import { CONFIGS, type Explained, type Plans, startPlans } from '../support/plans-kit.ts';

/*
 * The filters by users walk indexes: the rows that PostgreSQL reads for a page depend on the credentials of the user,
 * and not on the number of rows.
 */

/** The configs that are looked up for a page of 20 and the one behind it, with those that a filter beside removes. */
const PAGE_AT_MOST = 3 * 21;
const ACTORS = 5_000;
/** Each actor has one identity, and each identity three credentials. */
const CREDENTIALS = 3 * ACTORS;

const ids = (prefix: string, count: number) =>
  Array.from({ length: count }, (_, n) => generatedId(prefix, n));

async function fill(url: string): Promise<void> {
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  try {
    const [instance] = await sql<{ id: string }[]>`select id from instances`;
    if (!instance) throw new Error('The installation is empty');
    await fillInstance(sql, instance.id, { configs: CONFIGS, deployments: 10_000, vaults: 10 });
    await sql.begin(async (tx) => {
      await tx.unsafe('set local session_replication_role = replica');
      await tx`insert into identity_actors (instance_id, id, type, name, consumer_id, created_at, updated_at)
        select ${instance.id}, t.id, 'person', 'Ada', t.consumer, now(), now()
        from unnest(${ids('iac', ACTORS)}::text[], ${ids('con', ACTORS)}::text[]) as t(id, consumer)`;
      await tx`insert into identities (instance_id, id, actor_id, created_at, updated_at)
        select ${instance.id}, t.id, t.actor, now(), now()
        from unnest(${ids('idn', ACTORS)}::text[], ${ids('iac', ACTORS)}::text[]) as t(id, actor)`;
      const identities = Array.from({ length: CREDENTIALS }, (_, n) => generatedId('idn', n % ACTORS));
      await tx`insert into identity_credentials (instance_id, id, identity_id, provider_owner, provider_id, deployment_id,
          config_id, created_at, updated_at)
        select c.instance_id, t.id, t.identity, c.provider_owner, c.provider_id, ${generatedId('pde', 1)}, c.id, now(), now()
        from unnest(${ids('icr', CREDENTIALS)}::text[], ${identities}::text[], ${ids('pcf', CREDENTIALS)}::text[])
          as t(id, identity, config)
        join provider_configs c on c.instance_id = ${instance.id} and c.id = t.config`;
    });
    await sql.unsafe('analyze');
  } finally {
    await sql.end();
  }
}

/** The rows that the statements of a request read from a table. */
const read = ({ runs }: Explained, table: string): number =>
  runs.reduce((sum, { rows }) => sum + (rows.get(table) ?? 0), 0);

const several = (name: string, prefix: string, count: number) =>
  Array.from({ length: count }, (_, n) => `${name}=${generatedId(prefix, n * 40 + 8)}`).join('&');

const onPostgres = testDriver() === 'postgres';

describe.skipIf(!onPostgres)('a list of the configs of users reads their credentials, and a page', () => {
  let plans: Plans;
  beforeAll(async () => {
    plans = await startPlans(fill);
  }, 600_000);

  test.each([
    ['an identity', 3, () => several('identity_id', 'idn', 1)],
    ['a hundred identities', 300, () => several('identity_id', 'idn', 100)],
    ['an actor', 3, () => several('actor_id', 'iac', 1)],
    ['a consumer', 3, () => several('consumer_id', 'con', 1)],
    ['a hundred consumers', 300, () => several('consumer_id', 'con', 100)],
    ['a credential', 1, () => several('identity_credential_id', 'icr', 1)],
    ['nobody', 0, () => 'identity_id=nobody&consumer_id=nobody'],
  ])('%s', async (_name, credentials, query) => {
    for (const position of [
      '',
      'order=desc',
      `after=${generatedId('pcf', 5)}`,
      'status=active&enabled=true',
    ]) {
      const answer = await plans.explain(`/provider-configs?${query()}&${position}`);
      // An empty page further in asks once more if rows stand before it
      expect(answer.runs.length).toBeLessThanOrEqual(credentials > 0 ? 1 : 2);
      expect(answer.body.items.length > 0).toBe(credentials > 0);
      expect(read(answer, 'provider_configs'), position).toBeLessThanOrEqual(PAGE_AT_MOST);
      expect(read(answer, 'identity_credentials'), position).toBeLessThanOrEqual(3 * credentials + 20);
      expect(read(answer, 'identities'), position).toBeLessThanOrEqual(3 * credentials + 20);
    }
  });

  test('a hundred identities beside a provider: looks up configs of the provider only', async () => {
    const [config] = (await plans.explain('/provider-configs?limit=1')).body.items;
    const path = `/provider-configs?provider_id=${config.provider_id}&${several('identity_id', 'idn', 100)}`;
    const answer = await plans.explain(path);
    const found = answer.body.items.length;
    expect(found).toBeGreaterThan(0);
    expect(found).toBeLessThan(20);
    // Each is looked up, and then read
    expect(read(answer, 'provider_configs')).toBeLessThanOrEqual(2 * found + 2);
  });
});
