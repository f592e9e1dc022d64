import { jobHandlers, lookAfter, workOnNext } from '@berth/domain';
import { expect, test } from 'vitest';
import { type Client, startHarness } from '../support/harness.ts';
import { runnerSource } from '../support/jobs-kit.ts';
import { at } from '../support/keys-kit.ts';
import { makeConfig, makeDeployment, makeProvider, makeVault, publish, VALUE } from '../support/rules-kit.ts';

/** The age of secrets, and the rows whose secrets are older than their instance allows. */

const harness = await startHarness();
const DAY_MS = 86_400_000;
const START = Date.parse('2026-01-01T00:00:00Z');
const onDay = <T>(day: number, run: () => Promise<T>): Promise<T> => at(harness, START + day * DAY_MS, run);
const dayOf = (day: number): string => new Date(START + day * DAY_MS).toISOString();

const outdated = async (client: Client, path: string, isOutdated = true): Promise<string[]> => {
  const { status, body } = await client.get(`${path}?secrets_outdated=${isOutdated}`);
  expect(status, JSON.stringify(body)).toBe(200);
  return body.items.map(({ id }: { id: string }) => id);
};

const allow = (client: Client & { instanceId: string }, secret_max_age_days: unknown) =>
  harness.bootstrap.patch(`instances/${client.instanceId}`, { secret_max_age_days });

test('the age is that of the oldest secret, which only a new content of it renews', async () => {
  const client = await harness.newInstance();
  const provider = await makeProvider(client);
  const config = await onDay(0, () => makeConfig(client, provider));
  expect(config.oldest_secret_at).toBe(dayOf(0));
  const path = `provider-configs/${config.id}`;
  const after = async (day: number, value: object): Promise<string | null> =>
    (await onDay(day, () => client.patch(path, { value }))).body.oldest_secret_at;
  expect(await after(1, { port: 1 })).toBe(dayOf(0));
  expect(await after(2, { token: VALUE.token })).toBe(dayOf(0));
  expect(await after(3, { token: 'token-111' })).toBe(dayOf(3));
  expect(await after(4, { token: null })).toBeNull();
  const restored = await onDay(5, () => client.post(`${path}/revisions/1/restore`, {}));
  expect([restored.status, restored.body.oldest_secret_at]).toEqual([200, dayOf(5)]);
  const { body } = await client.get(`provider-configs?id=${config.id}`);
  expect(body.items[0].oldest_secret_at).toBe(dayOf(5));
});

test('a config that only follows a vault has no secret of its own, and a move keeps the age', async () => {
  const client = await harness.newInstance();
  const provider = await makeProvider(client);
  const deployment = await makeDeployment(client, provider);
  const vault = await onDay(0, () => makeVault(client, provider));
  const follower = await onDay(1, () =>
    client.create('provider-configs', { provider_id: provider.id, provider_config_vault_id: vault.id }),
  );
  expect([vault.oldest_secret_at, follower.oldest_secret_at]).toEqual([dayOf(0), null]);
  const own = await onDay(2, () => makeConfig(client, provider, { provider_deployment_id: deployment.id }));
  const next = await publish(client, provider, '2');
  const moved = await onDay(3, () =>
    client.post(`provider-configs/${own.id}/upgrade`, { provider_version_id: next.id }),
  );
  expect(moved.status, JSON.stringify(moved.body)).toBe(200);
  expect((await client.get(`provider-configs/${own.id}`)).body.oldest_secret_at).toBe(dayOf(2));
});

test('a migration that moves a secret keeps its age, alone and among others', async () => {
  const client = await harness.newInstance();
  const secret = { type: 'string', writeOnly: true };
  const schemaOf = (name: string) => ({
    type: 'object',
    properties: { [name]: secret, other: secret, host: { type: 'string' } },
  });
  const provider = await makeProvider(client, { version: '1.0.0', config_schema: schemaOf('token') });
  const deployment = await makeDeployment(client, provider, { locked_provider_version_id: provider.version });
  const place = { provider_deployment_id: deployment.id };
  const value = { host: 'api.test', token: 'token-000000', other: 'other-000000' };
  const make = () => onDay(0, () => makeConfig(client, provider, { ...place, value }));
  const [one, changed, other] = [await make(), await make(), await make()];
  for (const { id } of [one, changed, other])
    await onDay(1, () => client.patch(`provider-configs/${id}`, { value: { other: 'other-111111' } }));
  const test = { before: { token: 't' }, after: { key: 't' } };
  const next = await client.create('provider-versions', {
    provider_id: provider.id,
    version: '2.0.0',
    config_schema: schemaOf('key'),
    migrations: [{ from: '1.x', patch: [{ op: 'rename', path: '/token', to: 'key' }], tests: [test] }],
  });
  const upgrade = async (at: string, more: object = {}) => {
    const to = { provider_version_id: next.id, ...more };
    const { status, body } = await onDay(3, () => client.post(`${at}/upgrade`, to));
    expect(status, JSON.stringify(body)).toBe(200);
  };
  const ageOf = async ({ id }: { id: string }) =>
    (await client.get(`provider-configs/${id}`)).body.oldest_secret_at;
  await upgrade(`provider-configs/${one.id}`);
  expect(await ageOf(one)).toBe(dayOf(0));
  await upgrade(`provider-configs/${changed.id}`, { value: { key: 'key-333333' } });
  expect(await ageOf(changed)).toBe(dayOf(1));
  await upgrade(`provider-deployments/${deployment.id}`);
  expect(await ageOf(other)).toBe(dayOf(0));
});

test('a migration keeps the age of the secrets in an array whose secrets all keep their places in it', async () => {
  const client = await harness.newInstance();
  const list = { type: 'array', items: { type: 'string', writeOnly: true } };
  const text = { type: 'string' };
  const schemaOf = (...names: string[]) => ({
    type: 'object',
    properties: { ...Object.fromEntries(names.map((name) => [name, list])), host: text, site: text },
  });
  const provider = await makeProvider(client, { version: '1.0.0', config_schema: schemaOf('kept', 'old') });
  const deployment = await makeDeployment(client, provider, { locked_provider_version_id: provider.version });
  const more = {
    provider_deployment_id: deployment.id,
    value: { host: 'api.test', kept: ['s1', 's1'], old: ['s2'] },
  };
  const make = () => onDay(0, () => makeConfig(client, provider, more));
  const [one, other] = [await make(), await make()];
  const migrateTo = async (version: string, schema: object, migration: object) => {
    const migrations = [{ from: `${Number(version) - 1}.x`, ...migration }];
    const content = {
      provider_id: provider.id,
      version: `${version}.0.0`,
      config_schema: schema,
      migrations,
    };
    return (await client.create('provider-versions', content)).id;
  };
  const upgrade = async (path: string, to: string) => {
    const { status, body } = await onDay(3, () =>
      client.post(`${path}/upgrade`, { provider_version_id: to }),
    );
    expect(status, JSON.stringify(body)).toBe(200);
  };
  const statesOf = async ({ id }: { id: string }) => {
    const { value_state } = (await client.get(`provider-configs/${id}`)).body;
    const set = value_state.filter(({ secret, set }: Record<string, boolean>) => secret && set);
    return set.map(({ path, changed_at }: Record<string, string>) => [path, changed_at]);
  };
  const second = await migrateTo('2', schemaOf('kept', 'new'), {
    patch: [
      { op: 'rename', path: '/host', to: 'site' },
      { op: 'rename', path: '/old', to: 'new' },
    ],
    tests: [{ before: { host: 'h', old: ['a'] }, after: { site: 'h', new: ['a'] } }],
  });
  await upgrade(`provider-configs/${one.id}`, second);
  await upgrade(`provider-deployments/${deployment.id}`, second);
  for (const config of [one, other])
    expect(await statesOf(config)).toEqual([
      ['/kept', dayOf(0)],
      ['/new', dayOf(0)],
    ]);
  // The two items of the array are equal, which its history may not tell
  const third = await migrateTo('3', schemaOf('kept', 'new', 'more'), {
    patch: [{ op: 'move', from: '/kept/0', path: '/kept/1' }],
    tests: [{ before: { kept: ['a', 'b'] }, after: { kept: ['b', 'a'] } }],
  });
  await upgrade(`provider-configs/${one.id}`, third);
  expect(await statesOf(one)).toEqual([
    ['/kept', dayOf(3)],
    ['/new', dayOf(0)],
  ]);
});

test('a secret that a config keeps from its vault keeps its age', async () => {
  const client = await harness.newInstance();
  const provider = await makeProvider(client);
  const vault = await onDay(0, () => makeVault(client, provider));
  const follower = await onDay(1, () =>
    client.create('provider-configs', { provider_id: provider.id, provider_config_vault_id: vault.id }),
  );
  const away = { provider_config_vault_id: null, keep_value: true };
  const { body } = await onDay(2, () => client.patch(`provider-configs/${follower.id}`, away));
  expect(body.oldest_secret_at).toBe(dayOf(0));
  expect(body.value_state).toContainEqual(
    expect.objectContaining({ path: '/token', from: 'own', revision: 1, changed_at: dayOf(0) }),
  );
});

test('each list of values finds the rows whose secrets are older than the instance allows', async () => {
  const client = await harness.newInstance();
  const provider = await makeProvider(client, {
    auth_methods: [{ key: 'key', type: 'token', name: 'Key' }],
  });
  const { body: spec } = await client.get(`provider-specifications/${provider.specification}`);
  const method = spec.auth_methods[0].id;
  const all = async () => ({
    'provider-configs': (await makeConfig(client, provider)).id,
    'provider-config-vaults': (await makeVault(client, provider)).id,
    'provider-auth-configs': (
      await client.create('provider-auth-configs', {
        provider_auth_method_id: method,
        value: { key: 'key-000000' },
      })
    ).id,
  });
  const old = await onDay(0, all);
  const fresh = await onDay(20, all);
  const paths = Object.keys(old) as (keyof typeof old)[];
  await onDay(31, async () => {
    for (const path of paths) expect([path, await outdated(client, path)]).toEqual([path, []]);
    expect((await allow(client, 30)).body.secret_max_age_days).toBe(30);
    for (const path of paths) {
      expect([path, await outdated(client, path)]).toEqual([path, [old[path]]]);
      expect(await outdated(client, path, false)).toContain(fresh[path]);
    }
    await allow(client, 365);
    for (const path of paths) expect([path, await outdated(client, path)]).toEqual([path, []]);
  });
  await onDay(366, async () => {
    for (const path of paths) expect([path, await outdated(client, path)]).toEqual([path, [old[path]]]);
    await allow(client, null);
    for (const path of paths) expect([path, await outdated(client, path)]).toEqual([path, []]);
  });
});

test.each([0, -1, 3651, 1.5, '30'])('a policy of %j days is refused', async (days) => {
  const client = await harness.newInstance();
  const { status, body } = await allow(client, days);
  expect([status, body.errors[0].path]).toEqual([400, ['secret_max_age_days']]);
});

test('a revision that 0.2.0 stores during an upgrade gets its age, and one that was replaced since does not', async () => {
  const client = await harness.newInstance();
  const provider = await makeProvider(client);
  const configs = await onDay(0, () => Promise.all([1, 2].map(() => makeConfig(client, provider))));
  const vault = await onDay(0, () => makeVault(client, provider));
  const [config, replaced] = configs.map(({ id }) => `provider-configs/${id}`);
  const paths = [`${config}`, `${replaced}`, `provider-config-vaults/${vault.id}`];
  const setToken = async (path: string, day: number) => {
    const { status } = await onDay(day, () => client.patch(path, { value: { token: `token-${day}` } }));
    expect(status).toBe(200);
  };
  for (const path of paths) {
    await setToken(path, 3);
    await forgetAge(path);
  }
  await setToken(`${replaced}`, 5);
  const ages = () => Promise.all(paths.map(async (path) => (await client.get(path)).body.oldest_secret_at));
  const before = await client.get(`${config}`);
  expect(await ages()).toEqual([dayOf(0), dayOf(5), dayOf(0)]);
  const source = runnerSource(harness, jobHandlers);
  await lookAfter(source);
  while (await workOnNext(source, 'one', () => false));
  expect(await ages()).toEqual([dayOf(3), dayOf(5), dayOf(3)]);
  expect((await client.get(`${config}`)).headers.get('etag')).not.toBe(before.headers.get('etag'));
  await lookAfter(source);
  const { items } = (await client.get('jobs?kind=secret-ages.complete')).body;
  expect(items).toMatchObject([{ status: 'done', progress: { done: 3 } }]);
});

/** Leaves the rows of a first edit as 0.2.0 does, which knows no age of secrets. */
async function forgetAge(path: string): Promise<void> {
  const [kind, id] = path.split('/');
  await harness.database.query(
    `update value_revisions set is_aged = default where owner_id = '${id}' and revision = 2`,
  );
  await harness.database.query(
    `update ${kind?.replaceAll('-', '_')} set oldest_secret_at = '${dayOf(0)}' where id = '${id}'`,
  );
}
