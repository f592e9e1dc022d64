import { describe, expect, test } from 'vitest';
import { type Client, startHarness } from '../support/harness.ts';
import { makeKey } from '../support/keys-kit.ts';
import {
  archive,
  dump,
  expectPlaces,
  expectRefusal,
  formsOf,
  type Made,
  makeDeployment,
  makeProvider,
  withoutState,
} from '../support/rules-kit.ts';

const harness = await startHarness();

const SECRET = 'auth-key-2f1c9d';
const VALUE = { api_key: SECRET };
const KEY_METHOD = {
  key: 'api_key',
  type: 'token',
  name: 'API key',
  input_schema: {
    type: 'object',
    required: ['api_key'],
    additionalProperties: false,
    properties: { api_key: { type: 'string', minLength: 8 }, account: { type: 'string' } },
  },
};
const OAUTH_METHOD = { key: 'oauth', type: 'oauth', name: 'OAuth', scopes: ['read'] };

/** Makes a provider with two auth methods and returns their ids. */
async function start(client?: Client) {
  const own = client ?? (await harness.newInstance());
  const provider = await makeProvider(own, { auth_methods: [KEY_METHOD, OAUTH_METHOD] });
  const { body } = await own.get(`provider-specifications/${provider.specification}`);
  const ids = Object.fromEntries(
    body.auth_methods.map((method: { key: string; id: string }) => [method.key, method.id]),
  );
  const make = (more = {}) =>
    own.create('provider-auth-configs', { provider_auth_method_id: ids.api_key, value: VALUE, ...more });
  return { client: own, provider, ids, make };
}

describe('an auth config', () => {
  test('takes its provider and type from the method, and never shows the value', async () => {
    const { client, provider, ids, make } = await start();
    const deployment = await makeDeployment(client, provider, { name: 'Production' });
    const made = await make({ provider_deployment_id: deployment.id, name: ' Key ', metadata: { a: 1 } });
    expect(made).toMatchObject({
      object: 'provider.auth_config',
      type: 'manual',
      source: 'manual',
      status: 'active',
      name: 'Key',
      metadata: { a: 1 },
      provider_id: provider.id,
      deployment: { id: deployment.id, name: 'Production' },
      credentials: null,
      auth_method: { id: ids.api_key, key: 'api_key', provider_id: provider.id },
      revision: 1,
    });
    const oauth = await make({ provider_auth_method_id: ids.oauth, value: { access_token: SECRET } });
    expect(oauth.type).toBe('oauth_manual');
    const answers = [made, oauth, (await client.get('provider-auth-configs')).body];
    expect(JSON.stringify(answers)).not.toContain(SECRET);
    expect((await client.get('provider-auth-configs')).body.items).toEqual(
      [made, oauth].map((row) => withoutState(row)),
    );
  });

  test('stores every leaf of its value encrypted as a secret, whatever the schema says', async () => {
    const { client, make } = await start();
    const { id, value_state } = await make({ value: { ...VALUE, account: 'account-77aa' } });
    expect(value_state).toMatchObject([
      { path: '/account', secret: true, set: true },
      { path: '/api_key', secret: true, set: true },
    ]);
    await client.patch(`provider-auth-configs/${id}`, { value: { api_key: `${SECRET}-second` } });
    const stored = await dump(harness);
    for (const text of [SECRET, 'account-77aa']) {
      for (const form of formsOf(text)) expect(stored).not.toContain(form);
    }
    expect(harness.logged.join('\n')).not.toContain(SECRET);
  });

  test('refuses a value that does not fit the input schema of the method, with the place of each problem', async () => {
    const { client, ids } = await start();
    const create = (value: object, provider_auth_method_id = ids.api_key) =>
      client.post('provider-auth-configs', { provider_auth_method_id, value });
    expectPlaces(await create({}), ['value/api_key']);
    expectPlaces(await create({ api_key: 1 }), ['value/api_key']);
    expectPlaces(await create({ ...VALUE, other: SECRET }), ['value/other']);
    const masked = await create({ api_key: '********' });
    expectPlaces(masked, ['value/api_key']);
    const long = await create({ api_key: SECRET.slice(0, 3) });
    expect(JSON.stringify(long.body)).not.toContain(SECRET.slice(0, 3));
    // A method without a schema takes any object.
    expect((await create({ anything: { goes: true } }, ids.oauth)).status).toBe(200);
  });

  test('refuses a method or a deployment that is missing, archived, or of another provider', async () => {
    const { client, provider, ids } = await start();
    const { provider: other, ids: theirs } = await start(client);
    const foreign = await start();
    const create = (more: object) =>
      client.post('provider-auth-configs', { provider_auth_method_id: ids.api_key, value: VALUE, ...more });
    expectRefusal(
      await create({ provider_auth_method_id: foreign.ids.api_key }),
      [404, 'not_found'],
      'provider.capabilities.auth_method',
    );
    expectRefusal(
      await create({ provider_deployment_id: 'pde_nothing' }),
      [404, 'not_found'],
      'provider.deployment',
    );
    const elsewhere = await makeDeployment(client, other);
    expectRefusal(await create({ provider_deployment_id: elsewhere.id }), [400, 'provider_mismatch']);
    const gone = await makeDeployment(client, provider);
    await archive(client, `provider-deployments/${gone.id}`);
    expectRefusal(await create({ provider_deployment_id: gone.id }), [400, 'use_after_delete']);
    await archive(client, `providers/${other.id}?force=true`);
    expectRefusal(await create({ provider_auth_method_id: theirs.api_key }), [400, 'use_after_delete']);
  });

  test('merges a patch, replaces by a replacement, adds a revision for each, and is edited only at the revision named', async () => {
    const { client, make } = await start();
    const { id } = await make();
    const patch = (body: object) => client.patch(`provider-auth-configs/${id}`, body);
    const merged = await patch({ value: { account: 'acme' }, name: 'Named' });
    expect(merged.body).toMatchObject({ revision: 2, name: 'Named' });
    expect(merged.body.value_state.map((leaf: { path: string }) => leaf.path)).toEqual([
      '/account',
      '/api_key',
    ]);
    expectRefusal(await patch({ value: {}, if_revision: 1 }), [409, 'conflict']);
    const replaced = await patch({ value_replace: { api_key: 'another-key' }, if_revision: 2 });
    expect(replaced.body.value_state).toMatchObject([{ path: '/api_key', revision: 3 }]);
    expectPlaces(await patch({ value: { api_key: null } }), ['value/api_key']);
    const { body } = await client.get(`provider-auth-configs/${id}/revisions`);
    expect(body.items.map((item: { revision: number }) => item.revision)).toEqual([1, 2, 3]);
    const restored = await client.post(`provider-auth-configs/${id}/revisions/1/restore`, {});
    expect(restored.body.revision).toBe(4);
    expectRefusal(await client.post(`provider-auth-configs/${id}/revisions/4/destroy`, {}), [
      409,
      'conflict',
    ]);
    expect((await client.post(`provider-auth-configs/${id}/revisions/1/destroy`, {})).status).toBe(200);
  });

  test('is not changed or listed once archived', async () => {
    const { client, make } = await start();
    const { id } = await make();
    await archive(client, `provider-auth-configs/${id}`);
    for (const body of [{ name: 'Late' }, { value: { account: 'late' } }]) {
      expectRefusal(await client.patch(`provider-auth-configs/${id}`, body), [410, 'gone']);
    }
    expectRefusal(await client.delete(`provider-auth-configs/${id}`), [410, 'gone']);
    expect((await client.get('provider-auth-configs')).body.items).toEqual([]);
  });

  test('appears in the audit trail with pointers and digests, never with its value', async () => {
    const { client, make } = await start();
    const { id } = await make();
    await client.patch(`provider-auth-configs/${id}`, { value: { api_key: 'rotated-key-1' } });
    await client.delete(`provider-auth-configs/${id}`);
    const { body } = await client.get(`audit-events?resource_id=${id}`);
    expect(body.items.map((event: { action: string }) => event.action)).toEqual([
      'provider-auth-configs.create',
      'provider-auth-configs.update',
      'provider-auth-configs.archive',
    ]);
    expect(body.items[1].after.value_state).toMatchObject([{ path: '/api_key' }]);
    expect(JSON.stringify(body)).not.toContain('rotated-key-1');
  });
});

describe('the default auth config of a deployment', () => {
  const isDefault = async (client: Client, id: string) =>
    (await client.get(`provider-auth-configs/${id}`)).body.is_default;

  test('is the first one made for it, and the next one once that is archived', async () => {
    const { client, provider, make } = await start();
    const { id: provider_deployment_id } = await makeDeployment(client, provider);
    const first = await make({ provider_deployment_id });
    const second = await make({ provider_deployment_id });
    expect([first.is_default, second.is_default, (await make()).is_default]).toEqual([true, false, false]);
    await archive(client, `provider-auth-configs/${first.id}`);
    expect(await isDefault(client, first.id)).toBe(false);
    expect((await make({ provider_deployment_id })).is_default).toBe(true);
  });

  test('is exactly one of many that are made at once', async () => {
    const { client, provider, make } = await start();
    const { id: provider_deployment_id } = await makeDeployment(client, provider);
    const made = await Promise.all(Array.from({ length: 6 }, () => make({ provider_deployment_id })));
    expect(made.filter((row) => row.is_default)).toHaveLength(1);
  });

  test('is another one after a PATCH, or none, and the deployment authenticates with that', async () => {
    const { client, provider, make } = await start();
    const { id: provider_deployment_id } = await makeDeployment(client, provider);
    const first = `provider-auth-configs/${(await make({ provider_deployment_id, name: 'First' })).id}`;
    const second = `provider-auth-configs/${(await make({ provider_deployment_id })).id}`;
    const flags = async () =>
      Promise.all([first, second].map(async (path) => (await client.get(path)).body.is_default));
    const dry = await client.patch(`${second}?dry_run=true`, { is_default: true });
    expect(dry.body).toMatchObject({
      is_default: true,
      dependents: [{ object: 'provider.auth_config', name: 'First' }],
    });
    expect(await flags()).toEqual([true, false]);
    expect((await client.patch(second, { is_default: true })).body.row_version).toBe(2);
    expect((await client.patch(second, { is_default: true })).body.row_version).toBe(2);
    expect(await flags()).toEqual([false, true]);
    await archive(client, second);
    expect(await flags()).toEqual([false, false]);
    expect((await client.patch(first, { is_default: true })).body.is_default).toBe(true);
    expect((await client.patch(first, { is_default: false })).body.is_default).toBe(false);
    expect((await make({ provider_deployment_id })).is_default).toBe(true);
  });

  test('is chosen among those of a deployment, of a managed one by administrators', async () => {
    const { client, provider, make } = await start();
    const free = await make();
    expectPlaces(await client.patch(`provider-auth-configs/${free.id}`, { is_default: true }), [
      'is_default',
    ]);
    expect((await client.patch(`provider-auth-configs/${free.id}`, { is_default: false })).status).toBe(200);
    const { id: provider_deployment_id } = await makeDeployment(client, provider, { managed: true });
    await make({ provider_deployment_id });
    const second = `provider-auth-configs/${(await make({ provider_deployment_id })).id}`;
    const editor = await makeKey(harness, client, ['editor']);
    expectRefusal(await editor.patch(second, { is_default: true }), [403, 'forbidden']);
    expect((await client.patch(second, { is_default: true })).body.is_default).toBe(true);
  });

  test('takes a whole new value in place of one that was destroyed', async () => {
    const { client, make } = await start();
    const { id } = await make();
    const path = `provider-auth-configs/${id}`;
    await harness.database.query(
      `update value_revisions set ciphertext = null, value_state = null, destroyed_at = now() where owner_id = '${id}' returning 1`,
    );
    expectRefusal(await client.patch(path, { value: { account: 'main' } }), [410, 'gone']);
    const { body } = await client.patch(path, { value_replace: VALUE });
    expect(body).toMatchObject({ revision: 2, value_state: [{ path: '/api_key', set: true, revision: 2 }] });
    expect((await client.patch(path, { value: { account: 'main' } })).body.revision).toBe(3);
  });

  test('is archived with its deployment, whereas another auth config prevents the archiving', async () => {
    const { client, provider, make } = await start();
    const { id: provider_deployment_id } = await makeDeployment(client, provider);
    const first = await make({ provider_deployment_id });
    const second = await make({ provider_deployment_id });
    const refused = await client.delete(`provider-deployments/${provider_deployment_id}`);
    expectRefusal(refused, [409, 'conflict']);
    expect(refused.body.dependents).toMatchObject([{ object: 'provider.auth_config', id: second.id }]);
    await archive(client, `provider-auth-configs/${second.id}`);
    await archive(client, `provider-deployments/${provider_deployment_id}`);
    expect((await client.get(`provider-auth-configs/${first.id}`)).body.status).toBe('archived');
  });
});

test('lists show the auth configs that are available for use, and those for a deployment', async () => {
  const { client, provider, make } = await start();
  const { provider: other, ids: theirs } = await start(client);
  const [mine, second, gone]: Made[] = await Promise.all([
    makeDeployment(client, provider),
    makeDeployment(client, provider),
    makeDeployment(client, provider),
  ]);
  const free = await make();
  const bound = await make({ provider_deployment_id: mine?.id });
  await make({ provider_deployment_id: second?.id });
  const lost = await make({ provider_deployment_id: gone?.id });
  await make({ provider_auth_method_id: theirs.api_key });
  await makeDeployment(client, other);
  await harness.database.query(
    `update provider_deployments set status = 'archived' where id = '${gone?.id}' returning 1`,
  );
  const ids = async (query: string) =>
    (await client.get(`provider-auth-configs?${query}`)).body.items.map(({ id }: { id: string }) => id);
  expect(await ids('available_for_use=false')).toEqual([lost.id]);
  expect(await ids('available_for_use=true')).toHaveLength(4);
  expect(await ids(`available_for_provider_deployment_id=${mine?.id}`)).toEqual([free.id, bound.id]);
  expect(await ids(`available_for_provider_deployment_id=${gone?.id}`)).toEqual([]);
});
