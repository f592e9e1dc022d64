import { describe, expect, test } from 'vitest';
import { type Client, startHarness } from '../support/harness.ts';
import {
  archive,
  expectPlaces,
  expectRefusal,
  type Made,
  makeConfig,
  makeDeployment,
  makeProvider,
  makeVault,
  publish,
  VALUE,
} from '../support/rules-kit.ts';

/** Versions that become current again, deployments that change their lock, and versions that are archived. */

const harness = await startHarness();

interface Version {
  id: string;
  is_current: boolean;
}

const METHOD = { key: 'token', type: 'token', name: 'Token', input_schema: { type: 'object' } };

async function scene(version = {}) {
  const client = await harness.newInstance();
  const provider = await makeProvider(client, version);
  const next = await publish(client, provider, '2');
  return { client, provider, first: provider.version, next };
}

const currentOf = async (client: Client, provider: Made): Promise<string[]> => {
  const { body } = await client.get(`provider-versions?provider_id=${provider.id}`);
  return body.items.filter((row: Version) => row.is_current).map((row: Version) => row.id);
};

const makeCurrent = (client: Client, id: string, query = '') =>
  client.patch(`provider-versions/${id}${query}`, { is_current: true });

const usersOf = (body: { dependents: { id: string }[] }) => body.dependents.map(({ id }) => id).sort();

describe('a version that becomes current again', { timeout: 60_000 }, () => {
  test('is the only current one, and deployments without a lock show its schema', async () => {
    const { client, provider, first, next } = await scene();
    const free = await makeDeployment(client, provider);
    const { status, body } = await makeCurrent(client, first);
    expect([status, body.is_current]).toEqual([200, true]);
    expect(await currentOf(client, provider)).toEqual([first]);
    expect((await client.get(`provider-versions/${next.id}`)).body.row_version).toBe(next.row_version + 1);
    expect((await client.get(`providers/${provider.id}`)).body.current_version.id).toBe(first);
    const schema = await client.get(`provider-config-schema?provider_deployment_id=${free.id}`);
    expect([schema.body.specification_id, schema.body.provider_version]).toEqual([
      provider.specification,
      { id: first, version: '1' },
    ]);
    expect((await makeConfig(client, provider)).specification_id).toBe(provider.specification);
  });

  test('is recorded with the version that it replaces, and twice is no change', async () => {
    const { client, first, next } = await scene();
    await makeCurrent(client, first);
    const again = await makeCurrent(client, first);
    const { body } = await client.get(`audit-events?resource_id=${first}`);
    expect(body.items.map((event: { action: string }) => event.action)).toEqual(['provider-versions.update']);
    expect(body.items[0]).toMatchObject({
      before: { is_current: false },
      after: { is_current: true, dependents: [{ object: 'provider.version', id: next.id }] },
    });
    expect(again.status).toBe(200);
  });

  test('stays the only one among writers at the same time', async () => {
    const { client, provider, first, next } = await scene();
    const third = await publish(client, provider, '3');
    const ids = [first, next.id, third.id, first, next.id, third.id];
    const answers = await Promise.all([
      ...ids.map((id) => makeCurrent(client, id)),
      client.post('provider-versions', { provider_id: provider.id, version: '4', config_schema: {} }),
    ]);
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
    expect(await currentOf(client, provider)).toHaveLength(1);
  });

  test('cannot be made no longer current, be archived, shipped, or of another instance', async () => {
    const { client, first, next } = await scene();
    const refused = await client.patch(`provider-versions/${next.id}`, { is_current: false });
    expectPlaces(refused, ['is_current']);
    expect((await client.patch(`provider-versions/${first}`, { is_current: false })).status).toBe(200);
    await archive(client, `provider-versions/${first}`);
    expectRefusal(await makeCurrent(client, first), [410, 'gone']);
    const shipped = (await client.get('providers/openai')).body.current_version.id;
    expectRefusal(await makeCurrent(client, shipped), [403, 'forbidden']);
    expectRefusal(await client.delete(`provider-versions/${shipped}`), [403, 'forbidden']);
    const stranger = await harness.newInstance();
    expectRefusal(await makeCurrent(stranger, next.id), [404, 'not_found'], 'provider.version');
  });

  test('as a dry run names the version that it would replace, and replaces none', async () => {
    const { client, provider, first, next } = await scene();
    const { body } = await makeCurrent(client, first, '?dry_run=true');
    expect([body.is_current, usersOf(body)]).toEqual([true, [next.id]]);
    expect(await currentOf(client, provider)).toEqual([next.id]);
  });
});

describe('the lock of a deployment', { timeout: 60_000 }, () => {
  test('is set, changed and taken away, and moves no config by itself', async () => {
    const { client, provider, first, next } = await scene();
    const { id } = await makeDeployment(client, provider);
    const config = await makeConfig(client, provider, { provider_deployment_id: id });
    const lock = async (locked_provider_version_id: string | null) => {
      const { status, body } = await client.patch(`provider-deployments/${id}`, {
        locked_provider_version_id,
      });
      expect(status, JSON.stringify(body)).toBe(200);
      return body.locked_version?.id ?? null;
    };
    for (const version of [first, next.id, null]) expect(await lock(version)).toBe(version);
    await lock(first);
    const kept = (await client.get(`provider-configs/${config.id}`)).body;
    expect(kept).toMatchObject({ specification_id: next.specification_id, row_version: config.row_version });
    const bound = { provider_deployment_id: id };
    expect((await makeConfig(client, provider, bound)).specification_id).toBe(provider.specification);
  });

  test('is a live version of its provider', async () => {
    const { client, provider, first } = await scene();
    const other = await makeProvider(client);
    const { id } = await makeDeployment(client, provider);
    const lock = (locked_provider_version_id: string) =>
      client.patch(`provider-deployments/${id}`, { locked_provider_version_id });
    expectRefusal(await lock(other.version), [400, 'provider_mismatch']);
    expectRefusal(await lock('nothing'), [404, 'not_found'], 'provider.version');
    await archive(client, `provider-versions/${first}`);
    expectRefusal(await lock(first), [400, 'use_after_delete'], 'provider.version');
    expect((await client.post(`provider-versions/${first}/unarchive`, {})).body.status).toBe('active');
    expect((await lock(first)).status).toBe(200);
  });
});

describe('a version or specification in use', { timeout: 60_000 }, () => {
  async function used() {
    const made = await scene({ auth_methods: [METHOD] });
    const { client, provider, first } = made;
    await makeCurrent(client, first);
    const config = await makeConfig(client, provider);
    const vault = await makeVault(client, provider);
    const { body } = await client.get(`provider-auth-methods?provider_version_id=${first}`);
    const auth = await client.create('provider-auth-configs', {
      provider_auth_method_id: body.items[0].id,
      value: { token: VALUE.token },
    });
    await makeCurrent(client, made.next.id);
    return { ...made, config: config.id, vault: vault.id, auth: auth.id };
  }

  test('names the configs, vaults and auth configs on it, and deployments locked to it', async () => {
    const { client, provider, first, next, config, vault, auth } = await used();
    const uses = async (path: string) =>
      (await client.get(`${path}/dependents`)).body.items
        .map((it: { object: string; id: string; reference: string }) => [it.id, it.reference])
        .sort();
    const expected = [
      [config, 'specification_id'],
      [vault, 'specification_id'],
      [auth, 'provider_auth_method_id'],
    ].sort();
    expect(await uses(`provider-specifications/${provider.specification}`)).toEqual(expected);
    expect(await uses(`provider-versions/${first}`)).toEqual(expected);
    expect(await uses(`provider-versions/${next.id}`)).toEqual([]);
    const stranger = await harness.newInstance();
    expectRefusal(await stranger.get(`provider-versions/${first}/dependents`), [404, 'not_found']);
  });

  test('is not archived while it is current or anything uses it', async () => {
    const { client, provider, first, next, config, vault, auth } = await used();
    const at = `provider-versions/${first}`;
    const current = await client.delete(`provider-versions/${next.id}?force=true`);
    expectRefusal(current, [409, 'conflict'], 'provider.version');
    const locked = await makeDeployment(client, provider, { locked_provider_version_id: first });
    const refused = await client.delete(at);
    expectRefusal(refused, [409, 'conflict']);
    expect(usersOf(refused.body)).toEqual([config, vault, auth, locked.id].sort());
    const users = [
      ['provider-configs', config],
      ['provider-config-vaults', vault],
      ['provider-auth-configs', auth],
      ['provider-deployments', locked.id],
    ];
    for (const [path, id] of users) {
      expectRefusal(await client.delete(at), [409, 'conflict']);
      await archive(client, `${path}/${id}`);
    }
    expect((await archive(client, at)).archived_at).not.toBeNull();
    expect((await client.get(at)).body.status).toBe('archived');
    const { items } = (await client.get(`provider-versions?provider_id=${provider.id}`)).body;
    expect(items.map((row: Version) => row.id)).toEqual([next.id]);
  });

  test('by force is archived, and everything on it stays as it is', async () => {
    const { client, first, config, provider } = await used();
    const locked = await makeDeployment(client, provider, { locked_provider_version_id: first });
    await archive(client, `provider-versions/${first}?force=true`);
    expect((await client.post(`provider-configs/${config}/resolve`, {})).status).toBe(200);
    const { body } = await client.get(`provider-deployments/${locked.id}`);
    expect(body.locked_version.id).toBe(first);
  });

  test('is archived when another version has the same specification', async () => {
    const client = await harness.newInstance();
    const provider = await makeProvider(client);
    await makeConfig(client, provider);
    const { body } = await client.get(`provider-specifications/${provider.specification}`);
    const { config_schema } = body;
    await client.create('provider-versions', { provider_id: provider.id, version: '1.1', config_schema });
    await archive(client, `provider-versions/${provider.version}`);
    const again = { provider_id: provider.id, version: '1', config_schema };
    expectRefusal(await client.post('provider-versions', again), [400, 'use_after_delete']);
  });
});
