import { describe, expect, test } from 'vitest';
import { type Client, startHarness } from '../support/harness.ts';
import {
  archive,
  expectPlaces,
  expectRefusal,
  makeConfig,
  makeProvider,
  makeVault,
  publish,
  SCHEMA,
  VALUE,
} from '../support/rules-kit.ts';

/** Configs that follow a vault: the value that they take from it, and the effect of its edits on them. */

const harness = await startHarness();

/** Allows either a port or a socket, so that an override can conflict with the vault. */
const EITHER = {
  ...SCHEMA,
  properties: { ...SCHEMA.properties, socket: { type: 'string' } },
  not: { required: ['port', 'socket'] },
};

/** Lets the host change without making the token stale. */
const ANYWHERE = {
  ...SCHEMA,
  properties: { ...SCHEMA.properties, host: { type: 'string', 'x-destination': false } },
};

async function scene(schema: object = SCHEMA) {
  const client = await harness.newInstance();
  const provider = await makeProvider(client, { config_schema: schema });
  const vault = await makeVault(client, provider);
  const follow = async (more = {}) => {
    const made = await client.create('provider-configs', {
      provider_id: provider.id,
      provider_config_vault_id: vault.id,
      ...more,
    });
    return made.id as string;
  };
  return { client, provider, vault: vault.id as string, follow };
}

async function resolve(client: Client, id: string, body: object = { reason: 'test' }) {
  const answer = await client.post(`provider-configs/${id}/resolve`, body);
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  return answer.body;
}

describe('a config that is made from a vault', { timeout: 60_000 }, () => {
  test('has the vault’s current value', async () => {
    const { client, vault, follow } = await scene();
    const id = await follow();
    await client.patch(`provider-config-vaults/${vault}`, { value: { token: 'token-111', port: 80 } });
    const { value, vault_revision, revision } = await resolve(client, id);
    expect([value, vault_revision, revision]).toEqual([{ ...VALUE, token: 'token-111', port: 80 }, 2, null]);
    const { body } = await client.get(`provider-configs/${id}`);
    expect([body.revision, body.vault_revision, body.from_vault.revision]).toEqual([null, null, 2]);
    expect(body.value_state.map(({ path, from }: Record<string, string>) => [path, from])).toEqual([
      ['/host', 'vault'],
      ['/port', 'vault'],
      ['/token', 'vault'],
    ]);
  });

  test('stays at the revision that it is pinned to, until it is unpinned', async () => {
    const { client, vault, follow } = await scene();
    const id = await follow();
    expect((await client.patch(`provider-configs/${id}`, { vault_revision: 1 })).body.vault_revision).toBe(1);
    await client.patch(`provider-config-vaults/${vault}`, {
      value: { host: 'new.test', token: VALUE.token },
    });
    expect((await resolve(client, id)).value.host).toBe(VALUE.host);
    await client.patch(`provider-configs/${id}`, { vault_revision: null });
    expect((await resolve(client, id)).value.host).toBe('new.test');
  });

  test('is pinned as soon as it is made, alone or with its deployment', async () => {
    const { client, provider, vault, follow } = await scene(ANYWHERE);
    await client.patch(`provider-config-vaults/${vault}`, { value: { host: 'new.test' } });
    const deployed = await client.create('provider-deployments', {
      provider_id: provider.id,
      provider_config: { provider_config_vault_id: vault, vault_revision: 1 },
    });
    const [own] = (await client.get(`provider-configs?provider_deployment_id=${deployed.id}`)).body.items;
    const configs = [await follow({ vault_revision: 1 }), own.id];
    for (const id of configs) {
      expect((await client.get(`provider-configs/${id}`)).body.vault_revision).toBe(1);
      expect((await resolve(client, id)).value.host).toBe(VALUE.host);
    }
    const free = await follow({ vault_revision: null });
    expect((await resolve(client, free)).value.host).toBe('new.test');
    expect((await makeConfig(client, provider, { vault_revision: null })).vault_revision).toBe(null);
  });

  test('is made with no pin to a missing or destroyed revision, or to one that does not fit', async () => {
    const { client, provider, vault } = await scene();
    await client.patch(`provider-config-vaults/${vault}`, { value: { port: 1 } });
    await client.patch(`provider-config-vaults/${vault}`, { value: { port: 2 } });
    await client.post(`provider-config-vaults/${vault}/revisions/2/destroy`, {});
    const make = (body: object) => client.post('provider-configs', { provider_id: provider.id, ...body });
    const from = { provider_config_vault_id: vault };
    for (const vault_revision of [2, 4]) {
      expectPlaces(await make({ ...from, vault_revision }), ['vault_revision']);
      const provider_config = { ...from, vault_revision };
      const deployed = await client.post('provider-deployments', {
        provider_id: provider.id,
        provider_config,
      });
      expectPlaces(deployed, ['provider_config/vault_revision']);
    }
    expectPlaces(await make({ value: VALUE, vault_revision: 1 }), ['vault_revision']);
    const config_schema = { ...SCHEMA, required: ['host', 'port'] };
    await publish(client, provider, '2', { config_schema });
    expect((await make({ ...from, vault_revision: 3 })).status).toBe(200);
    expectPlaces(await make({ ...from, vault_revision: 1 }), ['vault_revision/port']);
  });

  test('is not pinned to a missing or destroyed revision, or without a vault', async () => {
    const { client, provider, vault, follow } = await scene();
    const id = await follow();
    await client.patch(`provider-config-vaults/${vault}`, { value: { port: 1 } });
    await client.post(`provider-config-vaults/${vault}/revisions/1/destroy`, {});
    for (const vault_revision of [1, 3]) {
      expectPlaces(await client.patch(`provider-configs/${id}`, { vault_revision }), ['vault_revision']);
    }
    const own = await makeConfig(client, provider);
    expectPlaces(await client.patch(`provider-configs/${own.id}`, { vault_revision: 1 }), ['vault_revision']);
  });

  test('keeps its pinned revision from being destroyed', async () => {
    const { client, vault, follow } = await scene();
    const id = await follow();
    await client.patch(`provider-configs/${id}`, { vault_revision: 1 });
    await client.patch(`provider-config-vaults/${vault}`, { value: { port: 1 } });
    const answer = await client.post(`provider-config-vaults/${vault}/revisions/1/destroy`, {});
    expectRefusal(answer, [409, 'conflict']);
    expect(answer.body.dependents.map((dependent: { id: string }) => dependent.id)).toEqual([id]);
    harness.settings.keptRevisions = 1;
    try {
      await client.patch(`provider-config-vaults/${vault}`, { value: { port: 2 } });
      await client.patch(`provider-config-vaults/${vault}`, { value: { port: 3 } });
    } finally {
      harness.settings.keptRevisions = null;
    }
    expect((await resolve(client, id)).value).toEqual(VALUE);
  });

  test('can be read when it is archived and a part of its value was destroyed, and is not used', async () => {
    for (const destroyed of ['own', 'vault']) {
      const { client, vault, follow } = await scene();
      const id = await follow();
      await client.patch(`provider-configs/${id}`, { value: { host: 'own.test' }, vault_revision: 1 });
      await client.patch(`provider-config-vaults/${vault}`, { value: { port: 1 } });
      await archive(client, `provider-configs/${id}`);
      const owner = destroyed === 'own' ? `provider-configs/${id}` : `provider-config-vaults/${vault}`;
      expect((await client.post(`${owner}/revisions/1/destroy`, {})).status).toBe(200);
      expect((await client.get(`provider-configs/${id}`)).status).toBe(200);
      for (const verb of ['resolve', 'test']) {
        const answer = await client.post(`provider-configs/${id}/${verb}`, {});
        expectRefusal(answer, [400, 'use_after_delete']);
      }
    }
  });

  test('may have an override, and null removes it without removing the vault’s leaf', async () => {
    const { client, vault, follow } = await scene(ANYWHERE);
    const id = await follow();
    const { body } = await client.patch(`provider-configs/${id}`, { value: { host: 'own.test', port: 9 } });
    expect([body.revision, body.from_vault.id]).toEqual([1, vault]);
    expect((await resolve(client, id)).value).toEqual({ ...VALUE, host: 'own.test', port: 9 });
    await client.patch(`provider-configs/${id}`, { value: { host: null, port: null, token: null } });
    expect((await resolve(client, id)).value).toEqual(VALUE);
    await client.patch(`provider-configs/${id}`, { value_replace: { port: 7, host: null } });
    const { value, provenance } = await resolve(client, id);
    expect(value).toEqual({ ...VALUE, port: 7 });
    expect(provenance).toEqual([
      { path: '/host', from: 'vault', vault_id: vault, revision: 1 },
      { path: '/token', from: 'vault', vault_id: vault, revision: 1 },
      { path: '/port', from: 'own', revision: 3 },
    ]);
  });

  test('may move to another revision of the vault and change its override in one request', async () => {
    const { client, vault, follow } = await scene(EITHER);
    const id = await follow();
    await client.patch(`provider-config-vaults/${vault}`, { value: { port: 80 } });
    const both = { vault_revision: 1, value: { socket: '/tmp/s' } };
    expect((await client.patch(`provider-configs/${id}`, both)).status).toBe(200);
    expectRefusal(await client.patch(`provider-configs/${id}`, { vault_revision: null }), [
      400,
      'invalid_data',
    ]);
    const back = { vault_revision: null, value: { socket: null } };
    expect((await client.patch(`provider-configs/${id}`, back)).status).toBe(200);
    expect((await resolve(client, id)).value).toEqual({ ...VALUE, port: 80 });
  });

  test('is refused an override that conflicts with the vault’s value', async () => {
    const { client, vault, follow } = await scene(EITHER);
    const id = await follow();
    await client.patch(`provider-config-vaults/${vault}`, { value: { port: 80 } });
    expectRefusal(await client.patch(`provider-configs/${id}`, { value: { socket: '/tmp/s' } }), [
      400,
      'invalid_data',
    ]);
    expectPlaces(await client.patch(`provider-configs/${id}`, { value: { port: 0 } }), ['value/port']);
  });
});

describe('an edit of a vault', { timeout: 60_000 }, () => {
  async function overridden() {
    const made = await scene(EITHER);
    const fine = await made.follow({ name: 'Fine' });
    const broken = await made.follow({ name: 'Broken' });
    const pinned = await made.follow({ name: 'Pinned' });
    for (const id of [broken, pinned]) {
      const { status } = await made.client.patch(`provider-configs/${id}`, { value: { socket: '/tmp/s' } });
      expect(status).toBe(200);
    }
    await made.client.patch(`provider-configs/${pinned}`, { vault_revision: 1 });
    return { ...made, fine, broken, pinned, at: `provider-config-vaults/${made.vault}` };
  }

  test('that would make a config invalid is refused with the list and each one’s errors', async () => {
    const { client, at, broken } = await overridden();
    const answer = await client.patch(at, { value: { port: 80 } });
    expectRefusal(answer, [409, 'conflict']);
    expect(answer.body.dependents).toHaveLength(1);
    expect(answer.body.dependents[0]).toMatchObject({
      object: 'provider.config',
      id: broken,
      name: 'Broken',
    });
    expect(answer.body.dependents[0].errors[0].path[0]).toBe('value');
    expect((await client.get(at)).body.revision).toBe(1);
  });

  test('by force marks such configs invalid, with the reasons, and the list can find them', async () => {
    const { client, at, fine, broken, pinned } = await overridden();
    expect((await client.patch(`${at}?force=true`, { value: { port: 80 } })).body.revision).toBe(2);
    const { body } = await client.get(`provider-configs/${broken}`);
    expect(body.invalid).toBe(true);
    expect(body.invalid_reasons[0].path[0]).toBe('value');
    const idsOf = async (query: string) =>
      (await client.get(`provider-configs?${query}`)).body.items.map((item: { id: string }) => item.id);
    expect(await idsOf('invalid=true')).toEqual([broken]);
    expect(await idsOf('invalid=false')).toEqual([fine, pinned]);
    expect(await resolve(client, broken)).toMatchObject({ invalid: true });
  });

  test('that makes them valid again removes the mark, and so does an edit of their own', async () => {
    const { client, at, broken } = await overridden();
    await client.patch(`${at}?force=true`, { value: { port: 80 } });
    await client.patch(at, { value: { port: null } });
    expect((await client.get(`provider-configs/${broken}`)).body.invalid).toBe(false);
    await client.patch(`${at}?force=true`, { value: { port: 80 } });
    const { body } = await client.patch(`provider-configs/${broken}`, { value: { socket: null } });
    expect([body.invalid, body.invalid_reasons]).toEqual([false, null]);
  });

  test('as a dry run names the configs that it affects', async () => {
    const { client, at, fine, broken } = await overridden();
    const { body } = await client.patch(`${at}?dry_run=true&force=true`, { value: { port: 80 } });
    expect([body.dry_run, body.revision]).toEqual([true, 2]);
    expect(body.dependents.map((it: { id: string }) => it.id)).toEqual([fine, broken]);
    expect(body.dependents[1].errors).toHaveLength(1);
    expect((await client.get(at)).body.revision).toBe(1);
    expectRefusal(await client.patch(`${at}?dry_run=true`, { value: { port: 80 } }), [409, 'conflict']);
  });

  test('does not reach configs of an archived vault, and they keep their values', async () => {
    const { client, at, fine } = await overridden();
    expect((await client.delete(`${at}?force=true`)).body.status).toBe('archived');
    expectRefusal(await client.patch(at, { value: { port: 80 } }), [410, 'gone']);
    expect((await resolve(client, fine)).value).toEqual(VALUE);
  });
});
