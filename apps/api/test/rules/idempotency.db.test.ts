import { randomUUID } from 'node:crypto';
import { jobHandlers, lookAfter, workOnNext } from '@berth/domain';
import { describe, expect, test } from 'vitest';
import { type Client, startHarness } from '../support/harness.ts';
import { runnerSource } from '../support/jobs-kit.ts';
import type { Answer } from '../support/json-http.ts';
import { makeKey, ownId } from '../support/keys-kit.ts';
import { makeConfig, makeProvider } from '../support/rules-kit.ts';

/** A repeated request has no further effect (draft-ietf-httpapi-idempotency-key-header). */

const harness = await startHarness();
const DAY_MS = 24 * 60 * 60_000;

const post = (client: Client, path: string, body: object, key: string): Promise<Answer> =>
  client.request('POST', path, body, { 'idempotency-key': key });

const isReplay = (answer: Answer) => answer.headers.get('idempotency-replayed') === 'true';

const configsOf = async (client: Client) => (await client.get('provider-configs?limit=100')).body.items;

async function scene() {
  const client = await harness.newInstance();
  const provider = await makeProvider(client);
  const body = { provider_id: provider.id, name: 'One', value: { host: 'abc', token: 'token-77' } };
  const key = randomUUID();
  return {
    client,
    provider,
    body,
    key,
    make: (more = {}) => post(client, 'provider-configs', { ...body, ...more }, key),
  };
}

describe('a request with a key', { timeout: 120_000 }, () => {
  test('gets the first answer when it is repeated, and has no further effect', async () => {
    const { client, key, body, make } = await scene();
    const first = await make();
    const again = await make();
    expect([first.status, isReplay(first), again.status, isReplay(again)]).toEqual([200, false, 200, true]);
    expect(again.body).toEqual(first.body);
    expect(isReplay(await post(client, 'provider-configs', body, `"${key}"`))).toBe(true);
    expect(await configsOf(client)).toHaveLength(1);
    const events = (await client.get('audit-events?action=provider-configs.create')).body.items;
    expect(events).toHaveLength(1);
    await client.patch(`provider-configs/${first.body.id}`, { name: 'Two' });
    expect((await make()).body).toEqual(first.body);
  });

  test('is refused for another body or query, and is independent on another path or in another instance', async () => {
    const { client, key, body, make } = await scene();
    await make();
    for (const answer of [
      await make({ name: 'Other' }),
      await make({ value: { host: 'abc', token: 'token-78' } }),
      await post(client, 'provider-configs?dry_run=false', body, key),
    ]) {
      expect([answer.status, answer.body.code]).toEqual([422, 'idempotency_key_reused']);
    }
    const { provider_id, value } = body;
    const vault = await post(client, 'provider-config-vaults', { provider_id, name: 'V', value }, key);
    expect([vault.status, isReplay(vault)]).toEqual([200, false]);
    const other = await scene();
    const elsewhere = await post(other.client, 'provider-configs', other.body, key);
    expect([elsewhere.status, isReplay(elsewhere)]).toEqual([200, false]);
  });

  test.each([
    ['of a path', 'provider-configs', 'provider%2Dconfigs'],
    ['of a row', 'provider-configs/one-two/disable', 'provider-configs/one%2Dtw%6F/disable'],
    ['of a row with signs', 'provider-configs/a:b@c/disable', 'provider-configs/a%3ab%40c/disable'],
  ])('is the same in every spelling %s', async (_what, path, spelling) => {
    const { client, key, body } = await scene();
    for (const handle of ['one-two', 'a:b@c']) await client.post('provider-configs', { ...body, handle });
    const sent = path.endsWith('disable') ? {} : body;
    const first = await post(client, path, sent, key);
    const again = await post(client, spelling, sent, key);
    expect([first.status, isReplay(first), again.status, isReplay(again)]).toEqual([200, false, 200, true]);
    expect(again.body).toEqual(first.body);
    expect(await configsOf(client)).toHaveLength(path.endsWith('disable') ? 2 : 3);
  });

  test('is refused to another API key, which may not see the first answer', async () => {
    const { client, body, key, make } = await scene();
    expect((await make()).status).toBe(200);
    const writer = await makeKey(harness, client, ['provider-configs:write']);
    const other = await post(writer, 'provider-configs', body, key);
    expect([other.status, other.body.code]).toEqual([422, 'idempotency_key_reused']);

    const { id } = await makeKey(harness, client, ['admin']);
    const giver = await makeKey(harness, client, ['api-keys:write']);
    expect((await giver.post(`api-keys/${id}/rotate`, {})).status).toBe(403);
    expect((await post(client, `api-keys/${id}/rotate`, {}, key)).status).toBe(200);
    const seen = await post(giver, `api-keys/${id}/rotate`, {}, key);
    expect([seen.status, seen.body.id]).toEqual([422, undefined]);

    // The same key with a new secret is the same caller.
    const { secret } = (await client.post(`api-keys/${await ownId(harness, client)}/rotate`, {})).body;
    expect(isReplay(await post(harness.as(secret), 'provider-configs', body, key))).toBe(true);
  });

  test('shows a key no more than it may see when the request comes again', async () => {
    const { client, body, key } = await scene();
    const { id, secret } = (
      await client.post('api-keys', { name: 'Key', scopes: ['operator', 'provider-configs:reveal'] })
    ).body;
    const caller = harness.as(secret);
    const digestsOf = ({ body }: Answer): unknown[] =>
      body.value_state.flatMap(({ digest }: { digest: string | null }) => digest ?? []);
    const long = { ...body, value: { ...body.value, token: 'a-token-of-some-length' } };
    expect(digestsOf(await post(caller, 'provider-configs', long, key))).not.toEqual([]);
    expect((await client.patch(`api-keys/${id}`, { scopes: ['operator'] })).status).toBe(200);
    const again = await post(caller, 'provider-configs', long, key);
    expect([again.status, isReplay(again), digestsOf(again)]).toEqual([200, true, []]);
  });

  test('makes one resource of 200 simultaneous requests, and later repetitions get the same answer', async () => {
    const { client, make } = await scene();
    const answers = await Promise.all(Array.from({ length: 200 }, () => make()));
    const done = answers.filter(({ status }) => status === 200);
    expect(
      new Set(answers.map(({ status, body }) => (status === 200 ? 'done' : `${status} ${body.reason}`))),
    ).toEqual(new Set(done.length === 200 ? ['done'] : ['done', '409 idempotency_key_in_use']));
    expect(done.filter((answer) => !isReplay(answer))).toHaveLength(1);
    const after = await Promise.all(Array.from({ length: 200 }, () => make()));
    expect(new Set(after.map(({ status, body }) => JSON.stringify([status, body])))).toEqual(
      new Set([JSON.stringify([200, done[0]?.body])]),
    );
    expect(await configsOf(client)).toHaveLength(1);
  });

  test('is executed when it is repeated after a refusal, and a dry run is not kept', async () => {
    const { client, key, body } = await scene();
    const handle = 'taken';
    const blocker = await client.create('provider-configs', { ...body, handle });
    const send = () => post(client, 'provider-configs', { ...body, handle }, key);
    expect((await send()).status).toBe(409);
    await client.delete(`provider-configs/${blocker.id}`);
    const tried = await post(client, 'provider-configs?dry_run=true', { ...body, handle }, key);
    expect([tried.status, tried.body.dry_run]).toEqual([200, true]);
    const done = await send();
    expect([done.status, isReplay(done)]).toEqual([200, false]);
  });

  test('is kept for a day', async () => {
    const { client, make } = await scene();
    const start = Date.now();
    const rows = async () =>
      (await harness.database.query(
        `select 1 from idempotency_records where instance_id = '${client.instanceId}'`,
      )) as unknown[];
    try {
      const first = await make();
      harness.setClock(new Date(start + DAY_MS - 60_000));
      expect((await make()).body.id).toBe(first.body.id);
      harness.setClock(new Date(start + DAY_MS + 60_000));
      const second = await make();
      expect([isReplay(second), second.body.id === first.body.id]).toEqual([false, false]);
      expect(isReplay(await make())).toBe(true);
      expect(await rows()).toHaveLength(1);
      await lookAfter(runnerSource(harness, jobHandlers, { clock: () => new Date(start + 3 * DAY_MS) }));
      expect(await rows()).toHaveLength(0);
    } finally {
      harness.setClock(null);
    }
  });

  test('keeps no secret: neither a new API key nor a value is in any record', async () => {
    const { client, provider, key, make } = await scene();
    await make();
    const made = await post(client, 'api-keys', { name: 'K', scopes: ['resolver'] }, key);
    const again = await post(client, 'api-keys', { name: 'K', scopes: ['resolver'] }, key);
    expect(made.body.secret).toMatch(/^berth_sk_/);
    expect([isReplay(again), again.body]).toEqual([true, { ...made.body, secret: null }]);
    const tenant = { name: 'Tenant' };
    const instance = await post(harness.bootstrap, 'instances', tenant, key);
    const replayed = await post(harness.bootstrap, 'instances', tenant, key);
    expect([replayed.body.id, replayed.body.secret_key.secret]).toEqual([instance.body.id, null]);
    const { id } = await makeConfig(client, provider);
    const reveal = () => post(client, `provider-configs/${id}/resolve`, { reason: 'a test' }, key);
    expect([(await reveal()).body.value.token, isReplay(await reveal())]).toEqual(['token-000', false]);
    const stored = JSON.stringify(await harness.database.query('select * from idempotency_records'));
    for (const secret of [made.body.secret, instance.body.secret_key.secret, 'token-77', 'token-000']) {
      expect(stored).not.toContain(secret);
    }
  });

  test("stays the same request after a rotation of the instance's data key", async () => {
    const { client, make } = await scene();
    const first = await make();
    await client.create('encryption/rotate', { keys: 'data' });
    const source = runnerSource(harness, jobHandlers);
    while (await workOnNext(source, 'the-test', () => false));
    expect([(await make()).body, (await make({ name: 'Other' })).status]).toEqual([first.body, 422]);
  });

  test('holds for the further verbs, and is checked before the precondition', async () => {
    const { client, provider, key } = await scene();
    const { id } = await makeConfig(client, provider);
    await client.patch(`provider-configs/${id}`, { value: { token: 'token-2' } });
    const etag = (await client.get(`provider-configs/${id}`)).headers.get('etag') ?? '';
    const restore = () =>
      client.request(
        'POST',
        `provider-configs/${id}/revisions/1/restore`,
        {},
        {
          'idempotency-key': key,
          'if-match': etag,
        },
      );
    const first = await restore();
    const again = await restore();
    expect([first.body.revision, again.status, isReplay(again), again.body]).toEqual([
      3,
      200,
      true,
      first.body,
    ]);
  });

  test('is refused when the key is malformed', async () => {
    const { client, body } = await scene();
    for (const key of ['', ' ', '""', 'x'.repeat(256)]) {
      const answer = await post(client, 'provider-configs', body, key);
      expect([answer.status, answer.body.code], key).toEqual([400, 'bad_request']);
    }
    expect(await configsOf(client)).toHaveLength(0);
  });
});
