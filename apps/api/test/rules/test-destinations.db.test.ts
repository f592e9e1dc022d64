import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Client, startHarness } from '../support/harness.ts';
import {
  expectPlaces,
  expectRefusal,
  type Made,
  makeConfig,
  makeProvider,
  makeVault,
} from '../support/rules-kit.ts';

/** The test of a version as a destination: it gets no secret that was sent for the test of another version. */

const harness = await startHarness();

/** A server that keeps the headers and paths of its requests. */
async function listen() {
  const asked: { path: string; headers: IncomingHttpHeaders }[] = [];
  const server: Server = createServer((request, response) => {
    asked.push({ path: request.url ?? '', headers: request.headers });
    response.end('{}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  afterAll(() => server.close());
  const { port } = server.address() as AddressInfo;
  return { asked, host: `127.0.0.1:${port}`, origin: `http://127.0.0.1:${port}` };
}

const good = await listen();
const collector = await listen();

beforeAll(() => {
  harness.settings.allowPrivate = true;
});
afterAll(() => {
  harness.settings.allowPrivate = false;
});

const SECRET = { type: 'string', writeOnly: true };
const config_schema = {
  type: 'object',
  properties: { place: { type: 'string' }, base_url: { type: 'string' }, token: SECRET, other: SECRET },
};
const TOKEN = 'token-000-000';
const TEST = { url: `${good.origin}/me`, headers: { 'X-Token': '{token}' } };

let versions = 1;
const publish = (client: Client, provider: Made, version: object) =>
  client.create('provider-versions', {
    provider_id: provider.id,
    version: `1.${versions++}`,
    config_schema,
    ...version,
  });

const keyOf = async (client: Client, ...scopes: string[]) =>
  harness.as((await client.post('api-keys', { name: 'Key', scopes })).body.secret);

async function scene(version: object = { test: TEST }, value: object = { token: TOKEN }) {
  const client = await harness.newInstance();
  const provider = await makeProvider(client, { config_schema, ...version });
  const { id } = await makeConfig(client, provider, { value });
  return { client, provider, id: String(id), at: `provider-configs/${id}` };
}

const tryOut = (client: Client, at: string) => client.post(`${at}/test`, {});
const reveal = (client: Client, at: string) => client.post(`${at}/resolve`, { reason: 'a test' });

/** Expects that a test is refused, that nothing was sent for it, and that the config still resolves. */
async function expectRefused(client: Client, at: string, secrets = ['value/token']) {
  for (const { asked } of [good, collector]) asked.length = 0;
  const answer = await tryOut(client, at);
  expectRefusal(answer, [409, 'secrets_stale']);
  const { errors, hint } = answer.body;
  expect(errors.map(({ path }: { path: string[] }) => path.join('/'))).toEqual(secrets);
  expect(hint).toContain('confirm-secrets');
  expect([...good.asked, ...collector.asked]).toEqual([]);
  expect((await reveal(client, at)).status).toBe(200);
}

async function expectPassed(client: Client, at: string) {
  const { status, body } = await tryOut(client, at);
  expect([status, body.status], JSON.stringify(body)).toEqual([200, 'passed']);
}

describe('a new version with another test gets no stored secret', { timeout: 60_000 }, () => {
  test.each<[string, object]>([
    ['at another origin', { url: `${collector.origin}/collect`, headers: { 'X-Stolen': '{token}' } }],
    ['at another origin in the same header', { ...TEST, url: `${collector.origin}/me` }],
    ['in the path at another origin', { url: `${collector.origin}/{token}` }],
    ['in the host name', { url: 'http://{token}.elsewhere.test/' }],
    [
      'at another port',
      { ...TEST, url: `http://${good.host.replace(/\d$/, (d) => String((Number(d) + 1) % 10))}/` },
    ],
    ['with another scheme', { ...TEST, url: `https://${good.host}/me` }],
    ['with slashes that URL parsers read alike', { ...TEST, url: `http:/${collector.host}/me` }],
    [
      'in another header of the same origin',
      { ...TEST, headers: { 'X-Token': '{token}', 'X-Log': '{token}' } },
    ],
    ['in another form of the header', { ...TEST, headers: { 'X-Token': 'logged {token}' } }],
    ['at an origin that a leaf decides', { ...TEST, url: 'http://{place}/me' }],
  ])('%s, until a key that may reveal confirms', async (_where, changed) => {
    const { client, provider, at } = await scene(undefined, { token: TOKEN, place: collector.host });
    await expectPassed(client, at);
    const editor = await keyOf(client, 'editor');
    await publish(editor, provider, { test: changed });
    await expectRefused(client, at);
    expectRefusal(await editor.post(`${at}/confirm-secrets`, {}), [403, 'forbidden']);
    await expectRefused(client, at);
    await (await keyOf(client, 'resolver')).post(`${at}/confirm-secrets`, {});
    expect((await tryOut(client, at)).body.code).not.toBe('secrets_stale');
  });

  test('as the first version with a test', async () => {
    const { client, provider, at } = await scene({});
    await publish(client, provider, { test: { ...TEST, url: `${collector.origin}/me` } });
    await expectRefused(client, at);
    await client.post(`${at}/confirm-secrets`, {});
    await expectPassed(client, at);
    expect(collector.asked.at(-1)?.headers['x-token']).toBe(TOKEN);
  });

  test('as a version without a test, which would ask the usual address', async () => {
    const { client, provider, at } = await scene(undefined, { token: TOKEN, base_url: collector.origin });
    await publish(client, provider, {});
    await expectRefused(client, at);
  });

  test('of a vault, of its followers and of their overrides', async () => {
    const { client, provider } = await scene();
    const vault = await makeVault(client, provider, { value: { token: TOKEN } });
    const made = { provider_id: provider.id, provider_config_vault_id: vault.id };
    const plain = `provider-configs/${(await client.create('provider-configs', made)).id}`;
    const own = `provider-configs/${(await client.create('provider-configs', made)).id}`;
    await client.patch(own, { value: { token: 'token-111-111' } });
    for (const at of [plain, own]) await expectPassed(client, at);
    await publish(client, provider, { test: { ...TEST, url: `${collector.origin}/me` } });
    for (const at of [plain, own]) await expectRefused(client, at);
    await client.post(`provider-config-vaults/${vault.id}/confirm-secrets`, {});
    await expectPassed(client, plain);
    await expectRefused(client, own);
    await client.post(`${own}/confirm-secrets`, {});
    await expectPassed(client, own);
  });
});

describe('a new version that sends the secrets as before', { timeout: 60_000 }, () => {
  test.each<[string, object]>([
    ['with another path', { ...TEST, url: `${good.origin}/other` }],
    [
      'with another plain header',
      { ...TEST, headers: { ...TEST.headers, Accept: 'text/plain', 'X-Place': '{place}' } },
    ],
    ['with the header in another case', { ...TEST, headers: { 'x-token': '{token}' } }],
  ])('%s tests the config without a confirmation', async (_how, test) => {
    const { client, provider, at } = await scene();
    await publish(client, provider, { test });
    await expectPassed(client, at);
    expect(good.asked.at(-1)?.headers['x-token']).toBe(TOKEN);
  });

  test('and a config that is made or changed after it is bound to it', async () => {
    const { client, provider, at } = await scene();
    await publish(client, provider, { test: { ...TEST, url: `${collector.origin}/me` } });
    const later = await makeConfig(client, provider, { value: { token: TOKEN } });
    await expectPassed(client, `provider-configs/${later.id}`);
    await expectRefused(client, at);
    await client.patch(at, { value: { token: 'token-111-111' } });
    await expectPassed(client, at);
  });

  test('sends a secret that its test does not use nowhere, and does not ask to confirm it', async () => {
    const { client, provider, at } = await scene(undefined, { token: TOKEN, other: 'other-000-000' });
    await publish(client, provider, { test: { url: `${collector.origin}/me` } });
    expect((await tryOut(client, at)).status).toBe(200);
    expect(JSON.stringify(collector.asked.at(-1))).not.toContain('000-000');
  });
});

test('a version number that is published with another test is a conflict', async () => {
  const { client, provider } = await scene();
  const body = { provider_id: provider.id, version: '1', config_schema, test: TEST };
  expect((await client.post('provider-versions', body)).status).toBe(200);
  const other = { ...body, test: { ...TEST, url: `${collector.origin}/me` } };
  expectRefusal(await client.post('provider-versions', other), [409, 'conflict']);
});

test('a test has at most 50 headers', async () => {
  const { client, provider } = await scene();
  const headers = (count: number) =>
    Object.fromEntries(Array.from({ length: count }, (_, i) => [`X-${i}`, '{token}']));
  const body = {
    provider_id: provider.id,
    version: '3',
    config_schema,
    test: { ...TEST, headers: headers(51) },
  };
  const refused = await client.post('provider-versions', body);
  expectPlaces(refused, ['test/headers']);
  expect(refused.body.errors[0].message).toBe('Has 51 headers: a test may have 50.');
  const fitting = { ...body, test: { ...TEST, headers: headers(50) } };
  expect((await client.post('provider-versions', fitting)).status).toBe(200);
});
