import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, describe, expect, test } from 'vitest';
import { type Client, startHarness } from '../support/harness.ts';
import {
  archive,
  expectPlaces,
  expectRefusal,
  makeConfig,
  makeProvider,
  makeVault,
  VALUE,
} from '../support/rules-kit.ts';

const harness = await startHarness();

/** The requests that the provider's server received. It answers 200 to a request with the right token. */
const asked: { url: string; token: string | undefined }[] = [];
const server: Server = createServer((request, response) => {
  const token = request.headers['x-token'] as string | undefined;
  asked.push({ url: request.url ?? '', token });
  response.writeHead(token === 'token-000' || token === undefined ? 200 : 401).end('{}');
});
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
afterAll(() => server.close());
const port = (server.address() as AddressInfo).port;

const TESTED = {
  test: { url: 'http://{host}/try/{port}', headers: { 'X-Token': '{token}', 'X-Absent': '{absent}' } },
};
const here = { ...VALUE, host: `127.0.0.1:${port}`, port: 7 };

describe('enable and disable', () => {
  test('switch the config, once each, and are recorded in the audit trail', async () => {
    const client = await harness.newInstance();
    const { id } = await makeConfig(client, await makeProvider(client));
    const off = await client.post(`provider-configs/${id}/disable`, {});
    expect([off.status, off.body.enabled, off.body.row_version]).toEqual([200, false, 2]);
    expectRefusal(await client.post(`provider-configs/${id}/disable`, {}), [409, 'invalid_state']);
    const on = await client.post(`provider-configs/${id}/enable`, {});
    expect([on.status, on.body.enabled]).toEqual([200, true]);
    expectRefusal(await client.post(`provider-configs/${id}/enable`, {}), [409, 'invalid_state']);
    const { body } = await client.get(`audit-events?resource_id=${id}`);
    expect(body.items.map(({ action }: { action: string }) => action)).toEqual([
      'provider-configs.create',
      'provider-configs.disable',
      'provider-configs.enable',
    ]);
    await archive(client, `provider-configs/${id}`);
    expectRefusal(await client.post(`provider-configs/${id}/disable`, {}), [410, 'gone']);
  });
});

describe('value_shown', () => {
  test('keeps the stored leaves at the named places, in objects and arrays', async () => {
    const client = await harness.newInstance();
    const config_schema = {
      type: 'object',
      properties: {
        url: { type: 'string', 'x-destination': false },
        keys: {
          type: 'array',
          items: {
            type: 'object',
            properties: { name: { type: 'string' }, key: { type: 'string', writeOnly: true } },
          },
        },
      },
    };
    const provider = await makeProvider(client, { config_schema });
    const value = {
      url: 'u',
      keys: [
        { name: 'a', key: 'secret-a' },
        { name: 'b', key: 'secret-b' },
      ],
    };
    const { id, row_version } = await makeConfig(client, provider, { value });
    const shown = {
      url: 'new',
      keys: [
        { name: 'a', key: '****' },
        { name: 'c', key: 'secret-c' },
      ],
    };
    const patched = await client.patch(`provider-configs/${id}`, {
      if_row_version: row_version,
      value_shown: { value: shown, keep: ['/keys/0/key'], vault_revision: null },
    });
    expect(patched.status).toBe(200);
    const { body } = await client.post(`provider-configs/${id}/resolve`, { reason: 'test' });
    expect(body.value).toEqual({
      url: 'new',
      keys: [
        { name: 'a', key: 'secret-a' },
        { name: 'c', key: 'secret-c' },
      ],
    });
  });

  test('is refused for a place where nothing is stored or sent', async () => {
    const client = await harness.newInstance();
    const { id } = await makeConfig(client, await makeProvider(client));
    const patch = (value: object, ...keep: string[]) =>
      client.patch(`provider-configs/${id}`, { value_shown: { value, keep, vault_revision: null } });
    expectPlaces(await patch({ host: 'api.test', token: 'x' }, '/token', '/port'), ['value_shown/keep/1']);
    expectPlaces(await patch({ host: 'api.test' }, '/inner/token'), ['value_shown/keep/0']);
    expect((await patch({ host: 'api.test' }, '/token')).status).toBe(200);
    expectPlaces(await patch({ host: 'x' }), ['value_shown/value/host']);
  });

  test('is refused when the row or its vault has changed', async () => {
    const client = await harness.newInstance();
    const provider = await makeProvider(client);
    const vault = await makeVault(client, provider);
    const config = await client.create('provider-configs', {
      provider_id: provider.id,
      provider_config_vault_id: vault.id,
    });
    const shown = (vault_revision: number | null) => ({ value: VALUE, keep: ['/token'], vault_revision });
    const patch = (body: object) => client.patch(`provider-configs/${config.id}`, body);
    expectRefusal(await patch({ value_shown: shown(null) }), [409, 'conflict']);
    expectRefusal(await patch({ if_row_version: 2, value_shown: shown(1) }), [409, 'conflict']);
    await client.patch(`provider-config-vaults/${vault.id}`, { value: { port: 1 } });
    expectRefusal(await patch({ if_row_version: 1, value_shown: shown(1) }), [409, 'conflict']);
    expect((await patch({ if_row_version: 1, value_shown: shown(2) })).status).toBe(200);
  });

  test('lets a leaf that is sent as it was shown follow the vault', async () => {
    const client = await harness.newInstance();
    const provider = await makeProvider(client);
    const vault = await makeVault(client, provider);
    const { id } = await client.create('provider-configs', {
      provider_id: provider.id,
      provider_config_vault_id: vault.id,
    });
    const value = { ...VALUE, port: 80, token: '********' };
    const body = { value_shown: { value, keep: ['/token'], vault_revision: 1 } };
    const patched = await client.patch(`provider-configs/${id}`, body);
    expect(patched.body.value_state.map(({ path, from }: Record<string, string>) => [path, from])).toEqual([
      ['/host', 'vault'],
      ['/port', 'own'],
      ['/token', 'vault'],
    ]);
    await client.patch(`provider-config-vaults/${vault.id}`, { value: { token: 'rotated' } });
    const resolved = await client.post(`provider-configs/${id}/resolve`, { reason: 'test' });
    expect(resolved.body.value).toEqual({ host: VALUE.host, port: 80, token: 'rotated' });
  });
});

describe('metadata_patch', () => {
  test('adds and replaces members, keeps the others, and cannot be sent with metadata', async () => {
    const client = await harness.newInstance();
    const { id } = await makeConfig(client, await makeProvider(client), { metadata: { a: { b: 1 }, c: 2 } });
    const patch = (body: object) => client.patch(`provider-configs/${id}`, body);
    const { body } = await patch({ metadata_patch: { a: { d: 1 }, e: null } });
    expect(body.metadata).toEqual({ a: { d: 1 }, c: 2, e: null });
    expectPlaces(await patch({ metadata: {}, metadata_patch: {} }), ['metadata_patch']);
    expect((await patch({ metadata: null })).body.metadata).toBeNull();
    const same = await patch({ metadata_patch: {} });
    expect([same.body.metadata, same.body.row_version]).toEqual([null, 3]);
  });
});

describe('testing a config', () => {
  test('requests the test URL of its version, without and with the secret, and records the outcome', async () => {
    harness.settings.allowPrivate = true;
    const client = await harness.newInstance();
    const { id } = await makeConfig(client, await makeProvider(client, TESTED), { value: here });
    asked.length = 0;
    const { status, body } = await client.post(`provider-configs/${id}/test`, {});
    harness.settings.allowPrivate = false;
    expect([status, body.status, body.config_id]).toEqual([200, 'passed', id]);
    expect(body.stages.map(({ name, status }: Record<string, string>) => [name, status])).toEqual([
      ['connectivity', 'passed'],
      ['authentication', 'passed'],
      ['end_to_end', 'passed'],
    ]);
    expect(asked).toEqual([
      { url: '/try/7', token: undefined },
      { url: '/try/7', token: 'token-000' },
    ]);
    const events = (await client.get('audit-events?action=provider-configs.test')).body.items;
    expect([events.length, events[0].resource_id]).toEqual([1, id]);
  });

  test('works on a value before it is saved', async () => {
    harness.settings.allowPrivate = true;
    const client = await harness.newInstance();
    const provider_id = (await makeProvider(client, TESTED)).id;
    const attempt = (value: object) => client.post('provider-configs/test', { provider_id, value });
    expect((await attempt(here)).body).toMatchObject({ status: 'passed', config_id: null, provider_id });
    const refused = await attempt({ ...here, token: 'wrong' });
    expect(refused.body).toMatchObject({ status: 'partial' });
    expect(JSON.stringify(refused.body)).not.toContain('wrong');
    expectPlaces(await attempt({ host: 'x' }), ['value/host']);
    harness.settings.allowPrivate = false;
    const failed = await client.get('audit-events?action=provider-configs.test-failed');
    expect(failed.body.items).toHaveLength(1);
    expect((await client.get('provider-configs')).body.items).toEqual([]);
  });

  test('refuses private addresses unless the operator allows them, and sends no request', async () => {
    const client = await harness.newInstance();
    const { id } = await makeConfig(client, await makeProvider(client, TESTED), { value: here });
    asked.length = 0;
    expectRefusal(await client.post(`provider-configs/${id}/test`, {}), [400, 'restricted_destination']);
    expect(asked).toEqual([]);
  });

  test('is refused for a value without an address', async () => {
    const client = await harness.newInstance();
    const plain = await makeConfig(client, await makeProvider(client));
    expectRefusal(await client.post(`provider-configs/${plain.id}/test`, {}), [400, 'no_test_url']);
    const missing = await makeConfig(client, await makeProvider(client, TESTED)); // without a port
    expectRefusal(await client.post(`provider-configs/${missing.id}/test`, {}), [400, 'no_test_url']);
  });

  test('sends no secrets to an address that has changed since they were sent', async () => {
    harness.settings.allowPrivate = true;
    const client = await harness.newInstance();
    const value = { ...here, host: 'api.test' };
    const { id } = await makeConfig(client, await makeProvider(client, TESTED), { value });
    await client.patch(`provider-configs/${id}`, { value: { host: here.host } });
    asked.length = 0;
    expectRefusal(await client.post(`provider-configs/${id}/test`, {}), [409, 'secrets_stale']);
    expect(asked).toEqual([]);
    await client.post(`provider-configs/${id}/confirm-secrets`, {});
    expect((await client.post(`provider-configs/${id}/test`, {})).body.status).toBe('passed');
    harness.settings.allowPrivate = false;
  });

  describe('with an unsaved edit', () => {
    const scene = async (value: object = here) => {
      const client = await harness.newInstance();
      const provider = await makeProvider(client, TESTED);
      const { id } = await makeConfig(client, provider, { value });
      const keyWith = async (...scopes: string[]) => {
        const made = await client.create('api-keys', { name: 'Key', scopes });
        // `create` types what it made by its id alone
        return harness.as(String((made as unknown as { secret: string }).secret));
      };
      const attempt = async (value: object, as: Client = client) => {
        harness.settings.allowPrivate = true;
        asked.length = 0;
        const answer = await as.post(`provider-configs/${id}/test`, { value });
        harness.settings.allowPrivate = false;
        return answer;
      };
      return { client, provider, id: String(id), keyWith, attempt };
    };

    test('tests the stored value with the merge patch, saves nothing, and records the leaves of the edit', async () => {
      const { client, id, attempt } = await scene();
      const before = (await client.get(`provider-configs/${id}`)).body;
      const { body } = await attempt({ port: 8 });
      expect([body.status, body.config_id]).toEqual(['passed', id]);
      expect(asked.at(-1)).toEqual({ url: '/try/8', token: 'token-000' });
      expect((await attempt({ token: 'wrong' })).body.status).toBe('partial');
      expect(asked.at(-1)).toEqual({ url: '/try/7', token: 'wrong' });
      expect((await attempt({ token: null })).body.status).toBe('partial');
      expect(asked.map(({ token }) => token)).not.toContain('token-000');
      expect((await client.get(`provider-configs/${id}`)).body).toEqual(before);
      const events = (await client.get(`audit-events?resource_id=${id}`)).body.items;
      const tests = events.filter(({ action }: { action: string }) => action.includes('.test'));
      expect(tests.map(({ after }: { after: { edited: string[] } }) => after.edited)).toEqual([
        ['/port'],
        ['/token'],
        ['/token'],
      ]);
      expect(JSON.stringify(events)).not.toContain('wrong');
    });

    test('is validated as a whole, and sends nothing when it does not fit', async () => {
      const { attempt, client, id } = await scene();
      expectPlaces(await attempt({ port: 0, other: 1 }), ['value/other', 'value/port']);
      expect(asked).toEqual([]);
      expectPlaces(await client.post(`provider-configs/${id}/test`, { valeu: {} }), ['valeu']);
    });

    test('sends a stored secret to an address of the edit only for a key that may reveal it', async () => {
      const { attempt, keyWith } = await scene({ ...here, host: 'api.test' });
      const editor = await keyWith('provider-configs:write', 'provider-configs:read');
      const refused = await attempt({ host: here.host }, editor);
      expectRefusal(refused, [409, 'secrets_stale']);
      expect(refused.body.errors[0]).toMatchObject({ path: ['value', 'token'], because: ['/host'] });
      expect(asked).toEqual([]);
      const sent = await attempt({ host: here.host, token: 'token-mine' }, editor);
      expect([sent.status, asked.at(-1)?.token]).toEqual([200, 'token-mine']);
      expect((await attempt({ host: here.host })).body.status).toBe('passed');
      expect(asked.at(-1)?.token).toBe('token-000');
    });

    test('sends no secret that was redirected before, also for a key that may reveal it', async () => {
      const { client, id, attempt } = await scene({ ...here, host: 'api.test' });
      await client.patch(`provider-configs/${id}`, { value: { host: here.host } });
      expectRefusal(await attempt({ port: 8 }), [409, 'secrets_stale']);
      expect(asked).toEqual([]);
    });

    test('lies over the value of the vault, and sends its secret to no address of the edit', async () => {
      const { client, provider, keyWith } = await scene();
      const vault = await makeVault(client, provider, { value: here });
      const { id } = await client.create('provider-configs', {
        provider_id: provider.id,
        provider_config_vault_id: vault.id,
      });
      const editor = await keyWith('provider-configs:write', 'provider-configs:read');
      harness.settings.allowPrivate = true;
      asked.length = 0;
      const at = `provider-configs/${id}/test`;
      expectRefusal(await editor.post(at, { value: { host: 'localhost' } }), [409, 'secrets_stale']);
      expect(asked).toEqual([]);
      expect((await editor.post(at, { value: { port: 9 } })).body.status).toBe('passed');
      expect(asked.at(-1)).toEqual({ url: '/try/9', token: 'token-000' });
      harness.settings.allowPrivate = false;
      expect((await client.get(`provider-configs/${id}`)).body.revision).toBeNull();
    });
  });

  test('is refused to a key that may only read', async () => {
    const client = await harness.newInstance();
    const { id } = await makeConfig(client, await makeProvider(client));
    const made = await client.create('api-keys', { name: 'Reader', scopes: ['reader'] });
    const reader = harness.as(String((made as unknown as { secret: string }).secret));
    for (const verb of ['test', 'enable', 'disable']) {
      expectRefusal(await reader.post(`provider-configs/${id}/${verb}`, {}), [403, 'forbidden']);
    }
    expectRefusal(await reader.post('provider-configs/test', { provider_id: 'openai', value: {} }), [
      403,
      'forbidden',
    ]);
  });
});
