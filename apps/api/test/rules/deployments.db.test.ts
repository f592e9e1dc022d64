import { newId } from '@berth/kernel';
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
  NOTHING,
  publish,
  VALUE,
} from '../support/rules-kit.ts';

const harness = await startHarness();

describe('the default config of a deployment that exists', () => {
  test('is set, replaced and removed by PATCH, and the one before stays live', async () => {
    const client = await harness.newInstance();
    const provider = await makeProvider(client);
    const deployment = await makeDeployment(client, provider);
    const bound = { provider_deployment_id: deployment.id };
    const [one, two] = [
      await makeConfig(client, provider, { ...bound, handle: 'one' }),
      await makeConfig(client, provider, bound),
    ];
    const patch = (provider_config_id: string | null, id = deployment.id) =>
      client.patch(`provider-deployments/${id}`, { provider_config_id });
    const first = await patch('one');
    expect(first.body).toMatchObject({ default_config: { id: one.id, is_default: true }, row_version: 2 });
    expect((await patch(one.id)).body.row_version).toBe(2);
    expect((await patch(two.id)).body).toMatchObject({ default_config: { id: two.id }, row_version: 3 });
    const flags = async () =>
      Promise.all([one, two].map(async ({ id }) => (await client.get(`provider-configs/${id}`)).body));
    expect(await flags()).toMatchObject([
      { status: 'active', is_default: false },
      { status: 'active', is_default: true },
    ]);
    const other = await makeDeployment(client, provider);
    expectRefusal(await patch(two.id, other.id), [409, 'conflict'], 'provider.config');
    expect((await patch(null)).body).toMatchObject({ default_config: null, row_version: 4 });
    expect((await patch(two.id, other.id)).body.default_config.id).toBe(two.id);
    const strange = await makeConfig(client, await makeProvider(client));
    expectRefusal(await patch(strange.id), [400, 'provider_mismatch']);
    await archive(client, `provider-configs/${one.id}`);
    expectRefusal(await patch(one.id), [400, 'use_after_delete']);
    expectRefusal(await patch('nobody'), [404, 'not_found'], 'provider.config');
    const { body } = await client.get(`audit-events?resource_id=${deployment.id}`);
    expect(body.items).toHaveLength(4);
  });
});

describe('the default config of a new deployment', () => {
  test('is empty when the provider needs no configuration', async () => {
    const client = await harness.newInstance();
    const provider = await makeProvider(client, { config_schema: NOTHING });
    const named = await makeDeployment(client, provider, { name: 'Shop', metadata: { team: 'a' } });
    expect(named.default_config).toMatchObject({
      object: 'provider.config#preview',
      name: 'Default Config for Shop',
      is_default: true,
      metadata: { team: 'a' },
      provider_id: provider.id,
    });
    const { body: config } = await client.get(`provider-configs/${named.default_config.id}`);
    expect(config).toMatchObject({
      is_default: true,
      deployment: { id: named.id },
      from_vault: null,
      handle: null,
    });
    const unnamed = await makeDeployment(client, provider);
    expect(unnamed.default_config.name).toBe('Default Config');
  });

  test('is null when the provider needs configuration and none is given', async () => {
    const client = await harness.newInstance();
    const provider = await makeProvider(client);
    const deployment = await makeDeployment(client, provider);
    expect(deployment.default_config).toBeNull();
    expect((await client.get('provider-configs')).body.items).toEqual([]);
  });

  test('is decided by the locked version', async () => {
    const client = await harness.newInstance();
    const provider = await makeProvider(client, { config_schema: NOTHING });
    await publish(client, provider, '2');
    const locked = await makeDeployment(client, provider, { locked_provider_version_id: provider.version });
    expect(locked.default_config).not.toBeNull();
    expect((await makeDeployment(client, provider)).default_config).toBeNull();
  });

  test('has the value, the vault and the name that are given', async () => {
    const client = await harness.newInstance();
    const provider = await makeProvider(client);
    const withValue = await makeDeployment(client, provider, {
      name: 'Shop',
      provider_config: { value: VALUE },
    });
    expect(withValue.default_config).toMatchObject({ name: 'Default Config for Shop', is_default: true });
    const named = await makeDeployment(client, provider, { provider_config: { name: 'Mine', value: VALUE } });
    expect(named.default_config.name).toBe('Mine');
    const vault = await makeVault(client, provider);
    const source = { provider_config_vault_id: vault.id };
    const fromVault = await makeDeployment(client, provider, { provider_config: source });
    const { body } = await client.get(`provider-configs/${fromVault.default_config.id}`);
    expect(body).toMatchObject({
      is_default: true,
      from_vault: { id: vault.id },
      deployment: { id: fromVault.id },
    });
    expect(JSON.stringify([withValue, named, fromVault, body])).not.toContain(VALUE.token);
  });

  test('must be valid, and its problems have paths under provider_config', async () => {
    const client = await harness.newInstance();
    const provider = await makeProvider(client);
    const create = (provider_config: unknown) =>
      client.post('provider-deployments', { provider_id: provider.id, provider_config });
    expectPlaces(await create({ value: { port: 0 } }), [
      'provider_config/value/host',
      'provider_config/value/port',
    ]);
    expectPlaces(await create({}), ['provider_config/value']);
    const both = { value: VALUE, provider_config_vault_id: newId('configVault', new Date()) };
    expectPlaces(await create(both), ['provider_config/value']);
    const absent = { provider_config_vault_id: newId('configVault', new Date()) };
    expectRefusal(await create(absent), [404, 'not_found'], 'provider.config_vault');
    const other = await makeDeployment(client, provider);
    const locked = await makeVault(client, provider, { provider_deployment_id: other.id });
    const mismatch = await create({ provider_config_vault_id: locked.id });
    expectRefusal(mismatch, [412, 'deployment_lock_mismatch'], 'provider.config_vault');
    expect((await client.get('provider-deployments')).body.items).toHaveLength(1);
  });

  test('may be an existing config, which stays bound as it was', async () => {
    const client = await harness.newInstance();
    const provider = await makeProvider(client);
    const config = await makeConfig(client, provider, { name: 'Mine' });
    const deployment = await makeDeployment(client, provider, { provider_config_id: config.id });
    expect(deployment.default_config).toMatchObject({ id: config.id, name: 'Mine', is_default: false });
    const { body } = await client.get(`provider-configs/${config.id}`);
    expect(body).toMatchObject({
      is_default: false,
      deployment: null,
      specification_id: config.specification_id,
    });
  });

  test('cannot be the default of another deployment', async () => {
    const client = await harness.newInstance();
    const provider = await makeProvider(client);
    const config = await makeConfig(client, provider);
    await makeDeployment(client, provider, { provider_config_id: config.id });
    const again = await client.post('provider-deployments', {
      provider_id: provider.id,
      provider_config_id: config.id,
    });
    expectRefusal(again, [409, 'conflict'], 'provider.config');
    expect(again.body.id).toBe(config.id);
    expect((await client.get('provider-deployments')).body.items).toHaveLength(1);
  });

  test('cannot be a config that is archived, missing or of another provider', async () => {
    const client = await harness.newInstance();
    const [provider, other] = [await makeProvider(client), await makeProvider(client)];
    const gone = await makeConfig(client, provider);
    await archive(client, `provider-configs/${gone.id}`);
    const create = (provider_config_id: string) =>
      client.post('provider-deployments', { provider_id: provider.id, provider_config_id });
    expectRefusal(await create(gone.id), [400, 'use_after_delete'], 'provider.config');
    expectRefusal(await create((await makeConfig(client, other)).id), [400, 'provider_mismatch']);
    expectRefusal(await create(newId('providerConfig', new Date())), [404, 'not_found'], 'provider.config');
    const both = { provider_id: provider.id, provider_config_id: gone.id, provider_config: { value: VALUE } };
    expectPlaces(await client.post('provider-deployments', both), ['provider_config']);
  });

  test('becomes null when it is archived', async () => {
    const client = await harness.newInstance();
    const provider = await makeProvider(client);
    const deployment = await makeDeployment(client, provider, { provider_config: { value: VALUE } });
    const config = await archive(client, `provider-configs/${deployment.default_config.id}`);
    expect(config.is_default).toBe(false);
    expect((await client.get(`provider-deployments/${deployment.id}`)).body.default_config).toBeNull();
  });
});

describe('a locked version', () => {
  test('is one of the same provider, and is shown', async () => {
    const client = await harness.newInstance();
    const [provider, other] = [await makeProvider(client), await makeProvider(client)];
    const create = (locked_provider_version_id: string | null) =>
      client.post('provider-deployments', { provider_id: provider.id, locked_provider_version_id });
    expectRefusal(await create(other.version), [400, 'provider_mismatch']);
    expectRefusal(await create(newId('providerVersion', new Date())), [404, 'not_found'], 'provider.version');
    const { body } = await create(provider.version);
    const shown = await client.get(`provider-versions/${provider.version}`);
    // An object that holds a version has it without its migrations
    const { migrations: _migrations, ...version } = shown.body;
    expect(body.locked_version).toEqual(version);
    await publish(client, provider, '2');
    const changed = await client.get(`provider-deployments/${body.id}`);
    expect(changed.body.locked_version).toEqual({
      ...version,
      is_current: false,
      row_version: version.row_version + 1,
      updated_at: expect.any(String),
    });
    expect((await create(null)).body.locked_version).toBeNull();
  });

  test('decides the filter provider_version_id, not the version in force', async () => {
    const client = await harness.newInstance();
    const provider = await makeProvider(client);
    const locked = await makeDeployment(client, provider, { locked_provider_version_id: provider.version });
    await makeDeployment(client, provider);
    const { body } = await client.get(`provider-deployments?provider_version_id=${provider.version}`);
    expect(body.items.map((item: { id: string }) => item.id)).toEqual([locked.id]);
  });
});

describe('archiving a deployment', () => {
  test('archives its own default config too', async () => {
    const client = await harness.newInstance();
    const provider = await makeProvider(client);
    const deployment = await makeDeployment(client, provider, { provider_config: { value: VALUE } });
    const config = deployment.default_config.id;
    await client.patch(`provider-configs/${config}`, { handle: 'main' });
    await archive(client, `provider-deployments/${deployment.id}`);
    const { body } = await client.get(`provider-configs/${config}`);
    expect([body.status, body.archived_at === null]).toEqual(['archived', false]);
    await makeConfig(client, provider, { handle: 'main' });
  });

  test('leaves a default config that belongs elsewhere live, and free for another deployment', async () => {
    const client = await harness.newInstance();
    const provider = await makeProvider(client);
    const config = await makeConfig(client, provider);
    const deployment = await makeDeployment(client, provider, { provider_config_id: config.id });
    await archive(client, `provider-deployments/${deployment.id}`);
    expect((await client.get(`provider-configs/${config.id}`)).body.status).toBe('active');
    const next = await makeDeployment(client, provider, { provider_config_id: config.id });
    expect(next.default_config.id).toBe(config.id);
  });

  test('is refused while other live configs and vaults are bound to it, and lists them', async () => {
    const client = await harness.newInstance();
    const provider = await makeProvider(client);
    const deployment = await makeDeployment(client, provider, { provider_config: { value: VALUE } });
    const bound = { provider_deployment_id: deployment.id };
    const config = await makeConfig(client, provider, { ...bound, name: 'Bound' });
    const vault = await makeVault(client, provider, { ...bound, name: 'Locked' });
    await makeConfig(client, provider);
    const path = `provider-deployments/${deployment.id}`;
    const refused = await client.delete(path);
    expectRefusal(refused, [409, 'conflict'], 'provider.deployment');
    expect(refused.body.dependents).toHaveLength(2);
    const reference = 'provider_deployment_id';
    expect(refused.body.dependents).toEqual(
      expect.arrayContaining([
        { object: 'provider.config', id: config.id, name: 'Bound', reference },
        { object: 'provider.config_vault', id: vault.id, name: 'Locked', reference },
      ]),
    );
    expect((await client.get(path)).body).toEqual(deployment);
    await archive(client, `provider-configs/${config.id}`);
    await archive(client, `provider-config-vaults/${vault.id}`);
    await archive(client, path);
  });

  test('is refused while the default config of another deployment belongs to it', async () => {
    const client = await harness.newInstance();
    const provider = await makeProvider(client);
    const home = await makeDeployment(client, provider);
    const config = await makeConfig(client, provider, { provider_deployment_id: home.id });
    const other = await makeDeployment(client, provider, { provider_config_id: config.id });
    expect((await client.get(`provider-configs/${config.id}`)).body).toMatchObject({
      is_default: false,
      deployment: { id: home.id },
    });
    const refused = await client.delete(`provider-deployments/${home.id}`);
    expect(refused.body.dependents.map((row: { id: string }) => row.id)).toEqual([config.id]);
    await archive(client, `provider-deployments/${other.id}`);
    expect((await client.get(`provider-configs/${config.id}`)).body.status).toBe('active');
  });

  test('happens once, and an archived row can be read and not changed', async () => {
    const client = await harness.newInstance();
    const provider = await makeProvider(client);
    const { id } = await makeDeployment(client, provider);
    const path = `provider-deployments/${id}`;
    const archived = await archive(client, path);
    expect((await client.get(path)).body).toEqual(archived);
    expectRefusal(await client.patch(path, { name: 'x' }), [410, 'gone'], 'provider.deployment');
    expectRefusal(await client.delete(path), [410, 'gone'], 'provider.deployment');
    await archive(client, `providers/${provider.id}`);
  });
});

test('changing a deployment clears a member by null, keeps an absent one, and replaces metadata whole', async () => {
  const client = await harness.newInstance();
  const provider = await makeProvider(client);
  const filter = { type: 'prompt_keys', keys: ['a'] };
  const all = { name: ' Name ', description: 'Text', metadata: { a: 1, b: 2 }, tool_filters: filter };
  const deployment = await makeDeployment(client, provider, all);
  const path = `provider-deployments/${deployment.id}`;
  expect(deployment.name).toBe('Name');
  const same = (await client.patch(path, {})).body;
  expect({ ...same, row_version: 1, updated_at: deployment.updated_at }).toEqual(deployment);
  expect((await client.patch(path, { metadata: { c: 3 } })).body.metadata).toEqual({ c: 3 });
  const { body } = await client.patch(path, { name: null, description: '', metadata: null });
  expect(body).toMatchObject({
    name: null,
    description: null,
    metadata: null,
    tool_filter: deployment.tool_filter,
  });
  expectPlaces(await client.patch(path, { name: 1, metadata: [] }), ['name', 'metadata']);
});

test('a deployment can use configs that are live, enabled, of its provider, and bound to it or to none', async () => {
  const client = await harness.newInstance();
  const [provider, other] = [await makeProvider(client), await makeProvider(client)];
  const deployment = await makeDeployment(client, provider);
  const elsewhere = await makeDeployment(client, provider);
  const bound = await makeConfig(client, provider, { provider_deployment_id: deployment.id });
  const free = await makeConfig(client, provider);
  const off = await makeConfig(client, provider, { enabled: false });
  await makeConfig(client, provider, { provider_deployment_id: elsewhere.id });
  await makeConfig(client, other);
  const gone = await makeConfig(client, provider);
  await archive(client, `provider-configs/${gone.id}`);
  const list = async (query: string) =>
    (await client.get(`provider-configs?${query}`)).body.items.map((item: { id: string }) => item.id);
  const usable = `available_for_provider_deployment_id=${deployment.id}`;
  expect(await list(usable)).toEqual([bound.id, free.id]);
  expect(await list(`${usable}&status[0]=active&status[1]=archived`)).toEqual([bound.id, free.id]);
  expect(await list('available_for_use=false')).toEqual([off.id]);
  expect(await list(`available_for_use=false&status=archived`)).toEqual([gone.id]);
  await archive(client, `provider-configs/${bound.id}`);
  await archive(client, `provider-deployments/${deployment.id}`);
  expect(await list(usable)).toEqual([]);
});
