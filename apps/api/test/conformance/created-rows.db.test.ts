import { describe, expect, test } from 'vitest';
import { addRow, eachResource, makeScene } from '../support/conformance-kit.ts';
import { type Client, startHarness } from '../support/harness.ts';
import { makeDeployment, makeProvider, makeVault, publish, uniqueName, VALUE } from '../support/rules-kit.ts';
import { verbOf } from '../support/verbs.ts';

/** Some creates are answered with a row that was not read from the database. It must be the row that is read later. */

const harness = await startHarness();

/** Expects each member that a get shows in the answer of a create, but for those that only that answer shows whole. */
async function expectAsRead(
  client: Client,
  path: string,
  made: { id: string },
  once: readonly string[] = [],
): Promise<void> {
  const { status, body } = await client.get(`${path}/${made.id}`);
  expect(status).toBe(200);
  const shown = Object.entries(body).filter(([name]) => !once.includes(name));
  expect(made).toMatchObject(Object.fromEntries(shown));
}

const created = eachResource.filter(([, resource]) => verbOf(resource, 'create'));

describe.each(created)('%s', (path, resource) => {
  test('a create is answered with the row as a get shows it', async () => {
    const scene = await makeScene(harness, resource, 0);
    const { client } = scene;
    const once = ['value', ...Object.keys(verbOf(resource, 'create')?.once?.properties ?? {})];
    const made: { id: string }[] = [];
    const create: Client['create'] = async (to, body) => {
      const answer = await client.create(to, body);
      if (to !== path) return answer;
      made.push(answer);
      await expectAsRead(client, path, answer, once);
      return answer;
    };
    scene.client = { ...client, create };
    await addRow(scene);
    expect(made.length).toBeGreaterThan(0);
  });
});

const described = {
  name: ' A name ',
  description: 'About it',
  metadata: { b: { c: [1, null] }, 1: 'a', a: 2 },
};

describe('a row of any parts', () => {
  test('of a config is answered as a get shows it', async () => {
    const client = await harness.newInstance();
    const provider = await makeProvider(client);
    const before = provider.version;
    await publish(client, provider, '2');
    const deployment = await makeDeployment(client, provider, { name: 'Place', metadata: { a: 1 } });
    const locked = await makeDeployment(client, provider, { locked_provider_version_id: before });
    const vault = await makeVault(client, provider, { provider_deployment_id: locked.id });
    const value = { value: VALUE };
    const bodies = [
      value,
      { value: { host: 'api.test' } },
      { ...value, ...described, handle: uniqueName('handle'), enabled: false },
      { ...value, name: null, handle: null, tool_filters: { type: 'tool_keys', keys: ['a'] } },
      { ...value, provider_deployment_id: deployment.id },
      { ...value, provider_deployment_id: locked.id },
      { provider_config_vault_id: vault.id },
    ];
    for (const body of bodies) {
      const made = await client.create('provider-configs', { provider_id: provider.id, ...body });
      await expectAsRead(client, 'provider-configs', made);
    }
  });

  test('of a vault is answered as a get shows it', async () => {
    const client = await harness.newInstance();
    const provider = await makeProvider(client);
    const deployment = await makeDeployment(client, provider, { name: 'Place' });
    for (const more of [{}, { ...described }, { provider_deployment_id: deployment.id }]) {
      const vault = await makeVault(client, provider, more);
      await expectAsRead(client, 'provider-config-vaults', vault);
    }
  });

  test('the event of a create tells what a get shows', async () => {
    const client = await harness.newInstance();
    const provider = await makeProvider(client);
    const { body: made } = await client.post('provider-configs', {
      provider_id: provider.id,
      value: VALUE,
      ...described,
    });
    const { body } = await client.get(`audit-events?resource_id=${made.id}`);
    const { body: read } = await client.get(`provider-configs/${made.id}`);
    const { value_state: told, ...after } = body.items[0].after;
    expect(read).toMatchObject(after);
    expect(told).toEqual(read.value_state.map(expectedLeaf));
    expect(Object.keys(after)).toEqual(
      expect.arrayContaining(['name', 'metadata', 'provider_id', 'revision']),
    );
  });
});

const expectedLeaf = ({ path, digest, digest_reason }: Record<string, unknown>) =>
  digest === null ? { path, digest, digest_reason } : { path, digest };
