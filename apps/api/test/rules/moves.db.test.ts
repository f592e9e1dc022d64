import { describe, expect, test } from 'vitest';
import { type Client, startHarness } from '../support/harness.ts';
import {
  archive,
  expectPlaces,
  expectRefusal,
  makeConfig,
  makeDeployment,
  makeProvider,
  makeVault,
  publish,
  SCHEMA,
  VALUE,
} from '../support/rules-kit.ts';

/** A config that moves to another deployment, to another vault, or to none. */

const harness = await startHarness();

const OTHER = { host: 'other.test', token: 'token-111' };

async function scene(schema: object = SCHEMA) {
  const client = await harness.newInstance();
  const provider = await makeProvider(client, { config_schema: schema });
  const vault = await makeVault(client, provider);
  const other = await makeVault(client, provider, { name: 'Other', value: OTHER });
  const { id } = await client.create('provider-configs', {
    provider_id: provider.id,
    provider_config_vault_id: vault.id,
  });
  return { client, provider, vault: vault.id, other: other.id, id: id as string };
}

const move = (client: Client, id: string, body: object, query = '') =>
  client.patch(`provider-configs/${id}${query}`, body);

/** Moves a config, which must be allowed, and returns the answer. */
async function moved(client: Client, id: string, body: object, query = '') {
  const answer = await move(client, id, body, query);
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  return answer.body;
}

const resolve = (client: Client, id: string) =>
  client.post(`provider-configs/${id}/resolve`, { reason: 'test' });

const pathsOf = (stale: { path: string }[]) => stale.map(({ path }) => path);

describe('provider_deployment_id', () => {
  test('binds a config to another deployment, and null unbinds it', async () => {
    const client = await harness.newInstance();
    const provider = await makeProvider(client);
    const [one, two] = [await makeDeployment(client, provider), await makeDeployment(client, provider)];
    const { id } = await makeConfig(client, provider, { provider_deployment_id: one.id });
    const there = await moved(client, id, { provider_deployment_id: two.id });
    expect([there.deployment.id, there.row_version, there.revision]).toEqual([two.id, 2, 1]);
    expect((await client.get(`provider-configs?provider_deployment_id=${two.id}`)).body.items).toHaveLength(
      1,
    );
    expect((await moved(client, id, { provider_deployment_id: two.id })).row_version).toBe(2);
    expect((await moved(client, id, { provider_deployment_id: null })).deployment).toBeNull();
    const { body } = await client.get(`audit-events?resource_id=${id}`);
    expect(body.items.map(({ action }: { action: string }) => action)).toEqual([
      'provider-configs.create',
      'provider-configs.update',
      'provider-configs.update',
    ]);
  });

  test('takes a live deployment of the same provider only', async () => {
    const client = await harness.newInstance();
    const provider = await makeProvider(client);
    const { id } = await makeConfig(client, provider);
    const foreign = await makeDeployment(client, await makeProvider(client));
    const gone = await makeDeployment(client, provider);
    await archive(client, `provider-deployments/${gone.id}`);
    const to = (provider_deployment_id: string) => move(client, id, { provider_deployment_id });
    expectRefusal(await to(foreign.id), [400, 'provider_mismatch']);
    expectRefusal(await to(gone.id), [400, 'use_after_delete']);
    const elsewhere = await harness.newInstance();
    const hidden = await makeDeployment(elsewhere, await makeProvider(elsewhere));
    expectRefusal(await to(hidden.id), [404, 'not_found'], 'provider.deployment');
  });

  test('does not take the default config from a deployment, unless by force', async () => {
    const client = await harness.newInstance();
    const provider = await makeProvider(client);
    const deployment = await makeDeployment(client, provider, { provider_config: { value: VALUE } });
    const { id } = (await client.get(`provider-configs?provider_deployment_id=${deployment.id}`)).body
      .items[0];
    const refused = await move(client, id, { provider_deployment_id: null });
    expectRefusal(refused, [409, 'conflict']);
    expect(refused.body.dependents).toEqual([
      { object: 'provider.deployment', id: deployment.id, name: null },
    ]);
    const body = await moved(client, id, { provider_deployment_id: null }, '?force=true');
    expect([body.is_default, body.deployment]).toEqual([false, null]);
    expect((await client.get(`provider-deployments/${deployment.id}`)).body.default_config).toBeNull();
  });

  test('makes the default config of a deployment its own when it is bound to it', async () => {
    const client = await harness.newInstance();
    const provider = await makeProvider(client);
    const { id } = await makeConfig(client, provider);
    const deployment = await makeDeployment(client, provider, { provider_config_id: id });
    const body = await moved(client, id, { provider_deployment_id: deployment.id });
    expect(body.is_default).toBe(true);
  });
});

describe('provider_config_vault_id', () => {
  test('makes a config follow another vault, whose secrets are bound as they are there', async () => {
    const { client, other, id } = await scene();
    const body = await moved(client, id, { provider_config_vault_id: other });
    expect([body.from_vault.id, body.revision, body.stale_secrets]).toEqual([other, null, []]);
    expect((await resolve(client, id)).body.value).toEqual(OTHER);
    await client.patch(`provider-config-vaults/${other}`, { value: { token: 'token-222' } });
    expect((await resolve(client, id)).body.value).toEqual({ ...OTHER, token: 'token-222' });
  });

  test('takes a live vault of the same provider only', async () => {
    const { client, provider, other, id } = await scene();
    const to = (provider_config_vault_id: string) => move(client, id, { provider_config_vault_id });
    const foreign = await makeVault(client, await makeProvider(client));
    expectRefusal(await to(foreign.id), [400, 'provider_mismatch']);
    await archive(client, `provider-config-vaults/${other}`);
    expectRefusal(await to(other), [400, 'use_after_delete']);
    const elsewhere = await harness.newInstance();
    const hidden = await makeVault(elsewhere, await makeProvider(elsewhere));
    expectRefusal(await to(hidden.id), [404, 'not_found'], 'provider.config_vault');
    await archive(client, `provider-configs/${id}`);
    const third = await makeVault(client, provider);
    expectRefusal(await to(third.id), [410, 'gone']);
  });

  test('keeps the rules of a vault that is locked to a deployment', async () => {
    const { client, provider, id } = await scene();
    const [one, two] = [await makeDeployment(client, provider), await makeDeployment(client, provider)];
    const locked = await makeVault(client, provider, { provider_deployment_id: one.id });
    const mismatch: [number, string] = [412, 'deployment_lock_mismatch'];
    const to = { provider_config_vault_id: locked.id };
    expectRefusal(await move(client, id, { ...to, provider_deployment_id: two.id }), mismatch);
    expectRefusal(await move(client, id, { ...to, provider_deployment_id: null }), mismatch);
    expect((await moved(client, id, to)).deployment.id).toBe(one.id);
    expectRefusal(await move(client, id, { provider_deployment_id: two.id }), mismatch);
    expectRefusal(await move(client, id, { provider_deployment_id: null }), mismatch);
    const away = { provider_deployment_id: two.id, provider_config_vault_id: null, keep_value: true };
    expect((await moved(client, id, away)).deployment.id).toBe(two.id);
    expectRefusal(await move(client, id, to), mismatch);
  });

  test('null detaches a config, which needs a value of its own then', async () => {
    const { client, id } = await scene();
    const to = { provider_config_vault_id: null };
    expectPlaces(await move(client, id, to), ['provider_config_vault_id/host']);
    const body = await moved(client, id, { ...to, value: { host: 'own.test', token: 'token-own' } });
    expect([body.from_vault, body.vault_revision, body.revision]).toEqual([null, null, 1]);
    expect((await resolve(client, id)).body.value).toEqual({ host: 'own.test', token: 'token-own' });
    const again = await moved(client, id, { ...to, keep_value: true, vault_revision: null });
    expect(again.row_version).toBe(body.row_version);
  });

  test('null stores an empty own value where the schema needs none', async () => {
    const client = await harness.newInstance();
    const provider = await makeProvider(client, { config_schema: { ...SCHEMA, required: [] } });
    const vault = await makeVault(client, provider);
    const { id } = await client.create('provider-configs', {
      provider_id: provider.id,
      provider_config_vault_id: vault.id,
    });
    expect((await moved(client, id, { provider_config_vault_id: null })).revision).toBe(1);
    expect((await resolve(client, id)).body.value).toEqual({});
  });

  test('with keep_value keeps what the vault gave as own value, with its secrets bound as they were', async () => {
    const { client, vault, id } = await scene();
    await moved(client, id, { value: { port: 7 } });
    const body = await moved(client, id, { provider_config_vault_id: null, keep_value: true });
    expect([body.from_vault, body.revision, body.stale_secrets]).toEqual([null, 2, []]);
    expect(
      body.value_state.map((leaf: Record<string, unknown>) => [
        leaf.path,
        leaf.from,
        leaf.revision,
        leaf.secret,
      ]),
    ).toEqual([
      ['/host', 'own', 2, false],
      ['/port', 'own', 1, false],
      ['/token', 'own', 2, true],
    ]);
    await client.patch(`provider-config-vaults/${vault}`, { value: { host: 'new.test' } });
    expect((await resolve(client, id)).body.value).toEqual({ ...VALUE, port: 7 });
    const redirected = await moved(client, id, { value: { host: 'evil.test' } });
    expect(pathsOf(redirected.stale_secrets)).toEqual(['/token']);
    expectRefusal(await resolve(client, id), [409, 'secrets_stale']);
  });

  test('does not send a kept secret to an address that comes with the move', async () => {
    const { client, id } = await scene();
    const to = { provider_config_vault_id: null, keep_value: true, value: { host: 'evil.test' } };
    expect(pathsOf((await moved(client, id, to)).stale_secrets)).toEqual(['/token']);
    expectRefusal(await resolve(client, id), [409, 'secrets_stale']);
  });

  test('does not send an own secret to the address of another vault, or a vault’s to an own one', async () => {
    const { client, other, provider, vault } = await scene();
    const follow = async (value: object) => {
      const { id } = await client.create('provider-configs', {
        provider_id: provider.id,
        provider_config_vault_id: vault,
      });
      await moved(client, id, { value });
      return id as string;
    };
    const mine = await follow({ token: 'token-own' });
    expect(pathsOf((await moved(client, mine, { provider_config_vault_id: other })).stale_secrets)).toEqual([
      '/token',
    ]);
    expectRefusal(await resolve(client, mine), [409, 'secrets_stale']);
    const site = await follow({ host: 'own.test' });
    await client.post(`provider-configs/${site}/confirm-secrets`, {});
    expect((await resolve(client, site)).status).toBe(200);
    // The confirmation was one for the secret of the first vault
    expect(pathsOf((await moved(client, site, { provider_config_vault_id: other })).stale_secrets)).toEqual([
      '/token',
    ]);
    expectRefusal(await resolve(client, site), [409, 'secrets_stale']);
  });

  test('keeps the confirmation of a secret of the vault that becomes an own one', async () => {
    const { client, id } = await scene();
    await moved(client, id, { value: { host: 'own.test' } });
    await client.post(`provider-configs/${id}/confirm-secrets`, {});
    const body = await moved(client, id, { provider_config_vault_id: null, keep_value: true });
    expect(body.stale_secrets).toEqual([]);
    expect((await resolve(client, id)).body.value).toEqual({ ...VALUE, host: 'own.test' });
  });

  test('lays the own value over the vault that a config gets, and value_replace {} removes it', async () => {
    const { client, provider, vault } = await scene();
    const { id } = await makeConfig(client, provider, { value: { host: 'own.test', port: 7 } });
    const body = await moved(client, id, { provider_config_vault_id: vault });
    expect([body.revision, body.from_vault.id, pathsOf(body.stale_secrets)]).toEqual([1, vault, ['/token']]);
    const replaced = await moved(client, id, { value_replace: {} });
    expect(replaced.stale_secrets).toEqual([]);
    expect((await resolve(client, id)).body.value).toEqual(VALUE);
    const { id: second } = await makeConfig(client, provider, { value: { host: 'own.test' } });
    await moved(client, second, { provider_config_vault_id: vault, value_replace: {} });
    expect((await resolve(client, second)).body.value).toEqual(VALUE);
  });

  test('does not let a null of the own value remove, or hold the bond of, a leaf of the vault', async () => {
    const text = { type: ['string', 'null'] };
    const schema = {
      ...SCHEMA,
      properties: { ...SCHEMA.properties, token: { ...text, writeOnly: true } },
    };
    const { client, provider, vault } = await scene(schema);
    const { id } = await makeConfig(client, provider, { value: { host: 'own.test', token: null } });
    const body = await moved(client, id, { provider_config_vault_id: vault });
    expect(pathsOf(body.stale_secrets)).toEqual(['/token']);
    expectRefusal(await resolve(client, id), [409, 'secrets_stale']);
  });

  test('goes with a revision of that vault, and forgets the one of the vault before', async () => {
    const { client, vault, other, id } = await scene();
    await client.patch(`provider-config-vaults/${other}`, { value: { port: 9 } });
    await moved(client, id, { vault_revision: 1 });
    expect((await moved(client, id, { provider_config_vault_id: other })).vault_revision).toBeNull();
    expect((await resolve(client, id)).body.value.port).toBe(9);
    const back = await moved(client, id, { provider_config_vault_id: vault, vault_revision: 1 });
    expect([back.from_vault.id, back.vault_revision]).toEqual([vault, 1]);
    const refused = await move(client, id, {
      provider_config_vault_id: null,
      keep_value: true,
      vault_revision: 1,
    });
    expectPlaces(refused, ['vault_revision']);
    expectPlaces(await move(client, id, { provider_config_vault_id: other, vault_revision: 3 }), [
      'vault_revision',
    ]);
  });

  test('keep_value alone is refused', async () => {
    const { client, id } = await scene();
    expectPlaces(await move(client, id, { keep_value: true }), ['keep_value']);
  });

  test('changes nothing when a part of the request is refused, or in a dry run', async () => {
    const { client, provider, other, id } = await scene();
    const deployment = await makeDeployment(client, provider);
    const before = (await client.get(`provider-configs/${id}`)).body;
    const body = { provider_deployment_id: deployment.id, provider_config_vault_id: other };
    expectPlaces(await move(client, id, { ...body, value: { port: 0 } }), ['value/port']);
    const dry = await moved(client, id, body, '?dry_run=true');
    expect([dry.from_vault.id, dry.deployment.id]).toEqual([other, deployment.id]);
    expect((await client.get(`provider-configs/${id}`)).body).toEqual(before);
  });
});

describe('a vault of another specification', () => {
  const NEWER = {
    ...SCHEMA,
    required: ['host', 'region'],
    properties: { ...SCHEMA.properties, region: { type: 'string' } },
  };

  const specificationOf = async (client: Client, id: string) =>
    (await client.get(`provider-configs/${id}`)).body.specification_id;

  test('is taken when the value fits the specification of the config, which stays', async () => {
    const { client, provider, vault, id } = await scene();
    await publish(client, provider, '2', { config_schema: NEWER });
    const newer = await makeVault(client, provider, { value: { ...OTHER, region: 'eu' } });
    const refused = await move(client, id, { provider_config_vault_id: newer.id });
    expectPlaces(refused, ['provider_config_vault_id/region']);
    const { id: fresh } = await makeConfig(client, provider, { value: { host: 'own.test', region: 'eu' } });
    const known = await specificationOf(client, fresh);
    await moved(client, fresh, { provider_config_vault_id: vault });
    expect([known, await specificationOf(client, fresh)]).toEqual([newer.specification_id, known]);
    expectPlaces(await move(client, fresh, { value: { region: null } }), ['value/region']);
  });

  test('is not edited past the specification of a config that follows it', async () => {
    const { client, provider, vault } = await scene({ ...SCHEMA, additionalProperties: true });
    const strict = {
      ...NEWER,
      required: ['host'],
      properties: { ...NEWER.properties, port: { ...SCHEMA.properties.port, maximum: 10 } },
    };
    await publish(client, provider, '2', { config_schema: strict });
    const { id } = await makeConfig(client, provider, { value: { host: 'own.test' } });
    await moved(client, id, { provider_config_vault_id: vault, value_replace: {} });
    const refused = await client.patch(`provider-config-vaults/${vault}`, { value: { port: 11 } });
    expectRefusal(refused, [409, 'conflict']);
    expect(refused.body.dependents.map((it: { id: string }) => it.id)).toEqual([id]);
    expect((await client.patch(`provider-config-vaults/${vault}`, { value: { port: 10 } })).status).toBe(200);
  });
});
