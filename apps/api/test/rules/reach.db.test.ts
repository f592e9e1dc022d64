import { registry } from '@berth/domain';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Client, startHarness } from '../support/harness.ts';
import { makeKey } from '../support/keys-kit.ts';
import { makeAlias } from '../support/models-kit.ts';
import { keyReaching, makeReachWorld, type ReachWorld } from '../support/reach-kit.ts';
import { expectPlaces, expectRefusal, VALUE } from '../support/rules-kit.ts';

const harness = await startHarness();
let world: ReachWorld;
beforeAll(async () => {
  world = await makeReachWorld(harness);
}, 60_000);

const post = (body: object) => world.client.post('api-keys', { name: 'Key', scopes: ['resolver'], ...body });
const reaching = (reach: object): Promise<Client> => keyReaching(harness, world.client, reach);
const NOT_IN_REACH = 'would be outside the reach of this key.';

describe('the reach of a key', () => {
  test('is shown as it is stored: slugs and handles of single rows as ids, every part present', async () => {
    const [half] = world.halves;
    const { status, body } = await post({
      reach: { providers: ['half-a', half.provider], configs: ['a-plain'], handles: ['team-*'] },
    });
    expect(status).toBe(200);
    expect(body.reach).toEqual({
      providers: [half.provider],
      deployments: [],
      configs: [half.configs[0]],
      handles: ['team-*'],
    });
    expect((await world.client.get(`api-keys/${body.id}`)).body.reach).toEqual(body.reach);
  });

  test('is null for a key that is made without one', async () => {
    expect((await post({})).body.reach).toBeNull();
    expect((await post({ reach: null })).body.reach).toBeNull();
  });

  test('names at least one row, and only rows that are there', async () => {
    expectPlaces(await post({ reach: {} }), ['reach']);
    expectPlaces(await post({ reach: { handles: [] } }), ['reach']);
    expectPlaces(await post({ reach: { providers: ['nobody'], deployments: ['pde_1'], configs: ['x'] } }), [
      'reach/providers/0',
      'reach/deployments/0',
      'reach/configs/0',
    ]);
    expectPlaces(await post({ reach: { handles: ['  '] } }), ['reach/handles/0']);
  });

  test('names no row of another instance', async () => {
    const other = await makeReachWorld(harness);
    const [half] = other.halves;
    expectPlaces(await post({ reach: { providers: [half.provider], configs: [half.configs[0]] } }), [
      'reach/providers/0',
      'reach/configs/0',
    ]);
  });

  test.each([
    'api-keys:read',
    'api-keys:write',
    'instances:read',
    'instance:read',
    'audit-events:read',
    'jobs:read',
    'encryption:write',
    'admin',
    'auditor',
  ])('does not go with %s, which is beyond configuration and catalogue', async (scope) => {
    const reach = { handles: ['a-*'] };
    const refused = await harness.bootstrap.post('api-keys', {
      name: 'Key',
      scopes: ['provider-configs:read', scope],
      reach,
    });
    expectPlaces(refused, ['scopes/1']);
    const { body } = await harness.bootstrap.post('api-keys', { name: 'Key', scopes: [scope] });
    expectPlaces(await harness.bootstrap.patch(`api-keys/${body.id}`, { reach }), ['scopes/0']);
  });

  test.each(['editor', 'operator', 'reader', 'resolver', 'ai.manage'])(
    'narrows the role %s to configuration and catalogue',
    async (role) => {
      const key = await makeKey(harness, world.client, [role], { reach: { handles: ['a-*'] } });
      const held = (await harness.contextOf(key)).scopes;
      expect([...held].filter((scope) => !registry.scopes.reachable.has(scope))).toEqual([]);
      expect(held.has('provider-configs:read')).toBe(true);
      for (const path of ['api-keys', 'audit-events', 'jobs', 'instances']) {
        expect((await key.get(path)).status, path).toBe(403);
      }
      expectRefusal(await key.post('api-keys', { name: 'K', scopes: ['reader'] }), [403, 'forbidden']);
    },
  );

  test('can be changed and removed by a key that holds what the key then holds', async () => {
    const key = await makeKey(harness, world.client, ['reader'], { reach: { configs: ['a-plain'] } });
    const [first, second] = [world.halves[0].configs[0], world.halves[1].configs[0]];
    const change = (reach: object | null, by: Client = world.client) =>
      by.patch(`api-keys/${key.id}`, { reach });
    expect((await key.get(`provider-configs/${second}`)).status).toBe(404);
    expect((await change({ handles: ['b-*'] })).status).toBe(200);
    expect((await key.get(`provider-configs/${second}`)).status).toBe(200);
    expect((await key.get(`provider-configs/${first}`)).status).toBe(404);
    const narrow = await makeKey(harness, world.client, ['api-keys:write', ...registry.scopes.reachable]);
    expectRefusal(await change(null, narrow), [403, 'forbidden']);
    expect((await change(null)).status).toBe(200);
    expect((await key.get(`provider-configs/${first}`)).status).toBe(200);
  });

  test('is neither given by a key to itself nor taken by a bootstrap key', async () => {
    const reach = { handles: ['a-*'] };
    const own = await makeKey(harness, world.client, [
      'provider-configs:read',
      'api-keys:write',
      'api-keys:read',
    ]);
    expectPlaces(await own.patch(`api-keys/${own.id}`, { reach }), ['scopes/1', 'scopes/2']);
    const { actor } = await harness.contextOf(harness.bootstrap);
    expectRefusal(await harness.bootstrap.patch(`api-keys/${actor.keyId}`, { reach }), [409, 'conflict']);
  });

  test('narrows a publishable key too', async () => {
    const { body } = await world.client.post('api-keys', {
      name: 'Page',
      type: 'publishable',
      reach: { providers: ['half-a'] },
    });
    const page = harness.as(String(body.secret));
    expect((await page.get('providers')).body.items.map(({ slug }: { slug: string }) => slug)).toEqual([
      'half-a',
    ]);
  });
});

describe('the key of a service that reaches one config', () => {
  test('resolves it by its handle in one request, from its own value and from a vault outside', async () => {
    for (const handle of ['a-plain', 'a-followed']) {
      const key = await makeKey(harness, world.client, ['resolver'], { reach: { configs: [handle] } });
      const { status, body } = await key.post(`provider-configs/${handle}/resolve`, { reason: 'start' });
      expect([status, body.value], handle).toEqual([200, VALUE]);
      expectRefusal(await key.post('provider-configs/b-plain/resolve', {}), [404, 'not_found']);
    }
    const key = await reaching({ configs: ['a-followed'] });
    const [vault] = world.halves[0].vaults;
    expect((await key.get(`provider-config-vaults/${vault}`)).status).toBe(404);
    expect((await key.get('provider-configs/a-followed')).body.from_vault).toBeNull();
    const pinned = await key.patch('provider-configs/a-followed', { vault_revision: 1, name: 'Pinned' });
    expect([pinned.status, pinned.body.vault_revision]).toEqual([200, 1]);
    expect((await key.patch('provider-configs/a-followed', { vault_revision: null })).status).toBe(200);
  });

  test('archives it and makes it live again, though all that it hangs on is outside', async () => {
    const key = await reaching({ handles: ['a-bound'] });
    const id = world.halves[0].configs[1];
    expect((await key.delete(`provider-configs/${id}`)).status).toBe(200);
    expect((await key.post(`provider-configs/${id}/unarchive`, {})).status).toBe(200);
  });

  test('does not follow the handle to another config when the reach names the id', async () => {
    const named = await world.client.create('provider-configs', {
      provider_id: world.halves[0].provider,
      value: VALUE,
      handle: 'moving',
    });
    const byId = await reaching({ configs: ['moving'] });
    const byHandle = await reaching({ handles: ['moving'] });
    await world.client.patch(`provider-configs/${named.id}`, { handle: 'moved' });
    expect((await byId.get('provider-configs/moved')).status).toBe(200);
    expect((await byHandle.get('provider-configs/moved')).status).toBe(404);
  });
});

describe('a key with a reach cannot', () => {
  test('make a row outside', async () => {
    const [half, other] = world.halves;
    const key = await reaching({ handles: ['new-*'], providers: [half.provider] });
    const config = (more: object) => key.post('provider-configs', { value: VALUE, ...more });
    expectRefusal(await config({ provider_id: other.provider, handle: 'new-1' }), [404, 'not_found']);
    expectRefusal(await config({ provider_id: other.slug, handle: 'new-1' }), [404, 'not_found']);
    expect((await config({ provider_id: half.slug, handle: 'new-1' })).status).toBe(200);
    const version = { version: '1', config_schema: {} };
    const made = await key.post('providers', { slug: 'third', name: 'Third', version });
    expectRefusal(made, [403, 'forbidden']);
    expect(made.body.message).toContain(NOT_IN_REACH);
    const onDeployment = await reaching({ deployments: [half.deployments[0]] });
    const place = (more: object) =>
      onDeployment.post('provider-configs', { provider_id: half.provider, value: VALUE, ...more });
    expect((await place({ provider_deployment_id: half.deployments[0] })).status).toBe(200);
    expectRefusal(await place({ provider_deployment_id: half.deployments[1] }), [404, 'not_found']);
    expectRefusal(await place({}), [404, 'not_found']);
    const elsewhere = { provider_id: other.provider, provider_deployment_id: half.deployments[0] };
    expectRefusal(await place(elsewhere), [404, 'not_found']);
  });

  test('bind a row to one outside', async () => {
    const [half, other] = world.halves;
    const key = await reaching({ deployments: [half.deployments[0]] });
    const made = await key.post('provider-configs', {
      provider_id: half.provider,
      provider_deployment_id: half.deployments[0],
      provider_config_vault_id: half.vaults[0],
    });
    expectRefusal(made, [404, 'not_found'], 'provider.config_vault');
    const auth = (more: object) =>
      key.post('provider-auth-configs', { value: {}, provider_deployment_id: half.deployments[0], ...more });
    expect((await auth({ provider_auth_method_id: half.method })).status).toBe(200);
    expectRefusal(await auth({ provider_auth_method_id: other.method }), [404, 'not_found']);
    const alias = {
      references_id: other.models[0],
      name: 'Alias',
      provider_deployment_id: half.deployments[0],
    };
    expectRefusal(await key.post('models', alias), [404, 'not_found'], 'model');
  });

  test('move a row out, or another one in', async () => {
    const key = await reaching({ handles: ['a-plain', 'b-*'] });
    const [half] = world.halves;
    const moved = await key.patch('provider-configs/a-plain', { handle: 'free' });
    expectRefusal(moved, [403, 'forbidden']);
    expect(moved.body.message).toContain(NOT_IN_REACH);
    expect((await world.client.get('provider-configs/a-plain')).status).toBe(200);
    expectRefusal(await key.patch(`provider-configs/${half.configs[1]}`, { handle: 'b-new' }), [
      404,
      'not_found',
    ]);
    expect((await key.patch('provider-configs/a-plain', { handle: 'b-renamed' })).status).toBe(200);
    await world.client.patch('provider-configs/b-renamed', { handle: 'a-plain' });
  });

  test('do in a dry run what it cannot do', async () => {
    const key = await reaching({ handles: ['a-plain'] });
    const dry = await key.patch('provider-configs/a-plain?dry_run=true', { handle: 'free' });
    expectRefusal(dry, [403, 'forbidden']);
    const foreign = await key.patch('provider-configs/b-plain?dry_run=true', { name: 'X' });
    expectRefusal(foreign, [404, 'not_found']);
  });

  test('learn from a refusal which row outside has a name, or uses a row', async () => {
    const [half, other] = world.halves;
    const key = await reaching({ providers: [half.provider], handles: ['b-followed'] });
    const taken = await key.patch('provider-configs/a-plain', { handle: 'b-plain' });
    expectRefusal(taken, [409, 'conflict']);
    expect(JSON.stringify(taken.body)).not.toContain(other.configs[0]);
    const known = await key.patch('provider-configs/a-plain', { handle: 'b-followed' });
    expect(known.body.id).toBe(other.configs[2]);
    const alias = await makeAlias(
      world.client,
      { id: String(half.models[0]) },
      { provider_deployment_id: other.deployments[0] },
    );
    for (const force of ['', '?force=true']) {
      const used = await key.delete(`models/${half.models[0]}${force}`);
      expectRefusal(used, [409, 'conflict']);
      expect(used.body.dependents ?? []).toEqual([]);
    }
    expect((await world.client.get(`models/${alias.id}`)).body.status).toBe('active');
    const slug = await key.patch(`models/${half.models[0]}`, { slug: alias.slug });
    expectRefusal(slug, [409, 'conflict']);
    expect(JSON.stringify(slug.body)).not.toContain(alias.id);
  });

  test('learn whether a config outside has a handle', async () => {
    const key = await reaching({ handles: ['a-*'] });
    const refusals = (handle: string) => [
      key.post(`provider-configs/${handle}/resolve`, {}),
      key.post(`provider-configs/${handle}/resolve`, { reason: 'guess' }),
      key.post(`provider-configs/${handle}/test`, {}),
      key.patch(`provider-configs/${handle}`, { name: 'X' }),
      key.get(`provider-config-schema?provider_config_id=${handle}`),
    ];
    const told = async (handle: string) =>
      (await Promise.all(refusals(handle))).map(({ status, body: { code, id, message } }) => ({
        status,
        code,
        id: String(id).replace(handle, '…'),
        message: String(message).replace(handle, '…'),
      }));
    expect(await told('b-plain')).toEqual(await told('nobody'));
  });

  test('filter by rows outside', async () => {
    const [half] = world.halves;
    const key = await reaching({ configs: [half.configs[0]] });
    const count = async (query: string) => (await key.get(`provider-configs?${query}`)).body.items.length;
    expect(await count('')).toBe(1);
    expect(await count(`available_for_provider_deployment_id=${half.deployments[0]}`)).toBe(0);
    expect(await count('provider_id=half-a')).toBe(0);
    expect(await count('handle=a-bound')).toBe(0);
    expect(await count('id=a-bound')).toBe(0);
    expect(await count('search=b-')).toBe(0);
    expect(await count('search=a-plain')).toBe(1);
  });

  test('read the schema of what is outside', async () => {
    const [half] = world.halves;
    const key = await reaching({ configs: [half.configs[0]] });
    const ask = (query: string) => key.get(`provider-config-schema?${query}`);
    expect((await ask(`provider_config_id=${half.configs[0]}`)).status).toBe(200);
    for (const query of [
      `provider_config_id=${half.configs[1]}`,
      `provider_deployment_id=${half.deployments[0]}`,
      'provider_id=half-a',
    ]) {
      expectRefusal(await ask(query), [404, 'not_found']);
    }
  });

  test('have an answer of its earlier reach repeated', async () => {
    const key = await makeKey(harness, world.client, ['editor'], { reach: { providers: ['half-a'] } });
    const send = () =>
      key.request(
        'POST',
        'provider-configs',
        { provider_id: 'half-a', value: VALUE },
        {
          'idempotency-key': 'one',
        },
      );
    expect((await send()).status).toBe(200);
    await world.client.patch(`api-keys/${key.id}`, { reach: { providers: ['half-b'] } });
    expect((await send()).status).not.toBe(200);
  });
});
