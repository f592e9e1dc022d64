import { describe, expect, test } from 'vitest';
import { type Client, startHarness } from '../support/harness.ts';
import { impactOf } from '../support/impact-kit.ts';
import { makeKey } from '../support/keys-kit.ts';
import {
  makeConfig,
  makeDeployment,
  makeProvider,
  makeVault,
  publish,
  SCHEMA,
  VALUE,
} from '../support/rules-kit.ts';

/** Lists of what is behind, and of what an upgrade would break. */

const harness = await startHarness();

const STRICT = { ...SCHEMA, required: ['host', 'port'] };
const FITS = { ...VALUE, port: 1 };

const idsOf = async (client: Client, path: string): Promise<string[]> => {
  const { status, body } = await client.get(path);
  expect(status, JSON.stringify(body)).toBe(200);
  return body.items.map(({ id }: { id: string }) => id);
};
const configs = (client: Client, query: string) => idsOf(client, `provider-configs?${query}`);
const deployments = (client: Client, query: string) => idsOf(client, `provider-deployments?${query}`);

async function scene() {
  const client = await harness.newInstance();
  const provider = await makeProvider(client);
  const locked = await makeDeployment(client, provider, { locked_provider_version_id: provider.version });
  const free = await makeDeployment(client, provider);
  const on = (deployment: { id: string }, more: object) =>
    makeConfig(client, provider, { provider_deployment_id: deployment.id, ...more });
  const stays = await on(locked, {});
  const fits = await on(free, { value: FITS });
  const lacks = await on(free, {});
  const next = await publish(client, provider, '2', { config_schema: STRICT });
  return { client, provider, locked, free, stays, fits, lacks, next };
}

describe('rows that are behind', { timeout: 60_000 }, () => {
  test('a config is behind on another specification than that of the version in force for its deployment', async () => {
    const { client, provider, locked, stays, fits, lacks, next } = await scene();
    const fresh = await makeConfig(client, provider, { value: FITS });
    expect(await configs(client, 'behind=true')).toEqual([fits.id, lacks.id]);
    expect(await configs(client, 'behind=true&order=desc')).toEqual([lacks.id, fits.id]);
    expect(await configs(client, `behind=true&after=${fits.id}`)).toEqual([lacks.id]);
    expect(await configs(client, `behind=true&provider_deployment_id=${locked.id}`)).toEqual([]);
    expect(await configs(client, 'behind=false')).toEqual([stays.id, fresh.id]);
    const { body } = await client.get('provider-configs');
    const shown = body.items.map((it: { id: string; is_behind: boolean }) => [it.id, it.is_behind]);
    expect(Object.fromEntries(shown)).toEqual({
      [stays.id]: false,
      [fits.id]: true,
      [lacks.id]: true,
      [fresh.id]: false,
    });
    const lock = (id: string | null) =>
      client.patch(`provider-deployments/${locked.id}`, { locked_provider_version_id: id });
    await lock(next.id);
    expect(await configs(client, 'behind=true')).toEqual([stays.id, fits.id, lacks.id]);
    await client.patch(`provider-versions/${provider.version}`, { is_current: true });
    expect(await configs(client, 'behind=true')).toEqual([stays.id, fresh.id]);
    await lock(null);
    expect(await configs(client, 'behind=true')).toEqual([fresh.id]);
  });

  test('a deployment is behind by its lock, and by a config', async () => {
    const { client, provider, locked, free, fits, lacks, next } = await scene();
    const other = await makeDeployment(client, provider);
    expect(await deployments(client, 'behind=true')).toEqual([locked.id, free.id]);
    expect(await deployments(client, 'behind=false')).toEqual([other.id]);
    const { body } = await client.get('provider-deployments');
    expect(body.items.map((it: { is_behind: boolean }) => it.is_behind)).toEqual([true, true, false]);
    await client.delete(`provider-configs/${lacks.id}`);
    await client.post(`provider-configs/${fits.id}/upgrade`, { provider_version_id: next.id });
    expect(await deployments(client, 'behind=true')).toEqual([locked.id]);
    expect((await client.get(`provider-deployments/${free.id}`)).body.is_behind).toBe(false);
    await client.post(`provider-deployments/${locked.id}/upgrade`, {
      provider_version_id: next.id,
      force: true,
    });
    expect(await deployments(client, 'behind=true')).toEqual([]);
    expect(await deployments(client, 'invalid=true')).toEqual([locked.id]);
    expect(await deployments(client, 'invalid=false')).toEqual([free.id, other.id]);
  });

  test('a default config that is bound to no deployment counts for the deployment that it serves', async () => {
    const client = await harness.newInstance();
    const provider = await makeProvider(client);
    const config = await makeConfig(client, provider);
    const deployment = await makeDeployment(client, provider, {
      provider_config_id: config.id,
      locked_provider_version_id: provider.version,
    });
    const next = await publish(client, provider, '2', { config_schema: STRICT });
    expect(await configs(client, 'behind=true')).toEqual([]);
    await client.patch(`provider-deployments/${deployment.id}`, { locked_provider_version_id: next.id });
    expect(await configs(client, 'behind=true')).toEqual([config.id]);
    expect(await deployments(client, 'behind=true')).toEqual([deployment.id]);
  });
});

describe('the outcome of an upgrade', { timeout: 60_000 }, () => {
  const outcomes = async (client: Client) => ({
    safe: await configs(client, 'upgrade=safe'),
    breaking: await configs(client, 'upgrade=breaking'),
  });
  const NONE = { safe: [], breaking: [] };

  test('is what the last report found, for the present value and the version in force', async () => {
    const { client, provider, free, fits, lacks, next } = await scene();
    expect(await outcomes(client)).toEqual(NONE);
    const { row_version } = (await client.get(`provider-configs/${fits.id}`)).body;
    await impactOf(client, next.id);
    const known = { safe: [fits.id], breaking: [lacks.id] };
    expect(await outcomes(client)).toEqual(known);
    expect(await configs(client, 'upgrade=safe&upgrade=breaking')).toEqual([fits.id, lacks.id]);
    expect(await deployments(client, 'upgrade=breaking')).toEqual([free.id]);
    expect(await deployments(client, 'upgrade=safe')).toEqual([]);
    const one = (await client.get(`provider-configs/${fits.id}`)).body;
    expect([one.upgrade, one.row_version]).toEqual(['safe', row_version]);

    await client.patch(`provider-versions/${provider.version}`, { is_current: true });
    expect(await outcomes(client), 'another version is in force').toEqual(NONE);
    await client.patch(`provider-versions/${next.id}`, { is_current: true });
    expect(await outcomes(client)).toEqual(known);

    await client.patch(`provider-configs/${lacks.id}`, { value: { port: 2 } });
    expect(await outcomes(client), 'the value has changed').toEqual({ ...NONE, safe: [fits.id] });
    expect((await client.get(`provider-configs/${lacks.id}`)).body.upgrade).toBeNull();
    await impactOf(client, next.id);
    expect(await outcomes(client)).toEqual({ ...NONE, safe: [fits.id, lacks.id] });
    expect(await deployments(client, 'upgrade=safe')).toEqual([free.id]);

    await client.post(`provider-deployments/${free.id}/upgrade`, { provider_version_id: next.id });
    expect(await outcomes(client), 'they have moved').toEqual(NONE);
  });

  test('of a config with a vault counts until the vault changes', async () => {
    const { client, provider, next } = await scene();
    const vault = await makeVault(client, provider, { value: FITS });
    const follows = await makeConfig(client, provider, {
      value: undefined,
      provider_config_vault_id: vault.id,
    });
    await client.patch(`provider-versions/${provider.version}`, { is_current: true });
    const early = await makeConfig(client, provider, {
      value: undefined,
      provider_config_vault_id: vault.id,
    });
    await client.patch(`provider-versions/${next.id}`, { is_current: true });
    await impactOf(client, next.id);
    expect(await configs(client, `upgrade=safe&provider_config_vault_id=${vault.id}`)).toEqual([early.id]);
    expect((await client.get(`provider-configs/${follows.id}`)).body.is_behind).toBe(false);
    await client.patch(`provider-config-vaults/${vault.id}`, { value: { host: 'b.test' } });
    expect(await configs(client, `upgrade=safe&provider_config_vault_id=${vault.id}`)).toEqual([]);
  });

  test('is not shown for a provider of the instance to a key that may not reveal secrets', async () => {
    const { client, fits, next } = await scene();
    await impactOf(client, next.id);
    const reader = await makeKey(harness, client, ['reader']);
    expect(await configs(reader, 'upgrade=safe')).toEqual([]);
    expect(await deployments(reader, 'upgrade=breaking')).toEqual([]);
    const { upgrade, is_behind } = (await reader.get(`provider-configs/${fits.id}`)).body;
    expect([upgrade, is_behind]).toEqual([null, true]);
    const { body } = await reader.get('provider-configs');
    expect(new Set(body.items.map((it: { upgrade: unknown }) => it.upgrade))).toEqual(new Set([null]));
  });

  test('is not remembered from a dry run', async () => {
    const { client, next } = await scene();
    await client.post(`provider-versions/${next.id}/impact?dry_run=true`, {});
    expect(await outcomes(client)).toEqual(NONE);
  });
});
