import { describe, expect, test } from 'vitest';
import { startHarness } from '../support/harness.ts';
import { makeActor, makeAuth, makePlace } from '../support/identities-kit.ts';
import {
  archive,
  expectRefusal,
  makeConfig,
  makeDeployment,
  makeProvider,
  makeVault,
  NOTHING,
  VALUE,
} from '../support/rules-kit.ts';

const harness = await startHarness();

async function scene() {
  const client = await harness.newInstance();
  const provider = await makeProvider(client);
  const unarchive = (path: string) => client.post(`${path}/unarchive`, {});
  return { client, provider, unarchive };
}

describe('unarchiving', () => {
  test('makes each kind of row live again, and is recorded', async () => {
    const { client, provider, unarchive } = await scene();
    const vault = await makeVault(client, provider);
    const config = await makeConfig(client, provider);
    const deployment = await makeDeployment(client, provider);
    const paths = [
      `provider-config-vaults/${vault.id}`,
      `provider-configs/${config.id}`,
      `provider-deployments/${deployment.id}`,
    ];
    for (const path of paths) {
      const { body: before } = await client.get(path);
      await archive(client, path);
      const { status, body } = await unarchive(path);
      expect(status, path).toBe(200);
      const { row_version, updated_at, ...same } = body;
      expect(same).toEqual({ ...before, row_version: undefined, updated_at: undefined });
      expect(row_version).toBeGreaterThan(before.row_version);
      expect(updated_at).toBeTruthy();
      expectRefusal(await unarchive(path), [409, 'invalid_state']);
    }
    const { items } = (await client.get('audit-events?order=desc&limit=3')).body;
    expect(items.map(({ action }: { action: string }) => action)).toContain('provider-deployments.unarchive');
  });

  test('brings a provider back under its slug; a shipped one is not for the caller', async () => {
    const { client, provider, unarchive } = await scene();
    await archive(client, `providers/${provider.id}`);
    expect((await unarchive(`providers/${provider.id}`)).body).toMatchObject({
      status: 'active',
      slug: provider.slug,
    });
    expectRefusal(await unarchive('providers/openai'), [403, 'forbidden']);
    const stranger = await harness.newInstance();
    expect((await stranger.post(`providers/${provider.id}/unarchive`, {})).status).toBe(404);
  });

  test('keeps the rules of a new row: what it refers to is live, and its names are free', async () => {
    const { client, provider, unarchive } = await scene();
    const deployment = await makeDeployment(client, provider);
    const bound = await makeConfig(client, provider, {
      provider_deployment_id: deployment.id,
      handle: 'chat',
    });
    await archive(client, `provider-configs/${bound.id}`);
    const taken = await makeConfig(client, provider, { handle: 'chat' });
    const refused = await unarchive(`provider-configs/${bound.id}`);
    expect([refused.status, refused.body.code, refused.body.id]).toEqual([409, 'conflict', taken.id]);
    await archive(client, `provider-configs/${taken.id}`);
    await archive(client, `provider-deployments/${deployment.id}`);
    expectRefusal(await unarchive(`provider-configs/${bound.id}`), [400, 'use_after_delete']);
    await unarchive(`provider-deployments/${deployment.id}`);
    expect((await unarchive(`provider-configs/${bound.id}`)).body.status).toBe('active');
  });

  test('of a deployment brings its default config along', async () => {
    const { client, provider, unarchive } = await scene();
    const made = await client.create('provider-deployments', {
      provider_id: provider.id,
      provider_config: { value: VALUE },
    });
    const before = (await client.get(`provider-deployments/${made.id}`)).body;
    await archive(client, `provider-deployments/${made.id}`);
    const { body } = await unarchive(`provider-deployments/${made.id}`);
    expect(body.default_config.id).toBe(before.default_config.id);
    const config = (await client.get(`provider-configs/${before.default_config.id}`)).body;
    expect([config.status, config.is_default]).toEqual(['active', true]);
  });

  test('marks a config invalid that its vault left behind', async () => {
    const { client, unarchive } = await scene();
    const provider = await makeProvider(client, {
      config_schema: {
        type: 'object',
        properties: { level: { type: 'integer' }, unit: { type: 'string' } },
        dependentRequired: { level: ['unit'] },
      },
    });
    const vault = await makeVault(client, provider, { value: { unit: 'm' } });
    const config = await client.create('provider-configs', {
      provider_id: provider.id,
      provider_config_vault_id: vault.id,
    });
    const at = `provider-configs/${config.id}`;
    await client.patch(at, { value: { level: 1 } });
    await archive(client, at);
    await client.patch(`provider-config-vaults/${vault.id}`, { value: { unit: null } });
    const { body } = await unarchive(at);
    expect([body.invalid, body.invalid_reasons.length]).toEqual([true, 1]);
  });

  test('is refused when the value was destroyed', async () => {
    const { client, provider, unarchive } = await scene();
    const config = await makeConfig(client, provider);
    await archive(client, `provider-configs/${config.id}`);
    expect((await client.post(`provider-configs/${config.id}/revisions/1/destroy`, {})).status).toBe(200);
    expectRefusal(await unarchive(`provider-configs/${config.id}`), [410, 'gone']);
  });
});

describe('unarchiving a deployment', () => {
  test('leaves a default config whose value was destroyed archived, and says so', async () => {
    const { client, provider, unarchive } = await scene();
    const { id, default_config } = await makeDeployment(client, provider, {
      provider_config: { value: VALUE },
    });
    const at = `provider-configs/${default_config.id}`;
    await archive(client, `provider-deployments/${id}`);
    expect((await client.post(`${at}/revisions/1/destroy`, {})).status).toBe(200);
    const dry = await client.post(`provider-deployments/${id}/unarchive?dry_run=true`, {});
    expect(dry.body.dependents).toMatchObject([{ object: 'provider.config', id: default_config.id }]);
    expect((await unarchive(`provider-deployments/${id}`)).body).toMatchObject({
      status: 'active',
      default_config: null,
    });
    expect((await client.get(at)).body).toMatchObject({ status: 'archived', is_default: false });
    const bound = await makeConfig(client, provider, { provider_deployment_id: id });
    const patched = await client.patch(`provider-deployments/${id}`, { provider_config_id: bound.id });
    expect(patched.body.default_config.id).toBe(bound.id);
  });

  test('makes a new empty default config where nothing is to be configured', async () => {
    const { client, unarchive } = await scene();
    const provider = await makeProvider(client, { config_schema: NOTHING });
    const { id, default_config } = await makeDeployment(client, provider, { name: 'Shop' });
    await archive(client, `provider-deployments/${id}`);
    await client.post(`provider-configs/${default_config.id}/revisions/1/destroy`, {});
    const { body } = await unarchive(`provider-deployments/${id}`);
    expect(body.default_config).toMatchObject({ name: 'Default Config for Shop', is_default: true });
    expect(body.default_config.id).not.toBe(default_config.id);
  });

  test('leaves a default auth config whose value was destroyed archived, and the next one is the default', async () => {
    const client = await harness.newInstance();
    const place = await makePlace(client);
    const auth = await makeAuth(client, place, 'token-1');
    const at = `provider-auth-configs/${auth}`;
    const deployment = `provider-deployments/${place.deployment}`;
    await archive(client, deployment);
    expect((await client.post(`${at}/revisions/1/destroy`, {})).status).toBe(200);
    const dry = await client.post(`${deployment}/unarchive?dry_run=true`, {});
    expect(dry.body.dependents.map(({ id }: { id: string }) => id)).toContain(auth);
    expect((await client.post(`${deployment}/unarchive`, {})).status).toBe(200);
    expect((await client.get(at)).body).toMatchObject({ status: 'archived', is_default: false });
    const next = await makeAuth(client, place, 'token-2');
    expect((await client.get(`provider-auth-configs/${next}`)).body.is_default).toBe(true);
  });

  test('keeps it the default one of its provider unless there is another by now', async () => {
    const client = await harness.newInstance();
    const provider = await makeProvider(client, { config_schema: NOTHING });
    const actor_id = await makeActor(client);
    const use = async () => {
      const { id: config_id } = await makeConfig(client, provider, { value: {} });
      const { body } = await client.post('identities', { actor_id, credentials: [{ config_id }] });
      return body.credentials[0].deployment_id;
    };
    const first = `provider-deployments/${await use()}`;
    expect((await client.delete(`${first}?force=true`)).status).toBe(200);
    expect((await client.post(`${first}/unarchive`, {})).body).toMatchObject({ is_default: true });
    expect((await client.delete(`${first}?force=true`)).status).toBe(200);
    const second = `provider-deployments/${await use()}`;
    expect(second).not.toBe(first);
    const back = await client.post(`${first}/unarchive`, {});
    expect([back.status, back.body.status, back.body.is_default]).toEqual([200, 'active', false]);
    expect((await client.get(second)).body.is_default).toBe(true);
  });
});

describe('archiving what is in use', () => {
  test('is refused for a vault with live configs; forced, they keep working and the vault can come back', async () => {
    const { client, provider, unarchive } = await scene();
    const vault = await makeVault(client, provider);
    const config = await client.create('provider-configs', {
      provider_id: provider.id,
      provider_config_vault_id: vault.id,
    });
    const at = `provider-config-vaults/${vault.id}`;
    const refused = await client.delete(at);
    expectRefusal(refused, [409, 'conflict']);
    expect(refused.body.dependents).toMatchObject([{ object: 'provider.config', id: config.id }]);
    expect((await client.delete(`${at}?force=true`)).body.status).toBe('archived');
    expect(
      (await client.get(`provider-configs/${config.id}`)).body.provider_config_vault?.id ?? vault.id,
    ).toBe(vault.id);
    const resolve = () => client.post(`provider-configs/${config.id}/resolve`, { reason: 'start' });
    expect((await resolve()).body.value).toEqual(VALUE);
    expect((await client.patch(at, { value: { token: 'token-111' } })).status).toBe(410);
    await unarchive(at);
    expect((await client.patch(at, { value: { token: 'token-111' } })).status).toBe(200);
    expect((await resolve()).body.value.token).toBe('token-111');
  });

  test('is refused for an instance with live rows; forced, it says what stops, and it can come back', async () => {
    const { bootstrap } = harness;
    const client = await harness.newInstance();
    const at = `instances/${client.instanceId}`;
    const provider = await makeProvider(client);
    const config = await makeConfig(client, provider);
    const refused = await bootstrap.delete(at);
    expectRefusal(refused, [409, 'conflict']);
    expect(refused.body.dependents.map(({ id }: { id: string }) => id).sort()).toEqual(
      [provider.id, provider.version, config.id].sort(),
    );
    expect((await bootstrap.delete(`${at}?force=true&dry_run=true`)).body.stopped).toEqual({
      rows: 3,
      api_keys: 1,
    });
    const { body } = await bootstrap.delete(`${at}?force=true`);
    expect([body.status, body.stopped]).toEqual(['archived', { rows: 3, api_keys: 1 }]);
    expect((await client.get('provider-configs')).status).toBe(401);
    expect((await bootstrap.post(`${at}/unarchive`, {})).body.status).toBe('active');
    expect((await client.get(`provider-configs/${config.id}`)).status).toBe(200);
  });

  test('is not refused for an instance that has keys alone', async () => {
    const { instanceId } = await harness.newInstance();
    const { body } = await harness.bootstrap.delete(`instances/${instanceId}`);
    expect([body.status, body.stopped]).toEqual(['archived', { rows: 0, api_keys: 1 }]);
  });
});
