import { newId } from '@berth/kernel';
import { expect, test } from 'vitest';
import { type Client, startHarness } from '../support/harness.ts';
import {
  expectRefusal,
  makeConfig,
  makeDeployment,
  makeProvider,
  NOTHING,
  publish,
  SCHEMA,
} from '../support/rules-kit.ts';

const harness = await startHarness();

const ask = (client: Client, query: Record<string, string>) =>
  client.get(`provider-config-schema?${new URLSearchParams(query)}`);

test('the schema of the current version is answered, with the ids that it belongs to', async () => {
  const client = await harness.newInstance();
  const provider = await makeProvider(client, { config_visibility: 'encrypted' });
  const { body: specification } = await client.get(`provider-specifications/${provider.specification}`);
  const { status, body } = await ask(client, { provider_id: provider.id });
  expect([status, body]).toEqual([
    200,
    {
      object: 'provider.capabilities.config.schema',
      schema: { type: 'json_schema', schema: SCHEMA },
      visibility: 'encrypted',
      specification_id: provider.specification,
      provider_version: { id: provider.version, version: '1' },
      provider_id: provider.id,
      created_at: specification.created_at,
      updated_at: specification.updated_at,
    },
  ]);
  for (const provider_id of [provider.slug, provider.identifier]) {
    expect((await ask(client, { provider_id })).body).toEqual(body);
  }
});

test('the schema of a provider that needs no configuration is null', async () => {
  const client = await harness.newInstance();
  for (const config_schema of [NOTHING, {}, { type: 'object' }]) {
    const provider = await makeProvider(client, { config_schema });
    expect((await ask(client, { provider_id: provider.id })).body.schema).toBeNull();
  }
});

test('the schema is that of the config, else the version, else the deployment, else the provider', async () => {
  const client = await harness.newInstance();
  const provider = await makeProvider(client);
  const config = await makeConfig(client, provider);
  const second = await publish(client, provider, '2');
  const locked = await makeDeployment(client, provider, { locked_provider_version_id: second.id });
  const free = await makeDeployment(client, provider);
  const third = await publish(client, provider, '3');
  const by = {
    provider_id: provider.id,
    provider_deployment_id: locked.id,
    provider_version_id: provider.version,
    provider_config_id: config.id,
  };
  const of = async (query: Record<string, string>) => {
    const { status, body } = await ask(client, query);
    expect(status, JSON.stringify(body)).toBe(200);
    return body.specification_id;
  };
  const { provider_config_id: _, ...withoutConfig } = by;
  const { provider_version_id: __, ...withoutVersion } = withoutConfig;
  const versionThree = { ...by, provider_version_id: third.id };
  expect(await of(versionThree), 'the specification of the config').toBe(provider.specification);
  expect(await of(withoutConfig), 'the specification of the version').toBe(provider.specification);
  expect(await of(withoutVersion), "the specification of the deployment's version").toBe(
    second.specification_id,
  );
  expect(await of({ provider_deployment_id: locked.id })).toBe(second.specification_id);
  expect(await of({ provider_deployment_id: free.id })).toBe(third.specification_id);
  expect(await of({ provider_id: provider.id })).toBe(third.specification_id);
  expect(await of({ provider_version_id: second.id })).toBe(second.specification_id);
  expect(await of({ provider_config_id: config.id })).toBe(provider.specification);
});

test('a request without a selector is a bad request', async () => {
  const client = await harness.newInstance();
  const answer = await client.get('provider-config-schema');
  expectRefusal(answer, [400, 'bad_request']);
  expect(answer.body.message).toBe('The query names no provider.');
});

test('selectors of different providers are a mismatch', async () => {
  const client = await harness.newInstance();
  const [mine, other] = [await makeProvider(client), await makeProvider(client)];
  const config = await makeConfig(client, mine);
  const deployment = await makeDeployment(client, mine);
  for (const query of [
    { provider_id: other.id, provider_config_id: config.id },
    { provider_id: other.id, provider_version_id: mine.version },
    { provider_id: other.id, provider_deployment_id: deployment.id },
    { provider_deployment_id: deployment.id, provider_version_id: other.version },
    { provider_config_id: config.id, provider_version_id: other.version },
  ]) {
    expectRefusal(await ask(client, query), [400, 'provider_mismatch']);
  }
});

test('a selector of a missing row or of another instance gets 404 with its own entity', async () => {
  const client = await harness.newInstance();
  const stranger = await harness.newInstance();
  const theirs = await makeProvider(stranger);
  const now = new Date();
  const missing = {
    provider_id: ['provider', newId('provider', now), theirs.id, theirs.slug],
    provider_version_id: ['provider.version', newId('providerVersion', now), theirs.version],
    provider_deployment_id: [
      'provider.deployment',
      newId('deployment', now),
      (await makeDeployment(stranger, theirs)).id,
    ],
    provider_config_id: [
      'provider.config',
      newId('providerConfig', now),
      (await makeConfig(stranger, theirs)).id,
    ],
  };
  for (const [name, [entity, ...ids]] of Object.entries(missing)) {
    for (const id of [...ids, 'nonsense']) {
      const answer = await ask(client, { [name]: id });
      expectRefusal(answer, [404, 'not_found'], entity);
      expect(answer.body.id).toBe(id);
    }
  }
});

test('a selector takes one text', async () => {
  const client = await harness.newInstance();
  for (const name of ['provider_id', 'provider_config_id', 'provider_version_id', 'provider_deployment_id']) {
    for (const query of [
      `${name}=a&${name}=b`,
      `${name}[x]=a`,
      `${name}=%00`,
      `${name}=${'x'.repeat(300)}`,
    ]) {
      const { status, body } = await client.get(`provider-config-schema?${query}`);
      expect([status, body.code, body.entity], query).toEqual([400, 'invalid_data', 'query']);
      expect(body.errors[0].path).toEqual([name]);
    }
  }
});

test('a publishable key reads the schema of a provider, and finds no config and no deployment', async () => {
  const client = await harness.newInstance();
  const provider = await makeProvider(client);
  const { id } = await makeConfig(client, provider, { handle: 'a-handle' });
  const deployment = await makeDeployment(client, provider);
  const page = await client.create('api-keys', { name: 'Page', type: 'publishable' });
  const publishable = harness.as(String(page.secret));
  expect((await ask(publishable, { provider_id: provider.id })).status).toBe(200);
  for (const query of [{ provider_config_id: id }, { provider_deployment_id: deployment.id }]) {
    expectRefusal(await ask(publishable, query), [404, 'not_found']);
    expect((await ask(client, query)).status).toBe(200);
    const path = `provider-specifications?${new URLSearchParams(query)}`;
    expect((await publishable.get(path)).body.items).toEqual([]);
    expect((await client.get(path)).body.items).toHaveLength(1);
  }
  const [taken, free] = await Promise.all(
    ['a-handle', 'no-handle'].map((handle) => ask(publishable, { provider_config_id: handle })),
  );
  expect(JSON.stringify(taken?.body).replaceAll('a-handle', 'no-handle')).toBe(JSON.stringify(free?.body));
});
