import { describe, expect, test } from 'vitest';
import { startHarness } from '../support/harness.ts';
import {
  archive,
  expectPlaces,
  expectRefusal,
  makeConfig,
  makeDeployment,
  makeProvider,
  makeVault,
  publish,
  VALUE,
  withoutState,
} from '../support/rules-kit.ts';

const harness = await startHarness();

describe('a config from a vault', () => {
  test('shows the vault and its deployment, and never the value', async () => {
    const client = await harness.newInstance();
    const provider = await makeProvider(client);
    const deployment = await makeDeployment(client, provider, { name: 'Production' });
    const vault = await makeVault(client, provider, {
      provider_deployment_id: deployment.id,
      metadata: { a: 1 },
    });
    const config = await makeConfig(client, provider, {
      value: undefined,
      provider_config_vault_id: vault.id,
    });
    expect(config.from_vault).toEqual(withoutState(vault));
    expect(vault.deployment).toMatchObject({
      object: 'provider.deployment#preview',
      id: deployment.id,
      name: 'Production',
    });
    expect(JSON.stringify(config)).not.toContain(VALUE.token);
  });

  test('a locked vault serves its own deployment only, and passes it to a config that names none', async () => {
    const client = await harness.newInstance();
    const provider = await makeProvider(client);
    const [mine, other] = [await makeDeployment(client, provider), await makeDeployment(client, provider)];
    const { id: provider_config_vault_id } = await makeVault(client, provider, {
      provider_deployment_id: mine.id,
    });
    const create = (provider_deployment_id?: string | null) =>
      client.post('provider-configs', {
        provider_id: provider.id,
        provider_config_vault_id,
        provider_deployment_id,
      });
    const refused = await create(other.id);
    expectRefusal(refused, [412, 'deployment_lock_mismatch'], 'provider.config_vault');
    expect(refused.body.id).toBe(provider_config_vault_id);
    for (const named of [mine.id, undefined, null]) {
      const { status, body } = await create(named);
      expect([status, body.deployment?.id]).toEqual([200, mine.id]);
    }
  });

  test('a vault without a lock serves any deployment of its provider, and none', async () => {
    const client = await harness.newInstance();
    const provider = await makeProvider(client);
    const deployment = await makeDeployment(client, provider);
    const { id: provider_config_vault_id } = await makeVault(client, provider);
    const from = (more: object) =>
      makeConfig(client, provider, { value: undefined, provider_config_vault_id, ...more });
    expect((await from({ provider_deployment_id: deployment.id })).deployment.id).toBe(deployment.id);
    expect((await from({})).deployment).toBeNull();
  });

  test('keeps working when the vault is archived, and still shows it', async () => {
    const client = await harness.newInstance();
    const provider = await makeProvider(client);
    const vault = await makeVault(client, provider);
    const config = await makeConfig(client, provider, {
      value: undefined,
      provider_config_vault_id: vault.id,
    });
    const archived = await archive(client, `provider-config-vaults/${vault.id}?force=true`);
    const { body } = await client.get(`provider-configs/${config.id}`);
    expect(body).toEqual({ ...config, from_vault: withoutState(archived) });
    expect((await client.patch(`provider-configs/${config.id}`, { name: 'Still here' })).status).toBe(200);
  });
});

describe('a vault', () => {
  test('is made with a name and a value that fits the specification in force', async () => {
    const client = await harness.newInstance();
    const provider = await makeProvider(client);
    const locked = await makeDeployment(client, provider, { locked_provider_version_id: provider.version });
    const next = await publish(client, provider, '2');
    const create = (more: object) =>
      client.post('provider-config-vaults', { provider_id: provider.id, ...more });
    expectPlaces(await create({}), ['name', 'value']);
    expectPlaces(await create({ name: ' ', value: {} }), ['name']);
    expectPlaces(await create({ name: 'Vault', value: { port: 0 } }), ['value/host', 'value/port']);
    const bound = { name: 'Vault', provider_deployment_id: locked.id, value: { ...VALUE, added_in_2: 1 } };
    expectPlaces(await create(bound), ['value/added_in_2']);
    const vault = await makeVault(client, provider, { value: bound.value });
    expect([vault.specification_id, vault.deployment]).toEqual([next.specification_id, null]);
    const onLocked = await makeVault(client, provider, { provider_deployment_id: locked.id });
    expect(onLocked.specification_id).toBe(provider.specification);
  });

  test('belongs to the provider of its deployment, and neither may be archived', async () => {
    const client = await harness.newInstance();
    const [provider, other] = [await makeProvider(client), await makeProvider(client)];
    const deployment = await makeDeployment(client, other);
    const body = {
      provider_id: provider.id,
      name: 'Vault',
      value: VALUE,
      provider_deployment_id: deployment.id,
    };
    expectRefusal(await client.post('provider-config-vaults', body), [400, 'provider_mismatch']);
    await archive(client, `provider-deployments/${deployment.id}`);
    const onGone = await client.post('provider-config-vaults', { ...body, provider_id: other.id });
    expectRefusal(onGone, [400, 'use_after_delete'], 'provider.deployment');
    await archive(client, `providers/${other.id}`);
    const ofGone = { ...body, provider_id: other.id, provider_deployment_id: null };
    expectRefusal(await client.post('provider-config-vaults', ofGone), [400, 'use_after_delete'], 'provider');
  });

  test('keeps its name, and clears its other texts by null', async () => {
    const client = await harness.newInstance();
    const provider = await makeProvider(client);
    const vault = await makeVault(client, provider, { description: 'Text', metadata: { a: 1 } });
    const path = `provider-config-vaults/${vault.id}`;
    expectPlaces(await client.patch(path, { name: null }), ['name']);
    expectPlaces(await client.patch(path, { name: '' }), ['name']);
    const { body } = await client.patch(path, { name: ' New ', description: null });
    expect(body).toMatchObject({ name: 'New', description: null, metadata: { a: 1 }, row_version: 2 });
  });

  test('can be read once archived, and neither changed nor archived again', async () => {
    const client = await harness.newInstance();
    const vault = await makeVault(client, await makeProvider(client));
    const path = `provider-config-vaults/${vault.id}`;
    const archived = await archive(client, path);
    expect((await client.get(path)).body).toEqual(archived);
    expectRefusal(await client.patch(path, { name: 'x' }), [410, 'gone'], 'provider.config_vault');
    expectRefusal(await client.delete(path), [410, 'gone'], 'provider.config_vault');
  });

  test('is found by the configs made from it', async () => {
    const client = await harness.newInstance();
    const provider = await makeProvider(client);
    const [vault, unused] = [await makeVault(client, provider), await makeVault(client, provider)];
    const config = await makeConfig(client, provider, {
      value: undefined,
      provider_config_vault_id: vault.id,
    });
    const own = await makeConfig(client, provider);
    const list = async (query: string) =>
      (await client.get(`provider-config-vaults?${query}`)).body.items.map((item: { id: string }) => item.id);
    expect(await list(`provider_config_id=${config.id}`)).toEqual([vault.id]);
    expect(await list(`provider_config_id=${own.id}`)).toEqual([]);
    expect(await list(`provider_config_vault_id=${unused.id}`)).toEqual([unused.id]);
  });
});
