import { setTimeout } from 'node:timers/promises';
import { testDriver } from '@berth/db/testing';
import { describe, expect, test } from 'vitest';
import { type Client, startHarness } from '../support/harness.ts';
import { gate } from '../support/jobs-kit.ts';
import { makeKey } from '../support/keys-kit.ts';
import { makeConfig, makeProvider } from '../support/rules-kit.ts';

/* A key that ends or is narrowed while a request of it is under way. */

const harness = await startHarness({ directly: true });
const onServer = test.runIf(testDriver() === 'postgres');
/** Long enough for a request to come to the row that it waits for. */
const WHILE_MS = 300;
const SECRET = 'token-000';

/** Sends a request whose body comes after `meanwhile` has run, behind the check of its headers. */
async function late(client: Client, path: string, body: object, meanwhile: () => Promise<unknown>) {
  const text = JSON.stringify(body);
  const awaited = gate();
  const done = gate();
  const stream = new ReadableStream(
    {
      pull: async (controller) => {
        awaited.open();
        await done.opened;
        controller.enqueue(new TextEncoder().encode(text));
        controller.close();
      },
    },
    { highWaterMark: 0 },
  );
  const headers = {
    authorization: `Bearer ${client.key}`,
    'content-type': 'application/json',
    'content-length': String(text.length),
  };
  // `duplex` is missing in the types of a request
  const init = { method: 'POST', headers, body: stream, duplex: 'half' } as RequestInit;
  const answer = Promise.resolve(harness.app.fetch(new Request(`http://localhost/${path}`, init)));
  await awaited.opened;
  await meanwhile();
  await setTimeout(2);
  done.open();
  const response = await answer;
  return { status: response.status, text: await response.text() };
}

describe('a request whose body comes late', () => {
  test('makes no key once its own is revoked', async () => {
    const client = await harness.newInstance();
    const key = await makeKey(harness, client, ['admin']);
    const answer = await late(key, 'api-keys', { name: 'Minted', scopes: ['admin'] }, () =>
      client.delete(`api-keys/${key.id}`),
    );
    expect(answer.status).toBe(401);
    const { body } = await client.get('api-keys');
    expect(body.items.map(({ name }: { name: string }) => name)).not.toContain('Minted');
  });

  test('reveals nothing that its key has lost, nor anything once it is revoked', async () => {
    const client = await harness.newInstance();
    const provider = await makeProvider(client);
    const [first, second] = [await makeConfig(client, provider), await makeConfig(client, provider)];
    const key = await makeKey(harness, client, ['resolver']);
    const narrowed = await late(key, `provider-configs/${first.id}/resolve`, { reason: 'Test' }, () =>
      client.patch(`api-keys/${key.id}`, { reach: { configs: [second.id] } }),
    );
    expect(narrowed.status).toBe(404);
    const revoked = await late(key, `provider-configs/${second.id}/resolve`, { reason: 'Test' }, () =>
      client.delete(`api-keys/${key.id}`),
    );
    expect(revoked.status).toBe(401);
    expect(narrowed.text + revoked.text).not.toContain(SECRET);
  });

  test('is refused once its instance is archived', async () => {
    const client = await harness.newInstance();
    const answer = await late(client, 'identity-actors', { type: 'person', name: 'Late' }, () =>
      harness.bootstrap.delete(`instances/${client.instanceId}`),
    );
    expect(answer.status).toBe(401);
  });

  test('has the time at which all of it had arrived', async () => {
    const client = await harness.newInstance();
    let before = '';
    const answer = await late(client, 'identity-actors', { type: 'person', name: 'Late' }, async () => {
      before = String((await client.create('identity-actors', { type: 'person', name: 'Early' })).created_at);
    });
    expect(JSON.parse(answer.text).created_at >= before).toBe(true);
  });
});

describe('a key that another process changes, of which this one has not heard', () => {
  const change = (id: string, set: string) =>
    harness.database.query(`update api_keys set ${set}, row_version = row_version + 1 where id = '${id}'`);

  test.each([
    ['is revoked', `status = 'revoked'`, 401],
    ['has expired', `expires_at = '2020-01-01T00:00:00Z'`, 401],
    ['has fewer scopes', `scopes = '{reader}'`, 403],
    ['has a reach', `reach = '{"handles": ["other"]}'`, 403],
    ['may not be used from this address', `allowed_ips = '{192.0.2.1}'`, 403],
    ['has another name', `name = 'Renamed'`, 200],
    ['has more scopes', `scopes = '{admin}'`, 200],
  ])('writes and reveals nothing beyond its rights: it %s', async (_, set, status) => {
    const client = await harness.newInstance();
    const { id } = await makeConfig(client, await makeProvider(client));
    const key = await makeKey(harness, client, ['editor', 'resolver']);
    const reveal = () => key.post(`provider-configs/${id}/resolve`, { reason: 'Test' });
    const write = () => key.patch(`provider-configs/${id}`, { name: `Named ${status} ${set.length}` });
    for (const send of [reveal, write]) {
      expect((await send()).status).toBe(200); // so that the key is known
      await change(key.id, set);
      const answer = await send();
      expect(answer.status).toBe(status);
      if (status !== 200) expect(JSON.stringify(answer.body)).not.toContain(SECRET);
      await change(
        key.id,
        `status = 'active', expires_at = null, scopes = '{editor,resolver}', reach = null, allowed_ips = null`,
      );
    }
  });

  test('has its old secret ended by a rotation', async () => {
    const client = await harness.newInstance();
    const key = await makeKey(harness, client, ['editor']);
    const write = (name: string) => key.post('identity-actors', { type: 'person', name });
    expect((await write('One')).status).toBe(200);
    await change(key.id, `token_hash = 'another-${key.id}'`);
    expect((await write('Two')).status).toBe(401);
  });
});

describe('a write that waits for a row', () => {
  onServer('holds up the revocation of its key, and the revocation no refusal of later writes', async () => {
    const client = await harness.newInstance();
    const provider = await makeProvider(client);
    const [first, second] = [await makeConfig(client, provider), await makeConfig(client, provider)];
    const key = await makeKey(harness, client, ['editor']);
    const answered: string[] = [];
    let revoked: Promise<{ status: number }> | undefined;
    await harness.database.transaction(async (tx) => {
      await tx.execute(`select from provider_configs where id = '${first.id}' for update`);
      void key.patch(`provider-configs/${first.id}`, { name: 'Waited' });
      await setTimeout(WHILE_MS);
      revoked = client.delete(`api-keys/${key.id}`);
      revoked.then(() => answered.push('revocation'));
      await setTimeout(WHILE_MS);
      expect(answered).toEqual([]);
      expect((await key.patch(`provider-configs/${second.id}`, { name: 'Late' })).status).toBe(401);
    });
    expect((await revoked)?.status).toBe(200);
    expect((await client.get(`provider-configs/${first.id}`)).body.name).toBe('Waited');
  });

  onServer(
    'reads its key behind the lock: it is refused when the key was revoked while it waited for that',
    async () => {
      const client = await harness.newInstance();
      const { id } = await makeConfig(client, await makeProvider(client));
      const key = await makeKey(harness, client, ['editor']);
      expect((await key.get('instance')).status).toBe(200);
      const waiting: ReturnType<Client['patch']>[] = [];
      await harness.database.transaction(async (tx) => {
        await tx.execute(`select from api_keys where id = '${key.id}' for update`);
        await tx.execute(
          `update api_keys set status = 'revoked', row_version = row_version + 1 where id = '${key.id}'`,
        );
        waiting.push(key.patch(`provider-configs/${id}`, { name: 'Too late' }));
        await setTimeout(WHILE_MS);
      });
      const [answer] = await Promise.all(waiting);
      expect(answer?.status).toBe(401);
      expect((await client.get(`provider-configs/${id}`)).body.name).not.toBe('Too late');
    },
  );
});

test('of two keys that revoke each other at once one is left', { timeout: 60_000 }, async () => {
  const client = await harness.newInstance();
  for (let time = 0; time < 3; time++) {
    const [one, other] = [
      await makeKey(harness, client, ['admin']),
      await makeKey(harness, client, ['admin']),
    ];
    const answers = await Promise.all([
      one.delete(`api-keys/${other.id}`),
      other.delete(`api-keys/${one.id}`),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 401]);
  }
});
