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
  publish,
  VALUE,
  withoutState,
} from '../support/rules-kit.ts';

const harness = await startHarness();

describe('creating a config', () => {
  test('makes it active, enabled, unbound and not a default, by default', async () => {
    const client = await harness.newInstance();
    const provider = await makeProvider(client);
    const config = await makeConfig(client, provider);
    expect(config).toMatchObject({
      object: 'provider.config',
      status: 'active',
      enabled: true,
      is_default: false,
      handle: null,
      name: null,
      description: null,
      metadata: null,
      tool_filter: { type: 'allow_all', ignore_parent_filters: false },
      provider_id: provider.id,
      specification_id: provider.specification,
      deployment: null,
      from_vault: null,
      row_version: 1,
      archived_at: null,
    });
    expect(config.created_at).toBe(config.updated_at);
  });

  test('takes exactly one of value and provider_config_vault_id', async () => {
    const client = await harness.newInstance();
    const provider = await makeProvider(client);
    const { id: provider_config_vault_id } = await makeVault(client, provider);
    const create = (more: object) => client.post('provider-configs', { provider_id: provider.id, ...more });
    expectPlaces(await create({}), ['value']);
    expectPlaces(await create({ value: VALUE, provider_config_vault_id }), ['value']);
    expectPlaces(await create({ value: null }), ['value']);
    expectPlaces(await create({ value: [] }), ['value']);
    expectPlaces(await create({ provider_config_vault_id: null }), ['provider_config_vault_id']);
    expectPlaces(await create({ provider_config_vault_id: '' }), ['provider_config_vault_id']);
    expect((await create({ provider_config_vault_id })).status).toBe(200);
  });

  test('refuses references to missing rows', async () => {
    const client = await harness.newInstance();
    const provider = await makeProvider(client);
    const create = (more: object) =>
      client.post('provider-configs', { provider_id: provider.id, value: VALUE, ...more });
    for (const provider_id of [newId('provider', new Date()), 'nothing', 'public:nothing']) {
      const answer = await create({ provider_id });
      expectRefusal(answer, [404, 'not_found'], 'provider');
      expect(answer.body.id).toBe(provider_id);
    }
    const provider_deployment_id = newId('deployment', new Date());
    expectRefusal(await create({ provider_deployment_id }), [404, 'not_found'], 'provider.deployment');
    const provider_config_vault_id = newId('configVault', new Date());
    const vault = await create({ value: undefined, provider_config_vault_id });
    expectRefusal(vault, [404, 'not_found'], 'provider.config_vault');
  });

  test('refuses references to rows of different providers', async () => {
    const client = await harness.newInstance();
    const [provider, other] = [await makeProvider(client), await makeProvider(client)];
    const deployment = await makeDeployment(client, other);
    const vault = await makeVault(client, other);
    const onOther = { provider_id: provider.id, value: VALUE, provider_deployment_id: deployment.id };
    expectRefusal(await client.post('provider-configs', onOther), [400, 'provider_mismatch']);
    const fromOther = { provider_id: provider.id, provider_config_vault_id: vault.id };
    expectRefusal(await client.post('provider-configs', fromOther), [400, 'provider_mismatch']);
  });

  test('refuses references to archived rows', async () => {
    const client = await harness.newInstance();
    const provider = await makeProvider(client);
    const gone = await makeProvider(client);
    await archive(client, `providers/${gone.id}`);
    const deployment = await makeDeployment(client, provider);
    await archive(client, `provider-deployments/${deployment.id}`);
    const vault = await makeVault(client, provider);
    await archive(client, `provider-config-vaults/${vault.id}`);
    const create = (more: object) => client.post('provider-configs', { provider_id: provider.id, ...more });
    const used = [400, 'use_after_delete'] as [number, string];
    expectRefusal(await create({ provider_id: gone.id, value: VALUE }), used, 'provider');
    const onGone = await create({ value: VALUE, provider_deployment_id: deployment.id });
    expectRefusal(onGone, used, 'provider.deployment');
    const fromGone = await create({ provider_config_vault_id: vault.id });
    expectRefusal(fromGone, used, 'provider.config_vault');
    expect(fromGone.body.id).toBe(vault.id);
  });

  test('trims name and description, counts them in characters, and stores an empty one as null', async () => {
    const client = await harness.newInstance();
    const provider = await makeProvider(client);
    const config = await makeConfig(client, provider, {
      name: '  Main  ',
      description: '\n',
      handle: ' main ',
    });
    expect([config.name, config.description, config.handle]).toEqual(['Main', null, 'main']);
    const long = { provider_id: provider.id, value: VALUE, name: 'x'.repeat(256), handle: 'x'.repeat(101) };
    expectPlaces(await client.post('provider-configs', long), ['name', 'handle']);
    const wide = { provider_id: provider.id, value: VALUE, name: '💩'.repeat(255), handle: '語'.repeat(100) };
    expect(await client.create('provider-configs', wide)).toMatchObject({
      name: wide.name,
      handle: wide.handle,
    });
    const wider = { ...wide, name: `${wide.name}💩`, handle: `${wide.handle}語` };
    expectPlaces(await client.post('provider-configs', wider), ['name', 'handle']);
    const blank = { provider_id: provider.id, value: VALUE, handle: '  ' };
    expectPlaces(await client.post('provider-configs', blank), ['handle']);
  });

  test('takes the provider by its id, its slug or its identifier', async () => {
    const client = await harness.newInstance();
    const provider = await makeProvider(client);
    for (const provider_id of [provider.id, provider.slug, provider.identifier]) {
      const config = await client.create('provider-configs', { provider_id, value: VALUE });
      expect(config.provider_id).toBe(provider.id);
    }
    const shipped = await client.create('provider-configs', {
      provider_id: 'openai',
      value: { api_key: 'k' },
    });
    const same = await client.create('provider-configs', {
      provider_id: 'public:openai',
      value: { api_key: 'k' },
    });
    expect(same.provider_id).toBe(shipped.provider_id);
  });

  test('leaves nothing behind when it is refused', async () => {
    const client = await harness.newInstance();
    const provider = await makeProvider(client);
    await makeConfig(client, provider, { handle: 'taken' });
    const count = () => harness.database.query('select count(*)::int as n from value_revisions');
    const before = await count();
    const body = { provider_id: provider.id, value: VALUE };
    const wrong = [
      { handle: 'taken' },
      { value: {} },
      { tool_filters: 'x' },
      { tool_filters: { type: 'tool_regex', pattern: '(' } },
    ];
    for (const more of wrong) {
      expect((await client.post('provider-configs', { ...body, ...more })).status).toBeGreaterThanOrEqual(
        400,
      );
    }
    expect(await count()).toEqual(before);
    expect((await client.get('provider-configs')).body.items).toHaveLength(1);
  });
});

describe('the specification of a config', () => {
  test("is that of the deployment's locked version, else of the provider's current one", async () => {
    const client = await harness.newInstance();
    const provider = await makeProvider(client);
    const locked = await makeDeployment(client, provider, { locked_provider_version_id: provider.version });
    const free = await makeDeployment(client, provider);
    const next = await publish(client, provider, '2');
    const on = async (provider_deployment_id: string | null) =>
      (await makeConfig(client, provider, { provider_deployment_id })).specification_id;
    expect(await on(locked.id)).toBe(provider.specification);
    expect(await on(free.id)).toBe(next.specification_id);
    expect(await on(null)).toBe(next.specification_id);
    const onlyInNext = { ...VALUE, added_in_2: 1 };
    const create = (id: string) =>
      client.post('provider-configs', {
        provider_id: provider.id,
        provider_deployment_id: id,
        value: onlyInNext,
      });
    expectPlaces(await create(locked.id), ['value/added_in_2']);
    expect((await create(free.id)).status).toBe(200);
  });

  test('stays the same when the provider publishes another version', async () => {
    const client = await harness.newInstance();
    const provider = await makeProvider(client);
    const config = await makeConfig(client, provider);
    await publish(client, provider, '2');
    const changed = await client.patch(`provider-configs/${config.id}`, { name: 'Renamed' });
    expect(changed.body.specification_id).toBe(provider.specification);
  });
});

describe('changing a config', () => {
  test('clears a member by null, keeps an absent one, and replaces metadata whole', async () => {
    const client = await harness.newInstance();
    const provider = await makeProvider(client);
    const all = {
      name: 'Name',
      description: 'Text',
      metadata: { a: 1, b: { c: 2 } },
      handle: 'handle',
      enabled: false,
      tool_filters: { type: 'tool_keys', keys: ['a'] },
    };
    const config = await makeConfig(client, provider, all);
    const path = `provider-configs/${config.id}`;
    const same = (await client.patch(path, {})).body;
    expect({ ...same, row_version: 1, updated_at: config.updated_at }).toEqual(config);
    expect((await client.patch(path, { metadata: { b: 3 } })).body.metadata).toEqual({ b: 3 });
    const cleared = await client.patch(path, { name: null, description: null, metadata: null, handle: null });
    expect(cleared.body).toMatchObject({
      name: null,
      description: null,
      metadata: null,
      handle: null,
      enabled: false,
      tool_filter: config.tool_filter,
    });
    expect((await client.patch(path, { tool_filters: null, enabled: true })).body).toMatchObject({
      tool_filter: { type: 'allow_all', ignore_parent_filters: false },
      enabled: true,
    });
    expectPlaces(await client.patch(path, { enabled: null }), ['enabled']);
  });

  test('increments the row version and moves only updated_at', async () => {
    const client = await harness.newInstance();
    const config = await makeConfig(client, await makeProvider(client));
    const later = new Date(Date.now() + 5_000);
    harness.setClock(later);
    const { body } = await client.patch(`provider-configs/${config.id}`, { name: 'Renamed' });
    harness.setClock(null);
    expect([body.row_version, body.created_at, body.updated_at]).toEqual([
      2,
      config.created_at,
      later.toISOString(),
    ]);
  });

  test('members that only answers have are taken as they are shown, and refused otherwise', async () => {
    const client = await harness.newInstance();
    const provider = await makeProvider(client);
    const config = await makeConfig(client, provider);
    const revisions = () =>
      harness.database.query(`select * from value_revisions where owner_id = '${config.id}'`);
    const before = await revisions();
    const at = `provider-configs/${config.id}`;
    const others = { provider_id: 'openai', status: 'archived', is_default: true, id: 'x' };
    const refused = await client.patch(at, { name: 'Not here', ...others });
    expect(refused.status).toBe(400);
    expect(
      refused.body.errors.map(({ code, path }: { code: string; path: string[] }) => [code, ...path]).sort(),
    ).toEqual(
      Object.keys(others)
        .map((name) => ['read_only', name])
        .sort(),
    );
    const shown = (await client.get(at)).body;
    const answer = await client.patch(at, { ...shown, name: 'Still here' });
    const changed = { name: 'Still here', row_version: 2, updated_at: answer.body.updated_at };
    expect(answer.body).toEqual({ ...config, ...changed });
    expect(await revisions()).toEqual(before);
  });

  test('an archived config can be read, and neither changed nor archived again', async () => {
    const client = await harness.newInstance();
    const config = await makeConfig(client, await makeProvider(client));
    const path = `provider-configs/${config.id}`;
    const archived = await archive(client, path);
    expect(archived.archived_at).toBe(archived.updated_at);
    expect((await client.get(path)).body).toEqual(archived);
    expectRefusal(await client.patch(path, { name: 'x' }), [410, 'gone'], 'provider.config');
    expectRefusal(await client.delete(path), [410, 'gone'], 'provider.config');
    expect((await client.get('provider-configs')).body.items).toEqual([]);
    const both = await client.get('provider-configs?status[0]=active&status[1]=archived');
    expect(both.body.items).toEqual([withoutState(archived)]);
  });
});
