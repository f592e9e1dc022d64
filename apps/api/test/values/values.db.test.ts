import { describe, expect, test } from 'vitest';
import { type Client, startHarness } from '../support/harness.ts';
import {
  dump,
  expectPlaces,
  formsOf,
  makeConfig,
  makeProvider,
  makeVault,
  SCHEMA,
} from '../support/rules-kit.ts';

const harness = await startHarness();

/** Every path that takes a value. */
const sinks = [
  ['provider-configs', (value: unknown) => ({ value }), ''],
  ['provider-config-vaults', (value: unknown) => ({ name: 'Vault', value }), ''],
  ['provider-deployments', (value: unknown) => ({ provider_config: { value } }), 'provider_config/'],
] as const;

describe.each(sinks)('a value sent to %s', (path, wrap, prefix) => {
  const post = (client: Client, provider_id: string, value: unknown) =>
    client.post(path, { provider_id, ...wrap(value) });

  test('must fit, and the refusal names every problem at once', async () => {
    const client = await harness.newInstance();
    const { id } = await makeProvider(client);
    const wrong = { host: 'x', port: 'REPEATED', token: ['REPEATED'], extra: 'REPEATED' };
    const answer = await post(client, id, wrong);
    expectPlaces(
      answer,
      ['host', 'port', 'token', 'extra'].map((name) => `${prefix}value/${name}`),
    );
    for (const problem of answer.body.errors) {
      expect(problem).toEqual({
        code: expect.stringMatching(/^[a-zA-Z]+$/),
        message: expect.any(String),
        path: problem.path,
      });
    }
    expect(JSON.stringify(answer.body)).not.toContain('REPEATED');
    expectPlaces(await post(client, id, {}), [`${prefix}value/host`]);
    for (const value of [[], 'text', 1, true])
      expectPlaces(await post(client, id, value), [`${prefix}value`]);
  });

  test('may not be a mask in the place of a secret', async () => {
    const client = await harness.newInstance();
    const { id } = await makeProvider(client);
    expectPlaces(await post(client, id, { host: 'api', token: '********' }), [`${prefix}value/token`]);
    expectPlaces(await post(client, id, { host: 'api', token: '****1234' }), [`${prefix}value/token`]);
    expect((await post(client, id, { host: '****', token: '***' })).status).toBe(200);
    const all = await makeProvider(client, { config_visibility: 'encrypted' });
    expectPlaces(await post(client, all.id, { host: '****' }), [`${prefix}value/host`]);
    const marked = await makeProvider(client, { secret_paths: ['/host'] });
    expectPlaces(await post(client, marked.id, { host: '****' }), [`${prefix}value/host`]);
  });

  test('is stored encrypted and appears in no answer', async () => {
    const client = await harness.newInstance();
    const { id } = await makeProvider(client);
    const value = { host: 'plain-host.example', token: 'secret-token-87321' };
    const { status, body } = await post(client, id, value);
    expect(status).toBe(200);
    const stored = await dump(harness);
    expect(stored).toContain(body.id);
    const texts = JSON.stringify([
      body,
      (await client.get(path)).body,
      (await client.get('provider-configs')).body,
    ]);
    for (const text of Object.values(value)) {
      for (const form of formsOf(text)) expect(stored.includes(form), form).toBe(false);
      expect(texts).not.toContain(text);
    }
  });
});

test('a value may have undescribed members in any order and under any name', async () => {
  const client = await harness.newInstance();
  const provider = await makeProvider(client, { config_schema: { type: 'object', properties: { a: {} } } });
  const text = '{"z":1,"a":{"__proto__":{"x":1},"":null},"constructor":"c","10":1,"2":2}';
  const { status } = await client.request(
    'POST',
    'provider-configs',
    `{"provider_id":"${provider.id}","value":${text}}`,
  );
  expect(status).toBe(200);
});

test('a schema is answered exactly as it was written, member by member', async () => {
  const client = await harness.newInstance();
  const config_schema = {
    type: 'object',
    'x-order': ['b'],
    properties: { z: { default: 1e21 }, b: { const: 'ä\u2028' }, a: {} },
  };
  const provider = await makeProvider(client, { config_schema });
  const { body } = await client.get(`provider-specifications/${provider.specification}`);
  expect(JSON.stringify(body.config_schema)).toBe(JSON.stringify(config_schema));
});

test('the same value is sealed differently each time, with the key of its instance', async () => {
  const client = await harness.newInstance();
  const provider = await makeProvider(client);
  const ids = [
    (await makeConfig(client, provider)).id,
    (await makeConfig(client, provider)).id,
    (await makeVault(client, provider)).id,
  ];
  const rows = await harness.database.query(
    `select r.ciphertext::text as sealed, k.instance_id from value_revisions r join data_keys k on k.id = r.data_key_id
     where r.owner_id in (${ids.map((id) => `'${id}'`).join()})`,
  );
  expect(new Set(rows.map((row) => row.sealed)).size).toBe(3);
  expect(new Set(rows.map((row) => row.instance_id))).toEqual(new Set([client.instanceId]));
});

test('a schema with a default takes a value without that member', async () => {
  const client = await harness.newInstance();
  const properties = { ...SCHEMA.properties, host: { type: 'string', default: 'api.test' } };
  const provider = await makeProvider(client, { config_schema: { ...SCHEMA, required: [], properties } });
  expect((await client.post('provider-configs', { provider_id: provider.id, value: {} })).status).toBe(200);
});
