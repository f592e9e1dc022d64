import { describe, expect, test } from 'vitest';
import { type Client, startHarness } from '../support/harness.ts';
import { makeActor, makeAuth, makeIdentity, makePlace } from '../support/identities-kit.ts';
import type { Answer } from '../support/json-http.ts';
import { makeKey } from '../support/keys-kit.ts';
import {
  archive,
  expectRefusal,
  makeConfig,
  makeDeployment,
  makeProvider,
  NOTHING,
} from '../support/rules-kit.ts';

/** Writes that reach rows of another kind: their scopes, the dry run, and the events of those rows. */

const harness = await startHarness();

const DEPLOYMENTS = 'provider-deployments:write';
const CONFIGS = 'provider-configs:write';
const AUTH = 'provider-auth-configs:write';
const IMPORTS = 'provider-auth-config-imports:write';
const IDENTITIES = 'identities:write';
const CREDENTIALS = 'identity-credentials:write';

/** A provider with an auth method, a deployment of it with both defaults, and an identity with a credential there. */
async function scene(client: Client) {
  const place = await makePlace(client);
  const { provider } = place;
  const auth = await makeAuth(client, place, 'token-1234');
  const config = (await client.get(`provider-deployments/${place.deployment}`)).body.default_config.id;
  const free = await makeConfig(client, provider, { value: { host: 'free.test' } });
  const actor = await makeActor(client);
  return {
    place,
    provider,
    auth,
    config,
    free,
    actor,
    deployment: `provider-deployments/${place.deployment}`,
  };
}

type Scene = Awaited<ReturnType<typeof scene>>;

const bound = ({ place, free, auth }: Scene) => ({
  credentials: [{ deployment_id: place.deployment, config_id: free.id, auth_config_id: auth }],
});

interface Case {
  /** The scope of the verb, and that of the other rows. */
  scopes: [own: string, other: string];
  /** Makes what the request needs, and the request. */
  request(scene: Scene, client: Client): Promise<[string, string, object?]>;
  /** The actions of the events that the other rows get, and those that are named without one. */
  events: string[];
  named?: string[];
}

const archived = async (client: Client, path: string, query = '') => {
  expect((await client.delete(`${path}${query}`)).status).toBe(200);
  return path;
};

const cases: Record<string, Case> = {
  'a deployment with a config in its body': {
    scopes: [DEPLOYMENTS, CONFIGS],
    events: ['provider-configs.create'],
    request: async ({ provider }) => [
      'POST',
      'provider-deployments',
      { provider_id: provider.id, provider_config: { value: { host: 'evil.test' } } },
    ],
  },
  'a deployment that takes a config as its default': {
    scopes: [DEPLOYMENTS, CONFIGS],
    events: ['provider-configs.update'],
    request: async ({ provider, free }) => [
      'POST',
      'provider-deployments',
      { provider_id: provider.id, provider_config_id: free.id },
    ],
  },
  'a deployment that changes its default config': {
    scopes: [DEPLOYMENTS, CONFIGS],
    events: ['provider-configs.update', 'provider-configs.update'],
    request: async ({ deployment, free }) => ['PATCH', deployment, { provider_config_id: free.id }],
  },
  'a deployment that gives its default config up': {
    scopes: [DEPLOYMENTS, CONFIGS],
    events: ['provider-configs.update'],
    request: async ({ deployment }) => ['PATCH', deployment, { provider_config_id: null }],
  },
  'a deployment that is archived with its default config': {
    scopes: [DEPLOYMENTS, CONFIGS],
    events: ['provider-configs.archive'],
    request: async ({ deployment, auth }, client) => {
      await archive(client, `provider-auth-configs/${auth}`);
      return ['DELETE', deployment];
    },
  },
  'a deployment that is archived and has the default config of nobody': {
    scopes: [DEPLOYMENTS, CONFIGS],
    events: ['provider-configs.update'],
    request: async ({ provider, free }, client) => {
      const { id } = await makeDeployment(client, provider, { provider_config_id: free.id });
      return ['DELETE', `provider-deployments/${id}`];
    },
  },
  'a deployment that is archived with its default auth config': {
    scopes: [DEPLOYMENTS, AUTH],
    events: ['provider-auth-configs.archive'],
    request: async ({ deployment, config }, client) => {
      await archive(client, `provider-configs/${config}`);
      return ['DELETE', deployment];
    },
  },
  'a deployment that comes back with its default config': {
    scopes: [DEPLOYMENTS, CONFIGS],
    events: ['provider-configs.unarchive'],
    request: async ({ deployment, auth }, client) => {
      await archive(client, `provider-auth-configs/${auth}`);
      return ['POST', `${await archived(client, deployment)}/unarchive`, {}];
    },
  },
  'a deployment that comes back with its default auth config': {
    scopes: [DEPLOYMENTS, AUTH],
    events: ['provider-auth-configs.unarchive'],
    request: async ({ deployment, config }, client) => {
      await archive(client, `provider-configs/${config}`);
      return ['POST', `${await archived(client, deployment)}/unarchive`, {}];
    },
  },
  'a deployment that is archived by force and leaves its configs': {
    scopes: [DEPLOYMENTS, CONFIGS],
    events: [],
    named: ['provider.config'],
    request: async ({ provider }, client) => {
      const { id } = await makeDeployment(client, provider);
      await makeConfig(client, provider, { provider_deployment_id: id });
      return ['DELETE', `provider-deployments/${id}?force=true`];
    },
  },
  'an import that makes an auth config': {
    scopes: [IMPORTS, AUTH],
    events: ['provider-auth-configs.create'],
    request: async ({ place }) => [
      'POST',
      'provider-auth-config-imports',
      { provider_auth_method_id: place.method, value: { token: 'token-2' }, note: 'Moves' },
    ],
  },
  'an import that replaces the value of an auth config': {
    scopes: [IMPORTS, AUTH],
    events: ['provider-auth-configs.update'],
    request: async ({ auth }) => [
      'POST',
      'provider-auth-config-imports',
      { provider_auth_config_id: auth, value: { token: 'token-2' }, note: 'Moves' },
    ],
  },
  'an identity with a credential': {
    scopes: [IDENTITIES, CREDENTIALS],
    events: ['identity-credentials.create'],
    request: async (made) => ['POST', 'identities', { actor_id: made.actor, ...bound(made) }],
  },
  'an identity that is archived with its credentials': {
    scopes: [IDENTITIES, CREDENTIALS],
    events: [],
    named: ['identity.credential'],
    request: async (made, client) => [
      'DELETE',
      `identities/${(await makeIdentity(client, made.actor, bound(made))).id}`,
    ],
  },
  'an identity that comes back with its credentials': {
    scopes: [IDENTITIES, CREDENTIALS],
    events: [],
    named: ['identity.credential'],
    request: async (made, client) => {
      const { id } = await makeIdentity(client, made.actor, bound(made));
      return ['POST', `${await archived(client, `identities/${id}`)}/unarchive`, {}];
    },
  },
};

const dry = (path: string) => `${path}${path.includes('?') ? '&' : '?'}dry_run=true`;
const objectsOf = (rows: { object: string }[]) => rows.map(({ object }) => object).sort();

/** The events of rows, each in the order of its chain. */
const eventsOf = async (client: Client, rows: Answer['body'][]) => {
  const found = await Promise.all(
    rows.map(({ id }) => client.get(`audit-events?resource_id=${id}&order=desc&limit=1`)),
  );
  return found.flatMap(({ body }) => body.items);
};

describe.each(Object.entries(cases))('%s', (_, { scopes: [own, other], request, events, named = [] }) => {
  test('takes the scope of both, and changes nothing without', async () => {
    const client = await harness.newInstance();
    const [method, path, body] = await request(await scene(client), client);
    const key = await makeKey(harness, client, ['reader', own]);
    for (const at of [dry(path), path]) {
      const refused = await key.request(method, at, body);
      expectRefusal(refused, [403, 'forbidden']);
      expect(refused.body.message).toContain(other);
    }
    const both = await makeKey(harness, client, ['reader', own, other]);
    expect((await both.request(method, path, body)).status).toBe(200);
  });

  test('names the other rows in a dry run and in its event, and they have events of their own', async () => {
    const client = await harness.newInstance();
    const [method, path, body] = await request(await scene(client), client);
    const asked = await client.request(method, dry(path), body);
    expect(asked.status, JSON.stringify(asked.body)).toBe(200);
    const made = await client.request(method, path, body);
    const { items } = (await client.get(`audit-events?resource_id=${made.body.id}&order=desc&limit=1`)).body;
    const touched = items[0].after.dependents;
    expect(objectsOf(asked.body.dependents)).toEqual(objectsOf(touched));
    const own = await eventsOf(client, touched);
    const written = own.filter(({ request_id }) => request_id === items[0].request_id);
    expect(written.map(({ action }) => action)).toEqual(events);
    const others = touched.filter(
      ({ id }: { id: string }) => !written.some((event) => event.resource_id === id),
    );
    expect(objectsOf(others)).toEqual(named);
  });
});

test('the value of a config that a deployment describes is told by its event, as places and digests', async () => {
  const client = await harness.newInstance();
  const { provider } = await scene(client);
  const value = { host: 'api.test', token: 'a-secret-of-twenty' };
  const { default_config } = await makeDeployment(client, provider, { provider_config: { value } });
  const { items } = (await client.get(`audit-events?resource_id=${default_config.id}`)).body;
  expect(items).toMatchObject([{ action: 'provider-configs.create' }]);
  const paths = items[0].after.value_state.map(({ path }: { path: string }) => path);
  expect(paths.sort()).toEqual(['/host', '/token']);
  expect(JSON.stringify(items)).not.toContain(value.token);
});

describe('the empty config that Berth makes for a deployment', () => {
  test('comes and goes with it, without the scope to write configs, and is named and recorded', async () => {
    const client = await harness.newInstance();
    const provider = await makeProvider(client, { config_schema: NOTHING });
    const key = await makeKey(harness, client, ['reader', DEPLOYMENTS]);
    const body = { provider_id: provider.id };
    const { dependents } = (await key.post('provider-deployments?dry_run=true', body)).body;
    expect(dependents).toMatchObject([{ object: 'provider.config', name: 'Default Config' }]);
    const made = await key.create('provider-deployments', body);
    const { default_config } = (await client.get(`provider-deployments/${made.id}`)).body;
    expect((await key.delete(`provider-deployments/${made.id}`)).body.status).toBe('archived');
    const back = await key.post(`provider-deployments/${made.id}/unarchive`, {});
    expect(back.body.default_config.id).toBe(default_config.id);
    const { items } = (await client.get(`audit-events?resource_id=${default_config.id}`)).body;
    expect(items.map(({ action }: { action: string }) => action)).toEqual([
      'provider-configs.create',
      'provider-configs.archive',
      'provider-configs.unarchive',
    ]);
    await client.patch(`provider-configs/${default_config.id}`, { handle: 'named' });
    expectRefusal(await key.delete(`provider-deployments/${made.id}`), [403, 'forbidden']);
  });

  test('comes with a credential, as the default deployment of the provider does', async () => {
    const client = await harness.newInstance();
    const provider = await makeProvider(client, { config_schema: NOTHING });
    const config = await makeConfig(client, provider, { value: {} });
    const key = await makeKey(harness, client, ['reader', CREDENTIALS]);
    const { id } = await makeIdentity(client, await makeActor(client));
    const body = { identity_id: id, config_id: config.id };
    const { dependents } = (await key.post('identity-credentials?dry_run=true', body)).body;
    expect(objectsOf(dependents)).toEqual(['provider.config', 'provider.deployment']);
    await key.create('identity-credentials', body);
    const { items } = (await client.get(`audit-events?actor_id=${key.id}`)).body;
    expect(items.map(({ action }: { action: string }) => action).sort()).toEqual([
      'identity-credentials.create',
      'provider-configs.create',
      'provider-deployments.create',
    ]);
  });
});

test('a config or an auth config that is archived names the deployment that it leaves without a default', async () => {
  const client = await harness.newInstance();
  const { place, config, auth } = await scene(client);
  for (const path of [`provider-configs/${config}`, `provider-auth-configs/${auth}`]) {
    const { dependents } = (await client.delete(`${path}?dry_run=true`)).body;
    expect(dependents, path).toMatchObject([{ object: 'provider.deployment', id: place.deployment }]);
    expect((await client.delete(path)).status).toBe(200);
  }
});

test('a deployment is archived while others archive its default rows', { timeout: 60_000 }, async () => {
  const client = await harness.newInstance();
  for (let round = 0; round < 5; round++) {
    const { deployment, config, auth } = await scene(client);
    const [own] = await Promise.all(
      [deployment, `provider-configs/${config}`, `provider-auth-configs/${auth}`].map((path) =>
        client.delete(path),
      ),
    );
    expect([own?.status, own?.body.status], JSON.stringify(own?.body)).toEqual([200, 'archived']);
  }
});

test('a consumer makes its actor as a write of that, and an actor names its agent', async () => {
  const client = await harness.newInstance();
  const key = await makeKey(harness, client, ['reader', 'consumers:write', 'identity-actors:write']);
  const person = { name: 'Ada', email: 'ada@example.org' };
  expect(objectsOf((await key.post('consumers?dry_run=true', person)).body.dependents)).toEqual([
    'identity.actor',
  ]);
  await key.create('consumers', person);
  const { items } = (await client.get('audit-events?action=identity-actors.create')).body;
  expect(items).toMatchObject([{ resource_type: 'identity.actor', after: { name: 'Ada' } }]);
  const program = { type: 'agent', name: 'Robot' };
  const { dependents } = (await key.post('identity-actors?dry_run=true', program)).body;
  expect(dependents).toMatchObject([{ object: 'agent', name: 'Robot' }]);
});

test('a provider names its version and its listing, and a listing the shelves that it makes and ends', async () => {
  const client = await harness.newInstance();
  const body = { slug: 'own-shop', name: 'Shop', version: { version: '1', config_schema: NOTHING } };
  const { dependents } = (await client.post('providers?dry_run=true', body)).body;
  expect(objectsOf(dependents)).toEqual(['provider.listing', 'provider.version']);
  const { id } = await client.create('providers', body);
  const archiving = (await client.delete(`providers/${id}?dry_run=true&force=true`)).body.dependents;
  expect(objectsOf(archiving)).toContain('provider.listing');
  const listing = archiving.find(({ object }: { object: string }) => object === 'provider.listing');
  const at = `provider-listings/${listing.id}`;
  const categories = [{ slug: 'own-shelf', name: 'Own', description: 'Ours.' }];
  const made = await client.patch(`${at}?dry_run=true`, { categories });
  expect(made.body.dependents).toMatchObject([{ object: 'provider.listing_category', name: 'Own' }]);
  await client.patch(at, { categories });
  const ended = await client.patch(`${at}?dry_run=true`, { categories: [] });
  expect(ended.body.dependents).toMatchObject([{ object: 'provider.listing_category', name: 'Own' }]);
});

test('a row that refers to several of the rows is named once', async () => {
  const client = await harness.newInstance();
  const { place, actor, auth, config, deployment } = await scene(client);
  await client.create('identities', {
    actor_id: actor,
    credentials: [{ deployment_id: place.deployment, config_id: config, auth_config_id: auth }],
  });
  const { status, body } = await client.delete(`${deployment}?dry_run=true&force=true`);
  expect(status).toBe(200);
  const named: string[] = body.dependents.map(({ object, id }: Answer['body']) => `${object} ${id}`);
  expect(named.filter((one) => one.startsWith('identity.credential '))).toHaveLength(1);
  expect(new Set(named).size).toBe(named.length);
});
