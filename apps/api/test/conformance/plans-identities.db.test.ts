import { testDriver } from '@berth/db/testing';
import postgres from 'postgres';
import { beforeAll, describe, expect, test } from 'vitest';
import { fillInstance, generatedId } from '../../../../scripts/bench/rows.ts';
import { CONFIGS, type Explained, type Plans, startPlans } from '../support/plans-kit.ts';

/*
 * The filters by users walk indexes: the rows that PostgreSQL reads for a page depend on the credentials of the user,
 * and not on the number of rows.
 */

const LIMIT = 20;
const ACTORS = 5_000;
/** Each actor has one identity, and each identity three credentials. */
const CREDENTIALS = 3 * ACTORS;

const ids = (prefix: string, count: number) =>
  Array.from({ length: count }, (_, n) => generatedId(prefix, n));

async function fill(url: string): Promise<void> {
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  try {
    const [instance] = await sql<{ id: string }[]>`select id from instances`;
    const [provider] = await sql<{ id: string }[]>`select id from providers limit 1`;
    if (!instance || !provider) throw new Error('The installation is empty');
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
        select ${instance.id}, t.id, t.identity, 'public', ${provider.id}, ${generatedId('pde', 1)}, t.config, now(), now()
        from unnest(${ids('icr', CREDENTIALS)}::text[], ${identities}::text[], ${ids('pcf', CREDENTIALS)}::text[])
          as t(id, identity, config)`;
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
      expect(read(answer, 'provider_configs'), position).toBeLessThanOrEqual(
        3 * credentials + 3 * (LIMIT + 1),
      );
      expect(read(answer, 'identity_credentials'), position).toBeLessThanOrEqual(3 * credentials + LIMIT);
      expect(read(answer, 'identities'), position).toBeLessThanOrEqual(3 * credentials + LIMIT);
    }
  });
});
