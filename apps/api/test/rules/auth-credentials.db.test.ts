import { describe, expect, test } from 'vitest';
import { type Client, startHarness } from '../support/harness.ts';
import {
  archive,
  dump,
  expectPlaces,
  expectRefusal,
  formsOf,
  makeProvider,
  publish,
} from '../support/rules-kit.ts';

const harness = await startHarness();

const SECRET = 'client-secret-4e1f';
const CONFIG = { client_id: 'client-77aa', client_secret: SECRET, scopes: ['read', 'write'] };
const ENDPOINTS = { authorization_url: 'https://id.test/authorize', token_url: 'https://id.test/token' };
const METHODS = [
  { key: 'api_key', type: 'token', name: 'API key' },
  { key: 'oauth', type: 'oauth', name: 'OAuth', oauth: ENDPOINTS },
  { key: 'bot', type: 'oauth', name: 'Bot', oauth: ENDPOINTS },
];
const PATH = 'provider-auth-credentials';

async function start(client?: Client) {
  const own = client ?? (await harness.newInstance());
  const provider = await makeProvider(own, { auth_methods: METHODS });
  const { body } = await own.get(`provider-specifications/${provider.specification}`);
  const methods = Object.fromEntries(
    body.auth_methods.map((method: { key: string; id: string }) => [method.key, method.id]),
  );
  const make = (more: object = {}, config: object = {}) =>
    own.create(PATH, { provider_id: provider.id, config: { ...CONFIG, ...config }, ...more });
  return { client: own, provider, methods, make };
}

describe('auth credentials', () => {
  test('store client id and secret encrypted, and no answer or event holds them', async () => {
    const { client, provider, make } = await start();
    const made = await make(
      { name: ' App ', metadata: { a: 1 } },
      { type: 'oauth', scopes: ['b', 'a', 'b'] },
    );
    expect(made).toMatchObject({
      object: 'provider.auth_credentials',
      type: 'oauth',
      status: 'active',
      is_default: true,
      is_managed: false,
      origin: 'custom',
      name: 'App',
      metadata: { a: 1 },
      scopes: ['b', 'a'],
      provider_id: provider.id,
      auth_method_key: 'oauth',
      revision: 1,
    });
    await client.patch(`${PATH}/${made.id}`, { client_secret: `${SECRET}-second` });
    const answers = [made, (await client.get(`${PATH}/${made.id}`)).body, (await client.get(PATH)).body];
    const kept = JSON.stringify(answers) + (await dump(harness)) + harness.logged.join('\n');
    for (const form of [...formsOf(SECRET), ...formsOf(CONFIG.client_id)]) expect(kept).not.toContain(form);
  });

  test('change by PATCH, each change of id or secret as a revision that can be restored', async () => {
    const { client, make } = await start();
    const { id } = await make();
    const { body } = await client.patch(`${PATH}/${id}`, {
      name: 'Next',
      client_id: 'client-next',
      scopes: ['read'],
    });
    expect(body).toMatchObject({ name: 'Next', scopes: ['read'], revision: 2 });
    const same = await client.patch(`${PATH}/${id}`, { client_secret: SECRET, name: 'Next' });
    expect(same.body).toEqual(body);
    const restored = await client.post(`${PATH}/${id}/revisions/1/restore`, {});
    expect(restored.body.revision).toBe(3);
    const { body: events } = await client.get(`audit-events?resource_id=${id}`);
    expect(events.items.map(({ action }: { action: string }) => action)).toEqual([
      `${PATH}.create`,
      `${PATH}.update`,
      `${PATH}.restore`,
    ]);
  });

  test('are refused with the place of each wrong member, and never with its content', async () => {
    const { client, provider } = await start();
    const post = (config: object) => client.post(PATH, { provider_id: provider.id, config });
    expectPlaces(await post({ ...CONFIG, client_secret: '' }), ['config/client_secret']);
    expectPlaces(await post({ ...CONFIG, client_secret: '********' }), ['config/client_secret']);
    expectPlaces(await post({ ...CONFIG, scopes: ['two words', 'quo"te', ''] }), [
      'config/scopes/0',
      'config/scopes/1',
      'config/scopes/2',
    ]);
    expectPlaces(await post({ type: 'saml', client_id: SECRET }), [
      'config/client_secret',
      'config/scopes',
      'config/type',
    ]);
    const { id } = await client.create(PATH, { provider_id: provider.id, config: CONFIG });
    expectPlaces(await client.patch(`${PATH}/${id}`, { client_secret: '****1234' }), ['client_secret']);
  });

  test('are for the first OAuth method of the provider, or for the one that is named', async () => {
    const { client, provider, methods, make } = await start();
    const other = await start(client);
    expect((await make()).auth_method_key).toBe('oauth');
    expect((await make({ provider_auth_method_id: methods.bot })).auth_method_key).toBe('bot');
    const post = (provider_auth_method_id: string, provider_id = provider.id) =>
      client.post(PATH, { provider_id, provider_auth_method_id, config: CONFIG });
    expectRefusal(await post(methods.api_key ?? ''), [400, 'invalid_auth_method']);
    expectRefusal(await post(other.methods.oauth ?? ''), [400, 'provider_mismatch']);
    const without = await makeProvider(client, { auth_methods: METHODS.slice(0, 1) });
    const refused = await client.post(PATH, { provider_id: without.id, config: CONFIG });
    expectRefusal(refused, [400, 'invalid_auth_method']);
    expect(refused.body.reason).toBe('invalid_auth_method');
  });

  test('become the default again when they are unarchived and there is no other', async () => {
    const { client, make } = await start();
    const [first, second] = [await make(), await make()];
    await archive(client, `${PATH}/${first.id}`);
    const unarchive = async (id: string) =>
      (await client.post(`${PATH}/${id}/unarchive`, {})).body.is_default;
    expect(await unarchive(first.id)).toBe(true);
    await archive(client, `${PATH}/${first.id}`);
    await client.patch(`${PATH}/${second.id}`, { is_default: true });
    expect(await unarchive(first.id)).toBe(false);
  });

  test('are found by the auth methods of every version of the provider that they are for', async () => {
    const { client, provider, methods, make } = await start();
    const plain = await make();
    const bot = await make({ provider_auth_method_id: methods.bot });
    await publish(client, provider, '2', { auth_methods: METHODS });
    const { body: versions } = await client.get(`provider-versions?provider_id=${provider.id}`);
    const later = await client.get(`provider-auth-methods?provider_version_id=${versions.items.at(-1).id}`);
    const idsBy = async (query: string) =>
      (await client.get(`${PATH}?${query}`)).body.items.map(({ id }: { id: string }) => id);
    for (const [key, id] of [
      ['oauth', plain.id],
      ['bot', bot.id],
    ]) {
      const next = later.body.items.find((method: { key: string }) => method.key === key).id;
      expect(next).not.toBe(methods[key ?? '']);
      expect(await idsBy(`provider_auth_method_id=${next}`)).toEqual([id]);
      expect(await idsBy(`provider_auth_method_id=${methods[key ?? '']}`)).toEqual([id]);
    }
    expect(await idsBy(`provider_auth_method_id=${methods.api_key}`)).toEqual([]);
  });

  test('have one default for each auth method, also when they are made at once', async () => {
    const { client, make, methods } = await start();
    const made = await Promise.all(Array.from({ length: 6 }, () => make()));
    const bot = await make({ provider_auth_method_id: methods.bot });
    expect(bot.is_default).toBe(true);
    const defaults = made.filter((row) => row.is_default);
    expect(defaults.length).toBe(1);
    const [other = made[0]] = made.filter((row) => !row.is_default);
    const { body } = await client.patch(`${PATH}/${other?.id}`, { is_default: true });
    expect(body.is_default).toBe(true);
    expect((await client.get(`${PATH}/${defaults[0]?.id}`)).body.is_default).toBe(false);
    expect((await client.get(`${PATH}/${bot.id}`)).body.is_default).toBe(true);
    await archive(client, `${PATH}/${other?.id}`);
    const back = await client.post(`${PATH}/${other?.id}/unarchive`, {});
    expect(back.body).toMatchObject({ status: 'active', is_default: true });
  });

  test('are not archived while an auth config uses them, unless by force', async () => {
    const { client, make, methods } = await start();
    const { id } = await make();
    const body = { provider_auth_method_id: methods.oauth, value: { access_token: 'access-token-9c' } };
    const config = await client.create('provider-auth-configs', {
      ...body,
      provider_auth_credentials_id: id,
    });
    expect(config.credentials).toMatchObject({ object: 'provider.auth_credentials', id, is_default: true });
    const found = await client.get(`provider-auth-configs?provider_auth_credentials_id=${id}`);
    expect(found.body.items.map((row: { id: string }) => row.id)).toEqual([config.id]);
    const refused = await client.delete(`${PATH}/${id}`);
    expectRefusal(refused, [409, 'conflict']);
    expect(refused.body.dependents).toMatchObject([{ id: config.id }]);
    await archive(client, `${PATH}/${id}?force=true`);
    const { body: kept } = await client.get(`provider-auth-configs/${config.id}`);
    expect(kept.credentials).toMatchObject({ id, status: 'archived' });
    const late = await client.post('provider-auth-configs', { ...body, provider_auth_credentials_id: id });
    expectRefusal(late, [400, 'use_after_delete']);
  });

  test('serve auth configs of their own auth method only', async () => {
    const { client, make, methods } = await start();
    const { id } = await make();
    const post = (key: string) =>
      client.post('provider-auth-configs', {
        provider_auth_method_id: methods[key],
        provider_auth_credentials_id: id,
        value: { access_token: 'access-token-9c' },
      });
    expectRefusal(await post('bot'), [400, 'invalid_auth_method']);
    expectRefusal(await post('api_key'), [400, 'invalid_auth_method']);
    const other = await start(client);
    const foreign = await other.make();
    const refused = await client.post('provider-auth-configs', {
      provider_auth_method_id: methods.oauth,
      provider_auth_credentials_id: foreign.id,
      value: { access_token: 'access-token-9c' },
    });
    expectRefusal(refused, [400, 'provider_mismatch']);
  });
});

describe('the endpoints of an OAuth method', () => {
  const post = async (method: object) => {
    const client = await harness.newInstance();
    return client.post('providers', {
      slug: 'endpoints',
      name: 'Endpoints',
      version: {
        version: '1',
        config_schema: {},
        auth_methods: [{ key: 'oauth', name: 'OAuth', ...method }],
      },
    });
  };
  const at = (member: string) => `version/auth_methods/0/oauth${member}`;

  test('are shown with every default', async () => {
    const client = await harness.newInstance();
    const provider = await makeProvider(client, { auth_methods: METHODS.slice(1) });
    const { body } = await client.get(`provider-auth-methods?provider_version_id=${provider.version}`);
    expect(body.items[0].oauth).toEqual({
      ...ENDPOINTS,
      grants: ['authorization_code'],
      revocation_url: null,
      issuer: null,
      client_authentication: 'client_secret_basic',
      authorization_parameters: {},
    });
  });

  test('with a page to agree on give the provider and its listing the redirect URI of sign-ins', async () => {
    const client = await harness.newInstance();
    const manual = { key: 'manual', type: 'oauth', name: 'Manual' };
    const machine = { ...manual, key: 'machine', oauth: { token_url: ENDPOINTS.token_url } };
    const callback_url = `${harness.settings.publicUrl}/setup/callback`;
    for (const [auth_methods, expected] of [
      [METHODS, { callback_url }],
      [[manual, machine], { callback_url: null }],
      [METHODS.slice(0, 1), null],
    ] as const) {
      const { id } = await makeProvider(client, { auth_methods });
      const { oauth } = (await client.get(`providers/${id}`)).body;
      const listed = (await client.get(`provider-listings/${id}`)).body.provider.oauth;
      if (expected === null) expect([oauth, listed]).toEqual([null, null]);
      else expect([oauth, listed]).toMatchObject([expected, expected]);
    }
  });

  test('are https URLs without user, password and fragment', async () => {
    const bad = ['http://id.test/token', 'ftp://id.test', 'https://u:p@id.test', 'https://id.test/#x', 'id'];
    for (const url of bad) {
      const oauth = { authorization_url: url, token_url: url, revocation_url: url };
      const refused = await post({ type: 'oauth', oauth });
      expectPlaces(
        refused,
        ['authorization_url', 'token_url', 'revocation_url'].map((name) => at(`/${name}`)),
      );
      expect(JSON.stringify(refused.body)).not.toContain('u:p');
    }
  });

  test('are refused when they lack what their grant needs, set parameters of Berth, or belong to no OAuth method', async () => {
    const { token_url } = ENDPOINTS;
    const code = { token_url, grants: ['authorization_code'] };
    expectPlaces(await post({ type: 'oauth', oauth: code }), [at('/authorization_url')]);
    const owned = { ...ENDPOINTS, authorization_parameters: { state: 'x', prompt: 'consent' } };
    expectPlaces(await post({ type: 'oauth', oauth: owned }), [at('/authorization_parameters/state')]);
    expectPlaces(await post({ type: 'token', oauth: ENDPOINTS }), [at('')]);
  });
});
