import { jobHandlers, registry, workOnNext } from '@berth/domain';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Client, startHarness } from '../support/harness.ts';
import { runnerSource } from '../support/jobs-kit.ts';
import { expectRefusal } from '../support/rules-kit.ts';
import { dumpDatabase } from '../support/secrecy-search.ts';
import { makeSetupProvider, openLink, type Session } from '../support/setup-kit.ts';

/** The destruction of the values of an archived instance. */
const harness = await startHarness({ directly: true });
const { bootstrap, database } = harness;
const SECRET = 'canary-secret-of-an-erased-instance';

type Instance = Client & { instanceId: string };

/** Makes an instance with a row of every kind that holds a part of a value. */
async function makeInstance() {
  const client: Instance = await harness.newInstance();
  const config = await client.create('provider-configs', {
    provider_id: 'openai',
    name: 'Kept name',
    value: { api_key: SECRET },
  });
  await client.request('PATCH', `provider-configs/${config.id}`, { value: { api_key: `${SECRET}-2` } });
  const vault = await client.create('provider-config-vaults', {
    provider_id: 'openai',
    name: 'Vault',
    value: { api_key: SECRET },
  });
  const follower = await client.create('provider-configs', {
    provider_id: 'openai',
    provider_config_vault_id: vault.id,
  });
  const keyed = { 'idempotency-key': 'an-answer' };
  const repeated = { provider_id: 'openai', value: { api_key: SECRET } };
  expect((await client.request('POST', 'provider-configs', repeated, keyed)).status).toBe(200);
  const provider = await makeSetupProvider(client);
  const session = (await client.create('provider-setup-sessions', {
    provider_id: provider.id,
  })) as unknown as Session;
  const { body: spec } = await client.get(`provider-specifications/${provider.specification}`);
  await client.create('provider-auth-configs', {
    provider_auth_method_id: spec.auth_methods[0].id,
    value: { token: SECRET },
  });
  await client.create('encryption/rotate', { keys: 'data' });
  await runJobs();
  return { client, config, vault, follower, session };
}

async function runJobs(stopping = false): Promise<number> {
  const source = runnerSource(harness, jobHandlers);
  let turns = 0;
  while (await workOnNext(source, 'the-test', () => stopping)) turns += 1;
  return turns;
}

const rowOf = async (id: string) => (await bootstrap.get(`instances/${id}`)).body;

const erase = (client: Client, id: string, body: object) => client.post(`instances/${id}/erase`, body);

/** Archives an instance and asks for its erasure. */
async function eraseAll({ instanceId }: Instance): Promise<void> {
  const { name } = await rowOf(instanceId);
  expect((await bootstrap.request('DELETE', `instances/${instanceId}?force=true`)).status).toBe(200);
  expect(
    (await erase(bootstrap, instanceId, { reason: 'The contract has ended', confirm: name })).status,
  ).toBe(200);
}

/** Reads what the instance has sealed, its wrapped keys and the hashes of its links, as the database writes them. */
async function sealedOf(instanceId: string): Promise<string[]> {
  const rows = await database.query(`
    select encode(ciphertext, 'hex') as text from value_revisions where instance_id = '${instanceId}'
    union all select encode(ciphertext, 'hex') from idempotency_records where instance_id = '${instanceId}'
    union all select payload from idempotency_records where instance_id = '${instanceId}'
    union all select encode(wrapped, 'hex') from data_keys where instance_id = '${instanceId}'
    union all select secret_hash from provider_setup_sessions where instance_id = '${instanceId}'`);
  return rows.map(({ text }) => String(text)).filter((text) => text !== 'null');
}

/** Counts what the instance still tells about values, the tokens that would be renewed and the keys that seal. */
async function leftOf(instanceId: string): Promise<Record<string, unknown> | undefined> {
  const aged = [
    'provider_configs',
    'provider_config_vaults',
    'provider_auth_configs',
    'provider_auth_credentials',
  ].map(
    (table) =>
      `select count(*) from ${table} where instance_id = '${instanceId}' and oldest_secret_at is not null`,
  );
  const count = (from: string) => `(select count(*)::integer from ${from} and instance_id = '${instanceId}')`;
  const [row] = await database.query(`
    select ((${aged.join(') + (')}))::integer as aged,
      ${count('provider_configs where coalesce(test_failed::text, tested_at::text, test_of) is not null')} as tested,
      ${count('provider_auth_configs where (is_refreshable or refresh_due_at is not null)')} as refreshable,
      ${count('data_keys where erased_at is null')} as keys,
      ${count(`jobs where kind <> 'instance.erase'`)} as jobs`);
  return row;
}

/** Searches every cell of every table. Returns the tables that hold one of the texts. */
async function tablesWith(texts: readonly string[]): Promise<string[]> {
  const cells = (await dumpDatabase(database)).filter(({ text }) =>
    texts.some((part) => text.includes(part)),
  );
  return [...new Set(cells.map(({ where }) => where.slice(0, where.indexOf('.'))))];
}

describe('the erasure of an instance', () => {
  let made: Awaited<ReturnType<typeof makeInstance>>;
  let sealed: string[];
  let link: Awaited<ReturnType<typeof openLink>>;

  beforeAll(async () => {
    made = await makeInstance();
    link = await openLink(harness, made.session);
    sealed = await sealedOf(made.client.instanceId);
  });

  test('is refused for a live instance, without its name or a reason, and without the scope', async () => {
    const { instanceId } = made.client;
    const { name } = await rowOf(instanceId);
    const reason = 'The contract has ended';
    expectRefusal(await erase(bootstrap, instanceId, { reason, confirm: name }), [409, 'invalid_state']);
    const other = await harness.newInstance();
    const { name: otherName } = await rowOf(other.instanceId);
    await bootstrap.request('DELETE', `instances/${other.instanceId}?force=true`);
    const wrong = await erase(bootstrap, other.instanceId, { reason, confirm: otherName.toLowerCase() });
    expect([wrong.status, wrong.body.errors]).toMatchObject([
      400,
      [{ path: ['confirm'], code: 'not_the_name' }],
    ]);
    const silent = await erase(bootstrap, other.instanceId, { confirm: otherName });
    expect([silent.status, silent.body.errors[0].path]).toEqual([400, ['reason']]);
    const blank = await erase(bootstrap, other.instanceId, { reason: '\u200b ', confirm: otherName });
    expect([blank.status, blank.body.errors[0].path]).toEqual([400, ['reason']]);
    expectRefusal(await erase(made.client, other.instanceId, { reason, confirm: otherName }), [
      403,
      'forbidden',
    ]);
    const writer = await bootstrap.create('api-keys', {
      name: 'Writer',
      type: 'secret',
      scopes: ['instances:write'],
    });
    const weaker = harness.as((writer as unknown as { secret: string }).secret);
    expectRefusal(await erase(weaker, other.instanceId, { reason, confirm: otherName }), [403, 'forbidden']);
    expect(await runJobs()).toBe(0);
  });

  test('destroys keys and values in steps that another process goes on with, and then says so', async () => {
    expect(sealed.length).toBeGreaterThanOrEqual(7);
    expect(await tablesWith(sealed)).toEqual(
      expect.arrayContaining([
        'data_keys',
        'idempotency_records',
        'provider_setup_sessions',
        'value_revisions',
      ]),
    );
    const { instanceId } = made.client;
    await database.query(`
      update provider_configs set test_failed = true, tested_at = now(), test_of = '1' where id = '${made.config.id}'`);
    await database.query(`
      update provider_auth_configs set is_refreshable = true, refresh_due_at = now() where instance_id = '${instanceId}'`);
    // Both jobs take turns
    await made.client.create('encryption/rotate', { keys: 'data' });
    expect(await leftOf(instanceId)).toMatchObject({ tested: 1, refreshable: 1 });
    await eraseAll(made.client);
    expect(await rowOf(instanceId)).toMatchObject({
      erase_requested_at: expect.any(String),
      erased_at: null,
    });
    const early = await bootstrap.post(`instances/${instanceId}/unarchive`, {});
    expectRefusal(early, [409, 'conflict']);
    expect(early.body.hint).toContain('ask for the erasure again');
    expect(await runJobs(true)).toBeGreaterThan(3); // each turn gives the job back after one step
    expect(await rowOf(instanceId)).toMatchObject({ status: 'archived', erased_at: expect.any(String) });
    const { name } = await rowOf(instanceId);
    expectRefusal(await erase(bootstrap, instanceId, { reason: 'Again', confirm: name }), [409, 'conflict']);
  });

  test('leaves one key, no other job, no age of a secret, no outcome of a test and no tokens to renew', async () => {
    const left = await leftOf(made.client.instanceId);
    expect(left).toEqual({ aged: 0, tested: 0, refreshable: 0, keys: 1, jobs: 0 });
  });

  test('leaves no ciphertext, no key and no hash of a secret in any table', async () => {
    expect(await tablesWith([...sealed, SECRET])).toEqual([]);
  });

  test('closes setup links', async () => {
    expect((await link.browser.get(link.at)).status).toBeGreaterThanOrEqual(400);
  });

  test('leaves the trail, which is still proven, and lets the instance be used again without its old values', async () => {
    const { client, config, vault, follower } = made;
    expectRefusal(await client.get('provider-configs'), [401, 'unauthorized']);
    expect((await bootstrap.post(`instances/${client.instanceId}/unarchive`, {})).status).toBe(200);
    const verified = await client.post('audit-events/verify', {});
    expect(verified.body).toMatchObject({ valid: true, first_invalid: null });
    expect(verified.body.checked).toBeGreaterThan(6);
    const events = await client.get('audit-events?action=instances.erased');
    expect(events.body.items).toMatchObject([{ resource_id: client.instanceId }]);
    const told = await bootstrap.get(`audit-events?action=instances.erase&resource_id=${client.instanceId}`);
    expect(told.body.items).toMatchObject([{ reason: 'The contract has ended' }]);

    for (const { wire, read } of registry.resources) {
      if (read.filters.provider_version_id?.required) continue;
      const list = await client.get(wire.path);
      expect([wire.path, list.status]).toEqual([wire.path, wire.path === 'instances' ? 403 : 200]);
    }
    expect((await client.get(`provider-configs/${config.id}`)).body.name).toBe('Kept name');
    for (const [path, body] of [
      [`provider-configs/${config.id}/resolve`, { reason: 'a look' }],
      [`provider-configs/${follower.id}/resolve`, {}],
      [`provider-config-vaults/${vault.id}/resolve`, {}],
      [`provider-configs/${config.id}/revisions/1/restore`, {}],
    ] as const) {
      expect([path, (await client.post(path, body)).status]).toEqual([path, 410]);
    }
    const patched = await client.patch(`provider-configs/${config.id}`, { value: { api_key: 'new' } });
    expect(patched.status).toBe(410);
    const fresh = await client.create('provider-configs', {
      provider_id: 'openai',
      value: { api_key: 'new-key' },
    });
    const resolved = await client.post(`provider-configs/${fresh.id}/resolve`, { reason: 'a look' });
    expect(resolved.body.value).toMatchObject({ api_key: 'new-key' });
    expect((await client.post('audit-events/verify', {})).body.valid).toBe(true);
  });

  test('survives a rotation of the master keys and of the data keys', async () => {
    const { client } = made;
    harness.forgetKeys();
    await client.create('encryption/rotate', { keys: 'data' });
    await bootstrap.create('encryption/rotate', {});
    await runJobs();
    harness.forgetKeys();
    expect((await client.post('audit-events/verify', {})).body.valid).toBe(true);
  });

  test('happens again when it is asked for again after the instance was used', async () => {
    const { instanceId } = made.client;
    expect(await rowOf(instanceId)).toMatchObject({ erase_requested_at: null, erased_at: null });
    const again = await sealedOf(instanceId);
    await eraseAll(made.client);
    await runJobs();
    expect(await rowOf(instanceId)).toMatchObject({ erased_at: expect.any(String) });
    const values = await database.query(
      `select 1 from value_revisions where instance_id = '${instanceId}' and ciphertext is not null`,
    );
    expect([again.length > 3, values]).toEqual([true, []]);
    expect(await leftOf(instanceId)).toMatchObject({ aged: 0, keys: 1 });
  });
});

test('a rotation of the master keys, which is of the whole installation, outlives the instance that asked for it', async () => {
  const client = await harness.newInstance();
  await client.create('encryption/rotate', {});
  const ofRotation = `instance_id = '${client.instanceId}' and kind = 'master-keys.rotate'`;
  const due = (time: string) => database.query(`update jobs set due_at = ${time} where ${ofRotation}`);
  const found = () => database.query(`select status from jobs where ${ofRotation}`);
  await due("now() + interval '1 hour'");
  await eraseAll(client);
  await runJobs();
  expect(await rowOf(client.instanceId)).toMatchObject({ erased_at: expect.any(String) });
  expect(await found()).toEqual([{ status: 'queued' }]);
  await due('now()');
  await runJobs();
  expect(await found()).toEqual([{ status: 'done' }]);
});

test('a write whose key was checked before the erasure was asked for seals nothing', async () => {
  const client = await harness.newInstance();
  const provider = await makeSetupProvider(client);
  const requested = (time: string) =>
    database.query(`update instances set erase_requested_at = ${time} where id = '${client.instanceId}'`);
  const writes: [string, object, Record<string, string>?][] = [
    ['provider-configs', { provider_id: 'openai', value: { api_key: SECRET } }],
    ['provider-setup-sessions', { provider_id: provider.id }],
    ['provider-deployments', { provider_id: 'openai' }, { 'idempotency-key': 'kept' }],
  ];
  await requested('now()');
  for (const [path, body, headers] of writes) {
    const refused = await client.request('POST', path, body, headers);
    expectRefusal(refused, [409, 'conflict'], 'organization.instance');
    expect(refused.body.message).toBe('The values of this instance are being destroyed.');
  }
  await requested('null');
  for (const [path, body, headers] of writes)
    expect([path, (await client.request('POST', path, body, headers)).status]).toEqual([path, 200]);
});
