import { describe, expect, test } from 'vitest';
import { startHarness } from '../support/harness.ts';
import { makeKey } from '../support/keys-kit.ts';
import {
  archive,
  dump,
  expectPlaces,
  expectRefusal,
  formsOf,
  makeDeployment,
  makeProvider,
} from '../support/rules-kit.ts';

const harness = await startHarness({ directly: true });

const SECRET = 'moved-key-51c7e0';
const VALUE = { api_key: SECRET };
const METHOD = {
  key: 'api_key',
  type: 'token',
  name: 'API key',
  input_schema: {
    type: 'object',
    required: ['api_key'],
    additionalProperties: false,
    properties: { api_key: { type: 'string', minLength: 8 } },
  },
};
const IMPORTS = 'provider-auth-config-imports';
const EXPORTS = 'provider-auth-config-exports';
const CONFIGS = 'provider-auth-configs';

async function start(auth_methods: object[] = [METHOD]) {
  const client = await harness.newInstance();
  const provider = await makeProvider(client, { auth_methods });
  const { body } = await client.get(`provider-specifications/${provider.specification}`);
  const methods: string[] = body.auth_methods.map(({ id }: { id: string }) => id);
  const post = (more: object) => client.post(IMPORTS, { note: 'Moved', value: VALUE, ...more });
  const make = (more: object = {}) =>
    client.create(CONFIGS, { provider_auth_method_id: methods[0], value: VALUE, ...more });
  const eventsOf = async (id: string) =>
    (await client.get(`audit-events?resource_id=${id}`)).body.items as Record<string, never>[];
  return { client, provider, methods, post, make, eventsOf };
}

const OAUTH = { key: 'oauth', type: 'oauth', name: 'OAuth' };

describe('an import', () => {
  test('makes an auth config of the provider’s only method, and records the note and the caller', async () => {
    const { client, provider, post, eventsOf } = await start();
    const deployment = await makeDeployment(client, provider);
    const { status, body } = await post({
      provider_deployment_id: deployment.id,
      note: ' Moved from the old vault. ',
      metadata: { ticket: 7 },
    });
    expect(status, JSON.stringify(body)).toBe(200);
    expect(body).toMatchObject({
      object: 'provider.auth_import',
      note: 'Moved from the old vault.',
      metadata: { ticket: 7 },
      provider_id: provider.id,
      provider_deployment_id: deployment.id,
      credentials_id: null,
      expires_at: null,
      auth_config: { type: 'manual', is_default: true, revision: 1, deployment: { id: deployment.id } },
    });
    expect((await client.get(`${CONFIGS}/${body.auth_config.id}`)).status).toBe(200);
    const [event] = await eventsOf(body.id);
    expect(event).toMatchObject({ action: `${IMPORTS}.create`, reason: 'Moved from the old vault.' });
    const kept = JSON.stringify([body, event, (await client.get(IMPORTS)).body]) + (await dump(harness));
    for (const form of formsOf(SECRET)) expect(kept + harness.logged.join()).not.toContain(form);
  });

  test('records the address and the user agent of the caller', async () => {
    const { client, provider } = await start();
    const { body } = await client.request(
      'POST',
      IMPORTS,
      { provider_id: provider.id, note: 'Moved', value: VALUE },
      { 'user-agent': 'mover/1.0' },
    );
    expect(body).toMatchObject({ user_agent: 'mover/1.0' });
    expect(body).toHaveProperty('ip');
  });

  test('replaces the value of an auth config, which keeps its id', async () => {
    const { post, make, client } = await start();
    const config = await make({ name: 'Key' });
    const { body } = await post({ provider_auth_config_id: config.id, value: { api_key: `${SECRET}-2` } });
    expect(body.auth_config).toMatchObject({ id: config.id, name: 'Key', revision: 2 });
    const found = await client.get(`${IMPORTS}?provider_auth_config_id=${config.id}`);
    expect(found.body.items.map(({ id }: { id: string }) => id)).toEqual([body.id]);
  });

  test('is refused at the place of each wrong member, and then changes nothing', async () => {
    const { client, post, make } = await start();
    const config = await make();
    const of = { provider_auth_config_id: config.id };
    expectPlaces(await post({ ...of, value: { api_key: 'short', other: 1 } }), [
      'value/api_key',
      'value/other',
    ]);
    expectPlaces(await post({ ...of, value: { api_key: '********' } }), ['value/api_key']);
    for (const note of ['  ', '\u200b']) expectPlaces(await post({ ...of, note }), ['note']);
    expectPlaces(await client.post(IMPORTS, {}), ['note', 'value']);
    expect((await client.get(IMPORTS)).body.items).toEqual([]);
    expect((await client.get(`${CONFIGS}/${config.id}`)).body.revision).toBe(1);
  });

  test('names rows that belong together, and enough of them', async () => {
    const { client, provider, methods, post, make } = await start([METHOD, OAUTH]);
    const other = await makeProvider(client, { auth_methods: [METHOD] });
    const config = await make();
    const elsewhere = await makeDeployment(client, provider);
    expectRefusal(await post({}), [400, 'bad_request']);
    const several = await post({ provider_id: provider.id });
    expectRefusal(several, [400, 'invalid_auth_method']);
    expect(several.body.message).toContain('2 auth methods');
    expectRefusal(await post({ provider_id: other.id, provider_auth_method_id: methods[0] }), [
      400,
      'provider_mismatch',
    ]);
    const of = { provider_auth_config_id: config.id };
    expectRefusal(await post({ ...of, provider_id: other.id }), [400, 'provider_mismatch']);
    const changed = await post({ ...of, provider_auth_method_id: methods[1] });
    expectRefusal(changed, [400, 'cannot_change_auth_method']);
    expect(changed.body.reason).toBe('cannot_change_auth_method');
    expectRefusal(await post({ ...of, provider_deployment_id: elsewhere.id }), [400, 'bad_request']);
    expectRefusal(await post({ provider_auth_config_id: 'pac_nothing' }), [404, 'not_found']);
    await archive(client, `${CONFIGS}/${config.id}`);
    expectRefusal(await post(of), [410, 'gone']);
  });

  test('takes the right to write auth configs as well', async () => {
    const { client, provider } = await start();
    const key = await makeKey(harness, client, [`${IMPORTS}:write`, 'providers:read']);
    const body = { provider_id: provider.id, note: 'Moved', value: VALUE };
    const refused = await key.post(IMPORTS, body);
    expectRefusal(refused, [403, 'forbidden']);
    expect(JSON.stringify(refused.body)).toContain(`${CONFIGS}:write`);
  });

  test('has the schema of the method that it would be checked with', async () => {
    const { client, provider, methods, make } = await start([METHOD, OAUTH]);
    const schema = (query: string) => client.get(`${IMPORTS}/schema?${query}`);
    const config = await make();
    for (const query of [`provider_auth_method_id=${methods[0]}`, `provider_auth_config_id=${config.id}`]) {
      expect((await schema(query)).body).toMatchObject({
        object: 'provider.capabilities.auth_config.schema',
        schema: { type: 'json_schema', schema: METHOD.input_schema },
        visibility: 'encrypted',
        specification_id: provider.specification,
        provider_id: provider.id,
      });
    }
    const free = await schema(`provider_id=${provider.slug}&provider_auth_method_id=${methods[1]}`);
    expect(free.body.schema).toBeNull();
    expectRefusal(await schema(''), [400, 'bad_request']);
    expectRefusal(await schema('provider_auth_method_id=pam_nothing'), [404, 'not_found']);
  });
});

describe('an export', () => {
  test('shows the value once, in the answer to its create, and records the note', async () => {
    const { client, make, eventsOf } = await start();
    const config = await make();
    const { body, headers } = await client.request('POST', EXPORTS, {
      provider_auth_config_id: config.id,
      note: 'Moves to another vault.',
      metadata: { ticket: 8 },
    });
    expect(body).toMatchObject({
      object: 'provider.auth_export',
      note: 'Moves to another vault.',
      metadata: { ticket: 8 },
      auth_config: { id: config.id },
      value: VALUE,
    });
    expect(headers.get('cache-control')).toBe('no-store');
    const [event] = await eventsOf(body.id);
    expect(event).toMatchObject({ action: `${EXPORTS}.create`, reason: 'Moves to another vault.' });
    const got = (await client.get(`${EXPORTS}/${body.id}`)).body;
    expect(got.value).toBeNull();
    const kept = JSON.stringify([got, event, (await client.get(EXPORTS)).body]) + (await dump(harness));
    for (const form of formsOf(SECRET)) expect(kept + harness.logged.join()).not.toContain(form);
  });

  test('shows no value in a dry run, which leaves no event', async () => {
    const { client, make } = await start();
    const { id } = await make();
    const { body } = await client.post(`${EXPORTS}?dry_run=true`, {
      provider_auth_config_id: id,
      note: 'Try',
    });
    expect(body).toMatchObject({ dry_run: true, value: null });
    expect(JSON.stringify(body)).not.toContain(SECRET);
    const { body: events } = await client.get(`audit-events?action=${EXPORTS}.create`);
    expect(events.items).toEqual([]);
  });

  test('shows no value when its request is repeated with its idempotency key', async () => {
    const { client, make } = await start();
    const body = { provider_auth_config_id: (await make()).id, note: 'Twice' };
    const headers = { 'idempotency-key': 'export-once' };
    const first = await client.request('POST', EXPORTS, body, headers);
    const again = await client.request('POST', EXPORTS, body, headers);
    expect(first.body.value).toEqual(VALUE);
    expect(again.body).toEqual({ ...first.body, value: null });
  });

  test('takes both rights to reveal', async () => {
    const { client, make } = await start();
    const body = { provider_auth_config_id: (await make()).id, note: 'Look' };
    const status = async (...scopes: string[]) => {
      return (await (await makeKey(harness, client, scopes)).post(EXPORTS, body)).status;
    };
    expect(await status('editor')).toBe(403);
    expect(await status(`${EXPORTS}:reveal`)).toBe(403);
    expect(await status(`${CONFIGS}:reveal`)).toBe(403);
    expect(await status('resolver')).toBe(200);
  });

  test('counts against the reveals of its key', async () => {
    const { client, make } = await start();
    const body = { provider_auth_config_id: (await make()).id, note: 'Look' };
    harness.settings.revealsPerMinute = 2;
    try {
      const statuses: number[] = [];
      for (let n = 0; n < 3; n++) statuses.push((await client.post(EXPORTS, body)).status);
      expect(statuses).toEqual([200, 200, 429]);
    } finally {
      harness.settings.revealsPerMinute = 1_000_000;
    }
  });

  test('is refused for an archived auth config', async () => {
    const { client, make } = await start();
    const { id } = await make();
    await archive(client, `${CONFIGS}/${id}`);
    const refused = await client.post(EXPORTS, { provider_auth_config_id: id, note: 'Look' });
    expectRefusal(refused, [400, 'use_after_delete']);
  });
});

describe('an auth config with another address', () => {
  const ADDRESSED = {
    ...METHOD,
    input_schema: {
      type: 'object',
      required: ['token'],
      properties: {
        base_url: { type: 'string', format: 'uri' },
        token: { type: 'string', writeOnly: true },
        note: { type: 'string' },
      },
    },
  };

  test('gives its secret to nobody until it is sent again or the address is confirmed', async () => {
    const { client, make } = await start([ADDRESSED]);
    const { id } = await make({ value: { token: SECRET, base_url: 'https://good.test' } });
    const [operator, resolver] = [
      await makeKey(harness, client, ['operator']),
      await makeKey(harness, client, ['resolver']),
    ];
    const reveal = () => resolver.post(EXPORTS, { provider_auth_config_id: id, note: 'Moves' });
    expect((await reveal()).status).toBe(200);
    expect((await operator.patch(`${CONFIGS}/${id}`, { value: { note: 'x' } })).body.stale_secrets).toEqual(
      [],
    );
    const moved = await operator.patch(`${CONFIGS}/${id}`, { value: { base_url: 'https://evil.test' } });
    expect(moved.body.stale_secrets).toContainEqual({ path: '/token', because: ['/base_url'] });
    const refused = await reveal();
    expectRefusal(refused, [409, 'secrets_stale']);
    expect(JSON.stringify(refused.body)).not.toContain(SECRET);
    expect((await operator.post(`${CONFIGS}/${id}/confirm-secrets`, {})).status).toBe(403);
    expect((await client.post(`${CONFIGS}/${id}/confirm-secrets`, {})).status).toBe(200);
    expect((await reveal()).body.value).toMatchObject({ token: SECRET, base_url: 'https://evil.test' });
  });
});
