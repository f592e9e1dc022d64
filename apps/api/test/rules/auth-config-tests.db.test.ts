import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, describe, expect, test } from 'vitest';
import { PUBLIC, standIn } from '../../../../packages/connectivity/test/stand-in.ts';
import { type Client, startHarness } from '../support/harness.ts';
import { makeKey } from '../support/keys-kit.ts';
import { archive, dump, expectRefusal, makeDeployment, makeProvider } from '../support/rules-kit.ts';

const network = standIn({
  'api.github.com': [PUBLIC],
  'elsewhere.example': [PUBLIC],
  'parcels.example': [PUBLIC],
});
const harness = await startHarness({ network });

const PATH = 'provider-auth-configs';
const GOOD = 'good-token-000';

/** The requests that the provider's server received. It answers 200 to the good token, and 401 or 403 to others. */
const asked: { url: string; token: string | undefined }[] = [];
const server: Server = createServer(({ url = '', headers }, response) => {
  const token = headers.authorization ?? (headers['x-token'] as string | undefined);
  asked.push({ url, token });
  const status = token === undefined || token.endsWith(GOOD) ? 200 : token.endsWith('narrow') ? 403 : 401;
  response.writeHead(status).end('{}');
});
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
afterAll(() => server.close());
const gone: Server = createServer();
await new Promise<void>((resolve) => gone.listen(0, '127.0.0.1', resolve));
const closed = `http://parcels.example:${(gone.address() as AddressInfo).port}`;
await new Promise((resolve) => gone.close(resolve));
const address = `http://parcels.example:${(server.address() as AddressInfo).port}`;

const VERSION = {
  config_schema: {
    type: 'object',
    properties: {
      base_url: { type: 'string', 'x-destination': true },
      token: { type: 'string', writeOnly: true },
    },
  },
  auth_methods: [
    { key: 'token', type: 'token', name: 'Token' },
    { key: 'oauth', type: 'oauth', name: 'OAuth' },
  ],
  test: { url: '{base_url}/me', headers: { 'X-Token': '{token}' } },
};

/** Makes a deployment of a provider at the server, and an auth config of it. */
async function start(key: 'token' | 'oauth' = 'token', value: object = { token: GOOD }) {
  const client = await harness.newInstance();
  const provider = await makeProvider(client, VERSION);
  const { body } = await client.get(`provider-specifications/${provider.specification}`);
  const method = body.auth_methods.find((one: { key: string }) => one.key === key).id as string;
  const deployment = await makeDeployment(client, provider, {
    provider_config: { value: { base_url: address, token: 'token-of-the-config' } },
  });
  const make = async (sent: object) =>
    (
      await client.create(PATH, {
        provider_auth_method_id: method,
        provider_deployment_id: deployment.id,
        value: sent,
      })
    ).id;
  const id = await make(value);
  const shown = async (one = id) => (await client.get(`${PATH}/${one}`)).body;
  return { client, provider, deployment, method, id, make, shown };
}

const tested = (client: Client, id: string, body: object = {}) => client.post(`${PATH}/${id}/test`, body);

describe('a test of an auth config', () => {
  test('sends its credential with the plain members of the default config, and proves its health', async () => {
    const { client, id, deployment, shown } = await start();
    expect((await shown()).health).toBe('unknown');
    const before = asked.length;
    const { status, body } = await tested(client, id);
    expect([status, body.status, body.health, body.health_reason]).toEqual([200, 'passed', 'ok', null]);
    expect(body).toMatchObject({
      object: 'provider.auth_config.test',
      auth_config_id: id,
      config_id: deployment.default_config.id,
    });
    expect(asked.slice(before)).toEqual([
      { url: '/me', token: undefined },
      { url: '/me', token: GOOD },
    ]);
    expect(await shown()).toMatchObject({ health: 'ok', health_reason: null, revision: 1 });
    expect((await shown()).health_checked_at).not.toBeNull();
  });

  test('that the provider answers with 401 makes it need a new authorization, and one that passes ends that', async () => {
    const { client, id, make, shown } = await start('token', { token: 'revoked' });
    const { body } = await tested(client, id);
    expect(body).toMatchObject({ status: 'partial', health: 'needs_reauth', health_reason: 'unauthorized' });
    expect(await shown()).toMatchObject({ health: 'needs_reauth', health_reason: 'unauthorized' });
    const found = await client.get(`${PATH}?health=needs_reauth`);
    expect(found.body.items.map((row: { id: string }) => row.id)).toEqual([id]);
    const narrow = await make({ token: 'narrow' });
    expect((await tested(client, narrow)).body).toMatchObject({
      health: 'unknown',
      health_reason: 'forbidden',
    });
    await client.patch(`${PATH}/${id}`, { value: { token: GOOD } });
    expect(await shown()).toMatchObject({ health: 'unknown', health_reason: null });
    expect((await tested(client, id)).body).toMatchObject({ status: 'passed', health: 'ok' });
    const { body: trail } = await client.get(`audit-events?resource_id=${id}`);
    const actions = trail.items.map(({ action }: { action: string }) => action);
    expect(actions).toEqual(expect.arrayContaining([`${PATH}.test`, `${PATH}.test-failed`]));
  });

  test('that does not reach the provider says nothing of the credential', async () => {
    const { client, id, provider, shown } = await start();
    const silent = await client.create('provider-configs', {
      provider_id: provider.id,
      value: { base_url: closed },
    });
    const { body } = await tested(client, id, { provider_config_id: silent.id });
    expect(body).toMatchObject({ status: 'failed', health: 'unknown', config_id: silent.id });
    expect((await shown()).health_checked_at).toBeNull();
  });

  test('sends an access token that the test does not name as a bearer token', async () => {
    const { client, id } = await start('oauth', { access_token: GOOD });
    const before = asked.length;
    expect((await tested(client, id)).body).toMatchObject({ status: 'passed', health: 'ok' });
    expect(asked.slice(before).map(({ token }) => token)).toEqual([undefined, `Bearer ${GOOD}`]);
  });

  test('sends no secret of the config, and keeps the credential out of answers, trail and logs', async () => {
    const { client, id } = await start('token', { token: 'revoked-token-555' });
    const { body } = await tested(client, id);
    const { body: trail } = await client.get(`audit-events?resource_id=${id}`);
    const kept = JSON.stringify([body, trail]) + harness.logged.join() + (await dump(harness));
    expect(kept).not.toContain('revoked-token-555');
    expect(JSON.stringify(asked)).not.toContain('token-of-the-config');
  });

  test('is refused for a config of another provider, an archived auth config, and an address inside', async () => {
    const { client, id, provider } = await start();
    const other = await makeProvider(client, VERSION);
    const config = (base_url: string, provider_id = provider.id) =>
      client.create('provider-configs', { provider_id, value: { base_url } });
    const foreign = await config(address, other.id);
    expectRefusal(await tested(client, id, { provider_config_id: foreign.id }), [400, 'provider_mismatch']);
    const inside = await config('http://127.0.0.1');
    expectRefusal(await tested(client, id, { provider_config_id: inside.id }), [
      400,
      'restricted_destination',
    ]);
    expectRefusal(await tested(client, id, { provider_config_id: 'nobody' }), [404, 'not_found']);
    await archive(client, `${PATH}/${id}`);
    expectRefusal(await tested(client, id), [400, 'use_after_delete']);
  });
});

describe('a key that may not reveal credentials', () => {
  const WRITER = [`${PATH}:write`, `${PATH}:read`, 'provider-configs:write', 'provider-configs:read'];

  test('sends them only to the address that a shipped provider has by itself', async () => {
    const client = await harness.newInstance();
    const { body: github } = await client.get('providers/github');
    const { body } = await client.get(
      `provider-auth-methods?provider_version_id=${github.current_version.id}&limit=100`,
    );
    const method = body.items.find((one: { type: string }) => one.type === 'token');
    const { id } = await client.create(PATH, { provider_auth_method_id: method.id, value: { token: GOOD } });
    const valid = { auth: { type: 'token', token: 'token-000-of-a-config' } };
    const elsewhere = await client.create('provider-configs', {
      provider_id: 'github',
      value: { ...valid, base_url: 'https://elsewhere.example' },
    });
    const writer = await makeKey(harness, client, WRITER);
    const dialled = network.lookups.length;
    expectRefusal(await tested(writer, id, { provider_config_id: elsewhere.id }), [403, 'forbidden']);
    expect(network.lookups.slice(dialled)).toEqual([]);
    const plain = await tested(writer, id);
    expect(plain.status, JSON.stringify(plain.body)).toBe(200);
    expect(network.lookups.slice(dialled)).toEqual(['api.github.com']);
    const blind = await makeKey(harness, client, [`${PATH}:write`, `${PATH}:reveal`]);
    expectRefusal(await tested(blind, id, { provider_config_id: elsewhere.id }), [403, 'forbidden']);
    const revealer = await makeKey(harness, client, [...WRITER, `${PATH}:reveal`]);
    expect((await tested(revealer, id, { provider_config_id: elsewhere.id })).status).toBe(200);
  });

  test('does not send them to an address of a private provider', async () => {
    const { client, id } = await start();
    const writer = await makeKey(harness, client, WRITER);
    const before = asked.length;
    expectRefusal(await tested(writer, id), [403, 'forbidden']);
    expect(asked.length).toBe(before);
  });
});
