import { randomBytes } from 'node:crypto';
import { jobHandlers, workOnNext } from '@berth/domain';
import {
  composeProviders,
  createKeyRing,
  createTransit,
  type KeyProvider,
  type MasterKey,
} from '@berth/secrets';
import { startTransitServer } from '@berth/secrets/testing';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import { type Client, startHarness } from '../support/harness.ts';
import { jobOf, runnerSource } from '../support/jobs-kit.ts';
import { expectRefusal, makeConfig, makeProvider, makeVault } from '../support/rules-kit.ts';

/** Keys are rotated during normal operation. */

const transit = await startTransitServer();
afterAll(() => transit.close());

const made: MasterKey[] = [];
function newKey(id: string): MasterKey {
  const key = { id, key: randomBytes(32) };
  made.push(key);
  return key;
}
const first = newKey('first');

/** The master keys as in BERTH_MASTER_KEY. A process that starts with another setting has no open data key. */
let ring: KeyProvider = createKeyRing([first]);
const harness = await startHarness({
  provider: {
    activeKeyId: () => ring.activeKeyId(),
    opens: (id) => ring.opens(id),
    wrap: (key, place) => ring.wrap(key, place),
    unwrap: (stored, place) => ring.unwrap(stored, place),
  },
});

function startWith(provider: KeyProvider): void {
  ring = provider;
  harness.forgetKeys();
}

const away = createTransit(transit.settings, { backOffMs: 1 });

afterEach(async () => {
  startWith(composeProviders(createKeyRing([first, ...made.slice(1)]), away));
  expect((await rotate(harness.bootstrap)).status).toBe('done');
  startWith(createKeyRing([first]));
});

async function runJobs(): Promise<void> {
  const source = runnerSource(harness, jobHandlers);
  while (await workOnNext(source, 'the-test', () => false));
}

async function rotate(client: Client, body: object = {}) {
  const job = await client.create('encryption/rotate', body);
  await runJobs();
  return jobOf(client, job.id);
}

const reveal = async (client: Client, id: string) =>
  (await client.post(`provider-configs/${id}/resolve`, { reason: 'a test' })).body.value;

const encryption = async (client: Client) => (await client.get('encryption')).body;

interface Wrapped {
  id: string;
  active: boolean;
  keys: number;
}

/** Makes a config with two revisions, in its own instance. */
async function scene() {
  const client = await harness.newInstance();
  const provider = await makeProvider(client);
  const config = await makeConfig(client, provider, { value: { host: 'abc', token: 'token-1' } });
  await client.patch(`provider-configs/${config.id}`, { value: { token: 'token-2-of-a-length' } });
  return { client, provider, id: config.id as string };
}

describe('the master key', { timeout: 60_000 }, () => {
  test('is rotated without a pause: ciphertext of the old one opens until the new one wraps it, and then without the old one', async () => {
    const [one, two] = [await scene(), await scene()];
    const second = newKey('second');
    startWith(createKeyRing([second, first]));
    expect(await reveal(one.client, one.id)).toMatchObject({ token: 'token-2-of-a-length' });
    const before = (await encryption(one.client)).master_keys as Wrapped[];
    expect(before).toContainEqual({ id: 'second', active: true, keys: 0 });
    const old = before.find(({ id }) => id === 'first')?.keys ?? 0;
    expect(old).toBeGreaterThan(2);

    const job = await rotate(one.client);
    expect(job).toMatchObject({
      status: 'done',
      kind: 'master-keys.rotate',
      progress: { done: old, total: old },
    });
    expect((await encryption(one.client)).master_keys).toEqual([{ id: 'second', active: true, keys: old }]);

    startWith(createKeyRing([second]));
    expect(await reveal(one.client, one.id)).toMatchObject({ token: 'token-2-of-a-length' });
    expect(await reveal(two.client, two.id)).toMatchObject({ token: 'token-2-of-a-length' });
    const { body: checkpoint } = await two.client.get('audit-events/head');
    expect((await two.client.post('audit-events/verify', { checkpoint })).body.valid).toBe(true);
  });

  test('moves to Transit, through its versions, and back', async () => {
    const home = newKey('home');
    startWith(createKeyRing([home, first]));
    await rotate(harness.bootstrap);
    const { client, id } = await scene();
    startWith(composeProviders(away, createKeyRing([home])));
    expect(await reveal(client, id)).toMatchObject({ token: 'token-2-of-a-length' });
    expect((await rotate(client)).status).toBe('done');
    startWith(away);
    expect(await reveal(client, id)).toMatchObject({ token: 'token-2-of-a-length' });

    transit.rotate();
    expect((await encryption(client)).master_keys.map((key: Wrapped) => key.id)).toEqual([
      'transit/berth:v2',
      'transit/berth:v1',
    ]);
    await rotate(client);
    transit.requireVersion(2);
    startWith(away);
    expect(await reveal(client, id)).toMatchObject({ token: 'token-2-of-a-length' });

    startWith(composeProviders(createKeyRing([first]), away));
    await rotate(client);
    startWith(createKeyRing([first]));
    expect(await reveal(client, id)).toMatchObject({ token: 'token-2-of-a-length' });
  });

  test('that is missing is named by the job, which continues when it is there', async () => {
    const { client, id } = await scene();
    const third = newKey('third');
    const job = await client.create('encryption/rotate', {});
    startWith(createKeyRing([third]));
    await runJobs();
    expect(await jobOf(client, job.id)).toMatchObject({
      status: 'queued',
      error: { code: 'unavailable', message: 'The master key first is missing.' },
    });
    startWith(createKeyRing([third, first]));
    harness.setClock(new Date(Date.now() + 60_000));
    try {
      await harness.database.query(
        `update jobs set due_at = now() - interval '1 second' where id = '${job.id}'`,
      );
      await runJobs();
    } finally {
      harness.setClock(null);
    }
    expect((await jobOf(client, job.id)).status).toBe('done');
    startWith(createKeyRing([third]));
    expect(await reveal(client, id)).toMatchObject({ token: 'token-2-of-a-length' });
  });
});

describe('the data key', { timeout: 60_000 }, () => {
  test('is rotated with every value and digest of the instance, and nothing else of them changes', async () => {
    const { client, provider, id } = await scene();
    const vault = await makeVault(client, provider);
    const linked = await client.create('provider-configs', {
      provider_id: provider.id,
      provider_config_vault_id: vault.id,
    });
    await client.patch(`provider-configs/${id}`, { value: { token: 'token-3-of-a-length' } });
    await client.post(`provider-configs/${id}/revisions/1/destroy`, {});
    const other = await scene();
    const states = async () => (await client.get(`provider-configs/${id}`)).body.value_state;
    const [before, elsewhere] = [await states(), await encryption(other.client)];
    const sealed = await sealedOf(client.instanceId);

    const job = await rotate(client, { keys: 'data' });
    expect(job).toMatchObject({ status: 'done', kind: 'data-keys.rotate', progress: { done: 3, total: 3 } });
    const { data_keys } = await encryption(client);
    expect(data_keys).toMatchObject([
      { version: 1, active: false },
      { version: 2, active: true },
    ]);
    const now = await sealedOf(client.instanceId);
    expect(now.map(({ data_key_id }) => data_key_id)).toEqual(sealed.map(() => data_keys[1].id));
    for (const [n, row] of now.entries()) expect(row.ciphertext).not.toBe(sealed[n]?.ciphertext);
    const after = await states();
    expect(after.map(withoutDigest)).toEqual(before.map(withoutDigest));
    for (const [n, state] of after.entries()) {
      expect(state.digest.replace(/^2\./, '1.')).not.toBe(before[n].digest);
      expect(state.digest).toMatch(/^2\./);
    }
    expect((await encryption(other.client)).data_keys).toEqual(elsewhere.data_keys);

    harness.forgetKeys();
    expect(await reveal(client, id)).toEqual({ host: 'abc', token: 'token-3-of-a-length' });
    expect(await reveal(client, linked.id)).toMatchObject({ token: 'token-000' });
    expect((await client.post(`provider-configs/${id}/revisions/1/restore`, {})).status).toBe(410);
    expect((await client.post(`provider-configs/${id}/revisions/2/restore`, {})).status).toBe(200);
    expect(await reveal(client, id)).toEqual({ host: 'abc', token: 'token-2-of-a-length' });
    expect((await states()).map(({ digest }: { digest: string }) => digest.slice(0, 2))).toEqual([
      '2.',
      '2.',
    ]);
  });

  test('proves the events of its time after it was rotated', async () => {
    const { client } = await scene();
    await rotate(client, { keys: 'data' });
    await rotate(client, { keys: 'data' });
    harness.forgetKeys();
    const { items } = (await client.get('audit-events?action=encryption.rotate')).body;
    expect(items).toHaveLength(2);
    expect(items[0]).toMatchObject({ resource_type: 'job', after: { kind: 'data-keys.rotate' } });
    expect((await client.post('audit-events/verify', {})).body).toMatchObject({ valid: true });
    const versions = await harness.database.query(
      `select distinct split_part(proof, '.', 1) v from audit_events where instance_id = '${client.instanceId}' order by 1`,
    );
    expect(versions).toEqual([{ v: '1' }, { v: '2' }, { v: '3' }]);
  });

  test('is not rotated past a value that does not open, which the job names', async () => {
    const { client } = await scene();
    const { items } = (await client.get('value-revisions')).body;
    await harness.database.query(
      `update value_revisions set ciphertext = set_byte(ciphertext, 20, get_byte(ciphertext, 20) # 1) where id = '${items[0].id}'`,
    );
    const job = await rotate(client, { keys: 'data' });
    expect(job.error).toEqual({
      code: 'unavailable',
      message: `The value revision ${items[0].id} does not open.`,
    });
    await harness.database.query(`delete from jobs where id = '${job.id}'`);
  });
});

describe('a rotation', () => {
  test('needs a key that may write encryption, runs once at a time, and not by a dry run', async () => {
    const { client } = await scene();
    const editor = await client.create('api-keys', { name: 'E', scopes: ['editor'] });
    const asEditor = harness.as(String((editor as { secret?: unknown }).secret));
    expectRefusal(await asEditor.post('encryption/rotate', {}), [403, 'forbidden']);
    expect((await asEditor.get('encryption')).status).toBe(200);
    expectRefusal(await client.post('encryption/rotate', { keys: 'all' }), [400, 'invalid_data']);
    expect((await client.post('encryption/rotate?dry_run=true', {})).body.dry_run).toBe(true);
    expect((await client.get('jobs')).body.items).toEqual([]);
    const one = await client.create('encryption/rotate', { keys: 'data' });
    const again = await client.create('encryption/rotate', { keys: 'data' });
    const master = await client.create('encryption/rotate', {});
    expect([again.id, master.id === one.id]).toEqual([one.id, false]);
    await runJobs();
  });
});

const withoutDigest = ({ digest: _, ...state }: Record<string, unknown>) => state;

const sealedOf = async (instance: string) =>
  (await harness.database.query(
    `select data_key_id, encode(ciphertext, 'hex') ciphertext from value_revisions
     where instance_id = '${instance}' and ciphertext is not null order by id`,
  )) as unknown as { data_key_id: string; ciphertext: string }[];
