import { describe, expect, test } from 'vitest';
import { requireApprovals } from '../support/approvals-kit.ts';
import { type Client, startHarness } from '../support/harness.ts';
import type { Answer } from '../support/json-http.ts';
import { makeKey } from '../support/keys-kit.ts';
import {
  archive,
  expectRefusal,
  makeConfig,
  makeDeployment,
  makeProvider,
  NOTHING,
  publish,
  SCHEMA,
  VALUE,
} from '../support/rules-kit.ts';

/** Configs that come back to a deployment that has gone on, or are made while it goes. */

const harness = await startHarness();
const { properties } = SCHEMA;
const WITH_REGION = { ...SCHEMA, properties: { ...properties, region: { type: 'string' } } };
const NEEDS_PORT = { ...SCHEMA, required: ['host', 'port'] };
const ASKS = { ...SCHEMA, properties: { ...properties, token: { ...properties.token, pattern: '^t' } } };

/** Archives a config of a deployment, publishes a version, and moves the deployment there when it does not follow. */
async function scene(deployed: object, version: object) {
  const client = await harness.newInstance();
  const provider = await makeProvider(client);
  const deployment = await makeDeployment(client, provider, deployed);
  const config = await makeConfig(client, provider, { provider_deployment_id: deployment.id });
  const at = `provider-configs/${config.id}`;
  await archive(client, at);
  const next = await publish(client, provider, '2', version);
  const back = async (key: Pick<Client, 'post'> = client): Promise<Answer['body']> => {
    const { status, body } = await key.post(`${at}/unarchive`, {});
    expect(status, JSON.stringify(body)).toBe(200);
    return body;
  };
  const move = () =>
    client.post(`provider-deployments/${deployment.id}/upgrade`, { provider_version_id: next.id });
  const event = async () =>
    (await client.get(`audit-events?resource_id=${config.id}&order=desc&limit=1`)).body.items[0];
  return { client, provider, deployment, config, at, next, back, move, event };
}

describe('a config that comes back is on the specification of a new one', () => {
  test('when its deployment follows the current version', async () => {
    const { config, next, back, event } = await scene({}, { config_schema: WITH_REGION });
    const body = await back();
    expect(body).toMatchObject({ specification_id: next.specification_id, is_behind: false, invalid: false });
    expect([body.revision, body.upgrade_blocked]).toEqual([config.revision + 1, undefined]);
    expect((await event()).after).toMatchObject({
      specification_id: next.specification_id,
      provider_version_id: next.id,
    });
  });

  test('when its deployment follows safely, after the migrations', async () => {
    const { client, config, at, next, back, move } = await scene(
      { follow: 'safe' },
      {
        config_schema: NEEDS_PORT,
        migrations: [
          {
            from: '1',
            patch: [{ op: 'default', path: '/port', value: 443 }],
            tests: [{ before: { host: 'api.test' }, after: { host: 'api.test', port: 443 } }],
          },
        ],
      },
    );
    expect((await move()).status).toBe(200);
    expect(await back()).toMatchObject({ specification_id: next.specification_id, is_behind: false });
    const { value } = (await client.post(`${at}/resolve`, { reason: 'test' })).body;
    expect(value).toEqual({ ...VALUE, port: 443 });
    await archive(client, at);
    await back();
    const { items } = (
      await client.get(`audit-events?resource_id=${config.id}&action=provider-configs.unarchive&order=asc`)
    ).body;
    const migrations = items.map(({ after }: Answer['body']) => after.migration);
    expect(migrations).toEqual([{ versions: ['2'], migrated: 1 }, undefined]);
  });

  test('with its deployment, whose default config it is, from a key that may write configs', async () => {
    const client = await harness.newInstance();
    const provider = await makeProvider(client);
    const deployer = await makeKey(harness, client, [
      'provider-deployments:read',
      'provider-deployments:write',
    ]);
    const { id } = await makeDeployment(client, provider, { provider_config: { value: VALUE } });
    await archive(client, `provider-deployments/${id}`);
    const next = await publish(client, provider, '2', { config_schema: WITH_REGION });
    const at = `provider-deployments/${id}/unarchive`;
    expectRefusal(await deployer.post(at, {}), [403, 'forbidden']);
    const { default_config } = (await client.post(at, {})).body;
    const { body } = await client.get(`provider-configs/${default_config.id}`);
    expect(body.specification_id).toBe(next.specification_id);
    const { items } = (await client.get(`audit-events?resource_id=${default_config.id}&order=desc&limit=1`))
      .body;
    expect(items[0].after).toMatchObject({ provider_version_id: next.id });
  });

  test('with its deployment, when it is the empty one that Berth made, if the key may write configs', async () => {
    const client = await harness.newInstance();
    const provider = await makeProvider(client, { config_schema: NOTHING });
    const deployer = await makeKey(harness, client, ['reader', 'provider-deployments:write']);
    const { id } = await makeDeployment(client, provider);
    await archive(client, `provider-deployments/${id}`);
    const config_schema = { type: 'object', properties: { region: { type: 'string' } } };
    const next = await publish(client, provider, '2', { config_schema });
    const after = async (key: Pick<Client, 'post'>) => {
      const { default_config } = (await key.post(`provider-deployments/${id}/unarchive`, {})).body;
      return (await client.get(`provider-configs/${default_config.id}`)).body.specification_id;
    };
    expect(await after(deployer)).toBe(provider.specification);
    await archive(client, `provider-deployments/${id}`);
    expect(await after(client)).toBe(next.specification_id);
  });
});

describe('a config that comes back stays on its specification, and the answer says why', () => {
  test('when its value does not fit', async () => {
    const { provider, next, back, event } = await scene({}, { config_schema: NEEDS_PORT });
    const blocked = { provider_version_id: next.id, reason: 'breaks' };
    expect(await back()).toMatchObject({
      specification_id: provider.specification,
      is_behind: true,
      invalid: false,
      upgrade_blocked: blocked,
    });
    expect((await event()).after.upgrade_blocked).toEqual(blocked);
  });

  test('when the version asks about a secret that the key may not reveal', async () => {
    const { client, provider, next, back } = await scene({}, { config_schema: ASKS });
    const editor = await makeKey(harness, client, ['editor']);
    expect(await back(editor)).toMatchObject({
      specification_id: provider.specification,
      upgrade_blocked: { provider_version_id: next.id, reason: 'asks_secrets' },
    });
  });

  test('when a secret would become stale', async () => {
    const { provider, back } = await scene(
      {},
      {
        config_schema: {
          ...SCHEMA,
          properties: { ...properties, host: { ...properties.host, 'x-destination': true } },
        },
        migrations: [
          {
            from: '1',
            patch: [{ op: 'map', path: '/host', values: [{ from: 'api.test', to: 'other.test' }] }],
            tests: [{ before: { host: 'api.test' }, after: { host: 'other.test' } }],
          },
        ],
      },
    );
    expect(await back()).toMatchObject({
      specification_id: provider.specification,
      upgrade_blocked: { reason: 'stale' },
    });
  });

  test('when the version of its deployment was rejected', async () => {
    const { client, provider, next, back, move } = await scene(
      { follow: 'safe' },
      { config_schema: WITH_REGION },
    );
    expect((await move()).status).toBe(200);
    const { body } = await client.get(`version-approvals?provider_version_id=${next.id}`);
    const rejected = await client.post(`version-approvals/${body.items[0].id}/reject`, { reason: 'No.' });
    expect(rejected.status).toBe(200);
    await requireApprovals(harness, client, { tool_changes: true });
    expect(await back()).toMatchObject({
      specification_id: provider.specification,
      upgrade_blocked: { reason: 'approval_required' },
    });
  });

  test('without a word when its deployment is locked', async () => {
    const { provider, back, client, deployment } = await scene({}, { config_schema: WITH_REGION });
    await client.patch(`provider-deployments/${deployment.id}`, {
      locked_provider_version_id: provider.version,
    });
    const body = await back();
    expect([body.specification_id, body.is_behind, body.upgrade_blocked]).toEqual([
      provider.specification,
      false,
      undefined,
    ]);
  });
});

test('a config that is made or comes back while its deployment moves ends on the version of the deployment', {
  timeout: 60_000,
}, async () => {
  const { client, provider, deployment, config, at, next, move } = await scene(
    { follow: 'safe' },
    { config_schema: WITH_REGION },
  );
  const bound = { provider_deployment_id: deployment.id };
  for (let round = 0; round < 6; round++) {
    const isInForce = round % 2 === 0;
    const version = isInForce ? next.id : provider.version;
    const make = () => makeConfig(client, provider, bound);
    const go = () =>
      client.post(`provider-deployments/${deployment.id}/upgrade`, { provider_version_id: version });
    await client.patch(`provider-deployments/${deployment.id}`, { follow: 'safe' });
    const doings = [make, make, () => client.post(`${at}/unarchive`, {}), make, make];
    doings.splice(round % 4, 0, go);
    await Promise.all(doings.map((run) => run()));
    const { specification_id } = (await client.get(`provider-versions/${version}`)).body;
    const { items } = (await client.get(`provider-configs?provider_deployment_id=${deployment.id}&limit=100`))
      .body;
    const live: { id: string; specification_id: string }[] = items.filter(
      ({ status }: { status: string }) => status === 'active',
    );
    const back = live.find(({ id }) => id === config.id);
    // The move to an older version locks the deployment, and a config that comes back after that stays on its own
    const staysBehind = !isInForce && back?.specification_id === next.specification_id;
    expect(live.map((row) => row.specification_id)).toEqual(
      live.map((row) => (staysBehind && row === back ? next.specification_id : specification_id)),
    );
    expect(live).toHaveLength(4 * (round + 1) + 1);
    await archive(client, at);
  }
  expect((await move()).status).toBe(200);
});
