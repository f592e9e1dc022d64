import { testDriver } from '@berth/db/testing';
import { describe, expect, test } from 'vitest';
import { startHarness } from '../support/harness.ts';
import type { Answer } from '../support/json-http.ts';
import {
  makeConfig,
  makeDeployment,
  makeProvider,
  makeVault,
  publish,
  SCHEMA,
  VALUE,
} from '../support/rules-kit.ts';

/*
 * Concurrent writers. On PostgreSQL they run side by side; PGlite runs one transaction after the other, and the result
 * must be the same.
 */

const harness = await startHarness();
/** PGlite has nothing to interleave. */
const TRIES = testDriver() === 'postgres' ? 100 : 8;

const statuses = (answers: Answer[]) => answers.map((answer) => answer.status).sort();
const live = async (sql: string) => (await harness.database.query(sql))[0]?.n;

describe('no live row is left on an archived one', () => {
  test('when a provider is archived while a config of it is made', { timeout: 120_000 }, async () => {
    const client = await harness.newInstance();
    for (let time = 0; time < TRIES; time++) {
      const provider = await makeProvider(client);
      const body = { provider_id: provider.id, value: VALUE };
      const create = () => client.post('provider-configs', body);
      const remove = () => client.delete(`providers/${provider.id}`);
      const [first, second] = time % 2 === 0 ? [create(), remove()] : [remove(), create()];
      const answers = await Promise.all([first, second]);
      const [made, gone] = time % 2 === 0 ? answers : answers.toReversed();
      expect([
        [200, 409],
        [400, 200],
      ]).toContainEqual([made?.status, gone?.status]);
    }
    expect(
      await live(`select count(*)::int as n from provider_configs c join providers p on p.id = c.provider_id
        where c.status = 'active' and p.status = 'archived'`),
    ).toBe(0);
  });

  test('when a deployment is archived while a config and a vault are bound to it', {
    timeout: 120_000,
  }, async () => {
    const client = await harness.newInstance();
    const provider = await makeProvider(client);
    for (let time = 0; time < TRIES / 4; time++) {
      const { id } = await makeDeployment(client, provider);
      const bound = { provider_id: provider.id, provider_deployment_id: id, value: VALUE };
      const writers = [
        () => client.post('provider-configs', bound),
        () => client.delete(`provider-deployments/${id}`),
        () => client.post('provider-config-vaults', { ...bound, name: 'Vault' }),
      ];
      const turned = [...writers.slice(time % 3), ...writers.slice(0, time % 3)];
      for (const { status } of await Promise.all(turned.map((write) => write()))) {
        expect([200, 400, 409]).toContain(status);
      }
    }
    for (const table of ['provider_configs', 'provider_config_vaults']) {
      const orphans = `select count(*)::int as n from ${table} c join provider_deployments d
        on d.instance_id = c.instance_id and d.id = c.provider_deployment_id
        where c.status = 'active' and d.status = 'archived'`;
      expect(await live(orphans), table).toBe(0);
    }
  });

  test('when a vault is archived while configs are made from it', async () => {
    const client = await harness.newInstance();
    const provider = await makeProvider(client);
    const vault = await makeVault(client, provider);
    const body = { provider_id: provider.id, provider_config_vault_id: vault.id };
    const answers = await Promise.all([
      ...Array.from({ length: 5 }, () => client.post('provider-configs', body)),
      client.delete(`provider-config-vaults/${vault.id}?force=true`),
    ]);
    expect(answers.at(-1)?.status).toBe(200);
    for (const answer of answers) expect([200, 400]).toContain(answer.status);
    expect((await client.post('provider-configs', body)).body.code).toBe('use_after_delete');
  });
});

describe('one of several writers succeeds and the others are refused for', () => {
  test('the same handle', async () => {
    const client = await harness.newInstance();
    const provider = await makeProvider(client);
    for (let time = 0; time < 10; time++) {
      const body = { provider_id: provider.id, value: VALUE, handle: `handle-${time}` };
      const answers = await Promise.all(
        Array.from({ length: 5 }, () => client.post('provider-configs', body)),
      );
      expect(statuses(answers)).toEqual([200, 409, 409, 409, 409]);
      for (const { status, body } of answers) if (status === 409) expect(body.code).toBe('conflict');
    }
  });

  test('the same handle by a change', async () => {
    const client = await harness.newInstance();
    const provider = await makeProvider(client);
    const configs = await Promise.all(Array.from({ length: 5 }, () => makeConfig(client, provider)));
    const answers = await Promise.all(
      configs.map(({ id }) => client.patch(`provider-configs/${id}`, { handle: 'wanted' })),
    );
    expect(statuses(answers)).toEqual([200, 409, 409, 409, 409]);
  });

  test('the same slug', async () => {
    const client = await harness.newInstance();
    const body = { slug: 'wanted', name: 'Wanted', version: { version: '1', config_schema: SCHEMA } };
    const answers = await Promise.all(Array.from({ length: 5 }, () => client.post('providers', body)));
    expect(statuses(answers)).toEqual([200, 409, 409, 409, 409]);
    expect((await client.get('providers?search=wanted')).body.items).toHaveLength(1);
  });

  test('one config as the default of several deployments', async () => {
    const client = await harness.newInstance();
    const provider = await makeProvider(client);
    const { id: provider_config_id } = await makeConfig(client, provider);
    const body = { provider_id: provider.id, provider_config_id };
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => client.post('provider-deployments', body)),
    );
    expect(statuses(answers)).toEqual([200, 409, 409, 409, 409]);
    expect((await client.get('provider-deployments')).body.items).toHaveLength(1);
  });

  test('the same version name with other content', async () => {
    const client = await harness.newInstance();
    const provider = await makeProvider(client);
    const answers = await Promise.all(
      Array.from({ length: 5 }, (_, n) =>
        client.post('provider-versions', {
          provider_id: provider.id,
          version: '2',
          config_schema: { title: `${n}` },
        }),
      ),
    );
    expect(statuses(answers)).toEqual([200, 409, 409, 409, 409]);
    expect((await client.get(`provider-versions?provider_id=${provider.id}`)).body.items).toHaveLength(2);
  });

  test('archiving the same row', async () => {
    const client = await harness.newInstance();
    const { id } = await makeConfig(client, await makeProvider(client));
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => client.delete(`provider-configs/${id}`)),
    );
    expect(statuses(answers)).toEqual([200, 410, 410, 410, 410]);
  });
});

test('the same version with the same content is published once for everyone', async () => {
  const client = await harness.newInstance();
  const provider = await makeProvider(client);
  const answers = await Promise.all(Array.from({ length: 5 }, () => publish(client, provider, '2')));
  expect(new Set(answers.map((answer) => answer.id)).size).toBe(1);
});

test('versions published at once leave one current', async () => {
  const client = await harness.newInstance();
  const provider = await makeProvider(client);
  await Promise.all(Array.from({ length: 6 }, (_, n) => publish(client, provider, `2-${n}`)));
  const { body } = await client.get(`provider-versions?provider_id=${provider.id}`);
  const current = body.items.filter((item: { is_current: boolean }) => item.is_current);
  expect([body.items.length, current.length]).toEqual([7, 1]);
  expect((await client.get(`providers/${provider.id}`)).body.current_version.id).toBe(current[0].id);
});

test('no change of a row is lost', async () => {
  const client = await harness.newInstance();
  const { id } = await makeConfig(client, await makeProvider(client));
  const changes = [
    { name: 'A' },
    { description: 'B' },
    { metadata: { c: 1 } },
    { enabled: false },
    { handle: 'e' },
  ];
  const answers = await Promise.all(changes.map((change) => client.patch(`provider-configs/${id}`, change)));
  expect(statuses(answers)).toEqual([200, 200, 200, 200, 200]);
  const { body } = await client.get(`provider-configs/${id}`);
  expect(body).toMatchObject({
    name: 'A',
    description: 'B',
    metadata: { c: 1 },
    enabled: false,
    handle: 'e',
    row_version: 6,
  });
});

test('the first providers of an instance, made at once, have one publisher', async () => {
  const client = await harness.newInstance();
  const made = await Promise.all(Array.from({ length: 5 }, () => makeProvider(client)));
  const publishers = await Promise.all(
    made.map(async ({ id }) => (await client.get(`providers/${id}`)).body.publisher.id),
  );
  expect(new Set(publishers).size).toBe(1);
});
