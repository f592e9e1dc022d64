import { describe, expect, test } from 'vitest';
import { startHarness } from '../support/harness.ts';
import { makeDeployment, makeProvider, NOTHING, uniqueName } from '../support/rules-kit.ts';

const harness = await startHarness();

/** Names of 255 characters: letters, and characters of two UTF-16 units behind one of one. */
const LONG = { letters: 'n'.repeat(255), 'surrogate pairs': `n${'💩'.repeat(254)}` };

const lengthOf = (text: string): number => [...text].length;

describe.each(Object.entries(LONG))('a name that Berth makes of a name of 255 %s', (_kind, long) => {
  test('is that of a default config, and can be sent back', async () => {
    const client = await harness.newInstance();
    const provider = await makeProvider(client, { config_schema: NOTHING });
    const { default_config } = (await makeDeployment(client, provider, { name: long })) as {
      default_config?: { id: string };
    };
    expect(default_config?.id).toBeDefined();
    const at = `provider-configs/${default_config?.id}`;
    const { body } = await client.get(at);
    expect([lengthOf(body.name), body.name]).toEqual([
      255,
      `Default Config for ${[...long].slice(0, 236).join('')}`,
    ]);
    expect(await client.patch(at, body)).toMatchObject({ status: 200, body: { name: body.name } });
  });

  test('is that of a version, which keeps its number, and can be sent back', async () => {
    const client = await harness.newInstance();
    const number = '1'.repeat(100);
    const provider = await client.create('providers', {
      slug: uniqueName('p-'),
      name: long,
      version: { version: number, config_schema: NOTHING },
    });
    const { id } = (await client.get(`providers/${provider.id}`)).body.current_version;
    const { body } = await client.get(`provider-versions/${id}`);
    expect(body.name).toBe(`${[...long].slice(0, 154).join('')} ${number}`);
    expect(await client.patch(`provider-versions/${id}`, body)).toMatchObject({
      status: 200,
      body: { name: body.name },
    });
    const specification = (await client.get(`provider-specifications/${body.specification_id}`)).body;
    expect([lengthOf(specification.name), specification.name.endsWith(' specification')]).toEqual([
      255,
      true,
    ]);
  });

  test('is that of the deployment and the config that a credential makes', async () => {
    const client = await harness.newInstance();
    const provider = await makeProvider(client, { config_schema: NOTHING });
    await client.patch(`providers/${provider.id}`, { name: long });
    const config = await client.create('provider-configs', { provider_id: provider.id, value: {} });
    const actor = await client.create('identity-actors', { type: 'person', name: 'A' });
    const identity = await client.create('identities', { actor_id: actor.id, name: 'I' });
    const credential = await client.create('identity-credentials', {
      identity_id: identity.id,
      config_id: config.id,
    });
    const at = `provider-deployments/${credential.deployment_id}`;
    const { body } = await client.get(at);
    expect(body.name).toBe(`Default Deployment for ${[...long].slice(0, 232).join('')}`);
    expect(await client.patch(at, body)).toMatchObject({ status: 200, body: { name: body.name } });
    const made = (await client.get(`provider-configs/${body.default_config.id}`)).body;
    expect(await client.patch(`provider-configs/${made.id}`, made)).toMatchObject({ status: 200 });
  });
});

test('a name that Berth makes leaves out the characters of an earlier release that none may have', async () => {
  const client = await harness.newInstance();
  const provider = await makeProvider(client, { config_schema: NOTHING });
  const rename = (name: string) =>
    harness.database.query(`update providers set name = '${name}' where id = '${provider.id}'`);
  for (const [name, shown] of [
    ['A\u202ecme', 'Acme 2'],
    ['\u001b\u202e', '3'],
  ] as const) {
    await rename(name);
    const version = shown.slice(-1);
    const made = await client.create('provider-versions', {
      provider_id: provider.id,
      version,
      config_schema: NOTHING,
    });
    expect(made.name).toBe(shown);
  }
});
