import { describe, expect, test } from 'vitest';
import { startHarness } from '../support/harness.ts';
import {
  expectPlaces,
  expectRefusal,
  makeConfig,
  makeDeployment,
  makeProvider,
  makeVault,
  publish,
  SCHEMA,
  VALUE,
} from '../support/rules-kit.ts';

/** The specification that counts for a config, also when its value comes from a vault of another one. */

const harness = await startHarness();

const NEEDS_REGION = {
  ...SCHEMA,
  required: ['host', 'region'],
  properties: { ...SCHEMA.properties, region: { type: 'string' } },
};
const HIDES_PORT = {
  ...SCHEMA,
  properties: { ...SCHEMA.properties, port: { ...SCHEMA.properties.port, writeOnly: true } },
};
const SHOWS_TOKEN = { ...SCHEMA, properties: { ...SCHEMA.properties, token: { type: 'string' } } };

async function scene(config_schema: object) {
  const client = await harness.newInstance();
  const provider = await makeProvider(client);
  const vault = await makeVault(client, provider, { value: { ...VALUE, port: 80 } });
  const next = await publish(client, provider, '2', { config_schema });
  const from = (more = {}) =>
    client.post('provider-configs', {
      provider_id: provider.id,
      provider_config_vault_id: vault.id,
      ...more,
    });
  return { client, provider, vault: vault.id as string, next, from };
}

const OPTIONAL = { ...NEEDS_REGION, required: ['host'] };

describe('a config that is made from a vault', { timeout: 60_000 }, () => {
  test('gets the specification in force for its deployment, not that of the vault', async () => {
    const { client, provider, next, from } = await scene(OPTIONAL);
    const locked = await makeDeployment(client, provider, { locked_provider_version_id: provider.version });
    const free = await makeDeployment(client, provider);
    const on = async (provider_deployment_id: string | null) =>
      (await from({ provider_deployment_id })).body.specification_id;
    expect(await on(null)).toBe(next.specification_id);
    expect(await on(free.id)).toBe(next.specification_id);
    expect(await on(locked.id)).toBe(provider.specification);
    const bound = await makeVault(client, provider, { provider_deployment_id: locked.id });
    const { body } = await from({ provider_config_vault_id: bound.id });
    expect([body.deployment.id, body.specification_id]).toEqual([locked.id, provider.specification]);
  });

  test('is refused with the errors and the ways out when the value of the vault does not fit', async () => {
    const { client, provider, vault, from } = await scene(NEEDS_REGION);
    const refused = await from();
    expectPlaces(refused, ['provider_config_vault_id/region']);
    expect(refused.body.hint).toMatch(/Upgrade the vault .*lock the deployment .*lay it over the vault/);
    expect(JSON.stringify(refused.body)).not.toContain(VALUE.token);
    const locked = await makeDeployment(client, provider, { locked_provider_version_id: provider.version });
    expect((await from({ provider_deployment_id: locked.id })).status).toBe(200);
    const inside = await client.post('provider-deployments', {
      provider_id: provider.id,
      provider_config: { provider_config_vault_id: vault },
    });
    expectPlaces(inside, ['provider_config/provider_config_vault_id/region']);
  });

  test('is made with a value that fits and laid over the vault', async () => {
    const { client, provider, vault, next } = await scene(NEEDS_REGION);
    const { id } = await makeConfig(client, provider, { value: { host: 'own.test', region: 'eu' } });
    const moved = await client.patch(`provider-configs/${id}`, {
      provider_config_vault_id: vault,
      value_replace: { region: 'eu' },
    });
    expect([moved.status, moved.body.specification_id]).toEqual([200, next.specification_id]);
    const { body } = await client.post(`provider-configs/${id}/resolve`, {});
    expect(body.value).toEqual({ host: VALUE.host, port: 80, region: 'eu' });
  });

  test('is refused when its specification would show a secret of the vault', async () => {
    const { from } = await scene(SHOWS_TOKEN);
    const refused = await from();
    expectPlaces(refused, ['provider_config_vault_id/token']);
    expect(refused.body.errors[0].code).toBe('kept_secret');
  });

  test('says what is secret by its own specification', async () => {
    const { client, vault, from } = await scene(HIDES_PORT);
    const { body: config } = await from();
    const secretsOf = async (path: string) =>
      (await client.get(path)).body.value_state
        .filter((leaf: { secret: boolean }) => leaf.secret)
        .map((leaf: { path: string }) => leaf.path);
    expect(await secretsOf(`provider-configs/${config.id}`)).toEqual(['/port', '/token']);
    expect(await secretsOf(`provider-config-vaults/${vault}`)).toEqual(['/token']);
    const { body } = await client.post(`provider-configs/${config.id}/resolve`, {});
    expect([body.value, body.hidden.sort()]).toEqual([{ host: VALUE.host }, ['/port', '/token']]);
  });
});

test('an edit of a vault checks each follower against the specification of that follower', async () => {
  const strict = {
    ...SCHEMA,
    properties: { ...SCHEMA.properties, port: { ...SCHEMA.properties.port, maximum: 100 } },
  };
  const { client, provider, vault, from } = await scene(strict);
  const locked = await makeDeployment(client, provider, { locked_provider_version_id: provider.version });
  const old = (await from({ provider_deployment_id: locked.id })).body.id;
  const fresh = (await from()).body.id;
  const at = `provider-config-vaults/${vault}`;
  const refused = await client.patch(at, { value: { port: 101 } });
  expectRefusal(refused, [409, 'conflict']);
  expect(refused.body.dependents.map((it: { id: string }) => it.id)).toEqual([fresh]);
  expect((await client.patch(at, { value: { port: 99 } })).status).toBe(200);
  expect((await client.patch(`${at}?force=true`, { value: { port: 101 } })).status).toBe(200);
  const invalid = async (id: string) => (await client.get(`provider-configs/${id}`)).body.invalid;
  expect([await invalid(old), await invalid(fresh)]).toEqual([false, true]);
});

test('a vault cannot change between the check of a new follower and its commit', async () => {
  const strict = {
    ...SCHEMA,
    properties: { ...SCHEMA.properties, port: { ...SCHEMA.properties.port, maximum: 100 } },
  };
  const { client, vault, from } = await scene(strict);
  const at = `provider-config-vaults/${vault}`;
  const answers = await Promise.all([from(), client.patch(at, { value: { port: 101 } }), from()]);
  const made = [answers[0], answers[2]].filter(({ status }) => status === 200).map(({ body }) => body.id);
  for (const id of made) {
    const { body } = await client.post(`provider-configs/${id}/resolve`, {});
    expect(body.value.port).toBe(80);
  }
  expect(answers.map(({ status }) => status).every((status) => [200, 400, 409].includes(status))).toBe(true);
});

test('the schema and resolve name the specification and the version that count', async () => {
  const { client, provider, next } = await scene(OPTIONAL);
  const locked = await makeDeployment(client, provider, { locked_provider_version_id: provider.version });
  const old = await makeConfig(client, provider, { provider_deployment_id: locked.id });
  const fresh = await makeConfig(client, provider);
  const counts = async (id: string) => {
    const [schema, resolved] = [
      await client.get(`provider-config-schema?provider_config_id=${id}`),
      await client.post(`provider-configs/${id}/resolve`, {}),
    ];
    const of = ({ specification_id, provider_version }: Record<string, unknown>) => [
      specification_id,
      provider_version,
    ];
    expect(of(schema.body)).toEqual(of(resolved.body));
    return of(resolved.body);
  };
  const first = [provider.specification, { id: provider.version, version: '1' }];
  expect(await counts(old.id)).toEqual(first);
  expect(await counts(fresh.id)).toEqual([next.specification_id, { id: next.id, version: '2' }]);
  // The deployment moves on, and the config stays
  await client.patch(`provider-deployments/${locked.id}`, { locked_provider_version_id: null });
  expect(await counts(old.id)).toEqual(first);
  // Of several versions with one specification, the locked one counts
  const { body } = await client.get(`provider-specifications/${provider.specification}`);
  const again = await client.create('provider-versions', {
    provider_id: provider.id,
    version: '3',
    config_schema: body.config_schema,
  });
  expect(await counts(old.id)).toEqual([provider.specification, { id: again.id, version: '3' }]);
  await client.patch(`provider-deployments/${locked.id}`, { locked_provider_version_id: provider.version });
  expect(await counts(old.id)).toEqual(first);
});
