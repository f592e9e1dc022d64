import { describe, expect, test } from 'vitest';
import { startHarness } from '../support/harness.ts';
import { at, DAY_MS, knock, makeKey, ownId } from '../support/keys-kit.ts';
import { dump, expectPlaces, expectRefusal, formsOf } from '../support/rules-kit.ts';

const harness = await startHarness();

describe('rotating a key', () => {
  test('gives the same key a new secret, and the old one works until the overlap ends', async () => {
    const client = await harness.newInstance();
    const key = await makeKey(harness, client, ['reader']);
    const start = Date.now();
    const { status, body } = await at(harness, start, () =>
      client.post(`api-keys/${key.id}/rotate`, { overlap_seconds: 3_600 }),
    );
    const { secret, ...view } = body;
    const end = start + 3_600_000;
    expect(status).toBe(200);
    expect(view).toMatchObject({
      id: key.id,
      scopes: ['reader'],
      hint: secret.slice(-4),
      rotated_at: new Date(start).toISOString(),
      old_secrets: [{ hint: key.key.slice(-4), expires_at: new Date(end).toISOString() }],
    });
    expect((await client.get(`api-keys/${key.id}`)).body).toEqual(view);
    const fresh = harness.as(secret);
    await at(harness, end - 1, async () => {
      expect([await knock(key), await knock(fresh)]).toEqual([200, 200]);
      expect(await ownId(harness, fresh)).toBe(await ownId(harness, key));
    });
    await at(harness, end, async () => {
      expect([await knock(key), await knock(fresh)]).toEqual([401, 200]);
      expect((await client.get(`api-keys/${key.id}`)).body.old_secrets).toEqual([]);
    });
  });

  test('without an overlap ends the old secrets at once; the default overlap is a day', async () => {
    const client = await harness.newInstance();
    const key = await makeKey(harness, client, ['reader']);
    const start = Date.now();
    const second = harness.as(
      (await at(harness, start, () => client.post(`api-keys/${key.id}/rotate`, {}))).body.secret,
    );
    expect((await client.get(`api-keys/${key.id}`)).body.old_secrets[0].expires_at).toBe(
      new Date(start + DAY_MS).toISOString(),
    );
    expect([await knock(key), await knock(second)]).toEqual([200, 200]);
    const { body } = await client.post(`api-keys/${key.id}/rotate`, { overlap_seconds: 0 });
    expect(body.old_secrets).toEqual([]);
    expect([await knock(key), await knock(second), await knock(harness.as(body.secret))]).toEqual([
      401, 401, 200,
    ]);
  });

  test('again keeps the end of an older secret, or shortens it to the new one', async () => {
    const client = await harness.newInstance();
    const { id } = await makeKey(harness, client, ['reader']);
    const start = Date.now();
    const rotate = (overlap_seconds: number) =>
      at(harness, start, async () => (await client.post(`api-keys/${id}/rotate`, { overlap_seconds })).body);
    const endsOf = ({ old_secrets }: { old_secrets: { expires_at: string }[] }) =>
      old_secrets.map(({ expires_at }) => (Date.parse(expires_at) - start) / 1000);
    expect(endsOf(await rotate(600))).toEqual([600]);
    expect(endsOf(await rotate(3_600))).toEqual([600, 3_600]);
    expect(endsOf(await rotate(300))).toEqual([300, 300, 300]);
    expect(endsOf(await rotate(300))).toHaveLength(4);
    expect(endsOf(await rotate(300))).toHaveLength(5);
    expect(await rotate(300)).toMatchObject({ status: 409, code: 'conflict' });
    expect(endsOf(await rotate(0))).toEqual([]);
  });

  test('is recorded without a secret, and none is stored', async () => {
    const client = await harness.newInstance();
    const key = await makeKey(harness, client, ['reader']);
    const from = harness.logged.length;
    const answer = await client.post(`api-keys/${key.id}/rotate`, {});
    expect(answer.headers.get('cache-control')).toBe('no-store');
    const { secret } = answer.body;
    const [, event] = (await client.get(`audit-events?resource_id=${key.id}`)).body.items;
    expect(event).toMatchObject({
      action: 'api-keys.rotate',
      before: { hint: key.key.slice(-4), old_secrets: [], rotated_at: null },
      after: { hint: secret.slice(-4) },
    });
    const stored = await dump(harness);
    for (const text of [secret, key.key]) {
      for (const form of formsOf(text)) expect(stored.includes(form)).toBe(false);
      expect(harness.logged.slice(from).join().includes(text)).toBe(false);
    }
  });

  test('with a repeated request happens once and shows no secret again', async () => {
    const client = await harness.newInstance();
    const key = await makeKey(harness, client, ['reader']);
    const send = () =>
      client.request('POST', `api-keys/${key.id}/rotate`, {}, { 'idempotency-key': 'one-rotation' });
    const [first, again] = [await send(), await send()];
    expect(again.headers.get('idempotency-replayed')).toBe('true');
    expect(again.body).toEqual({ ...first.body, secret: null });
    expect(await knock(harness.as(first.body.secret))).toBe(200);
  });

  test('may be done by the key itself, with time to repeat the request', async () => {
    const client = await harness.newInstance();
    const id = await ownId(harness, client);
    for (const overlap_seconds of [0, 59]) {
      expectRefusal(await client.post(`api-keys/${id}/rotate`, { overlap_seconds }), [409, 'conflict']);
    }
    const lost = await client.post(`api-keys/${id}/rotate`, { overlap_seconds: 60 });
    expect(lost.status).toBe(200);
    const again = await client.post(`api-keys/${id}/rotate`, { overlap_seconds: 60 });
    expect(again.status).toBe(200);
    for (const secret of [client.key, lost.body.secret, again.body.secret]) {
      expect(await knock(harness.as(secret))).toBe(200);
    }
    expectRefusal(await client.post(`api-keys/${id}/rotate`, { expires_at: '2099-01-01T00:00:00Z' }), [
      409,
      'conflict',
    ]);
  });

  test('works for the bootstrap key too, and revoking ends every secret', async () => {
    const bootstrap = await ownId(harness, harness.bootstrap);
    const { body } = await harness.bootstrap.post(`api-keys/${bootstrap}/rotate`, {});
    const fresh = harness.as(body.secret);
    expect((await harness.contextOf(fresh)).actor).toMatchObject({ keyId: bootstrap, bootstrap: true });
    const key = await makeKey(harness, fresh, ['reader']);
    const second = harness.as((await fresh.post(`api-keys/${key.id}/rotate`, {})).body.secret);
    expect([await knock(key), await knock(second)]).toEqual([200, 200]);
    expect((await fresh.delete(`api-keys/${key.id}`)).body.old_secrets).toEqual([]);
    expect([await knock(key), await knock(second)]).toEqual([401, 401]);
  });

  test('of an expired key needs a new expiry, and does not revive its old secrets', async () => {
    const client = await harness.newInstance();
    const end = Date.now() + DAY_MS;
    const key = await makeKey(harness, client, ['reader'], { expires_at: new Date(end).toISOString() });
    await at(harness, end, async () => {
      expectRefusal(await client.post(`api-keys/${key.id}/rotate`, {}), [409, 'conflict']);
      const expires_at = new Date(end + 1_000).toISOString();
      const { body } = await client.post(`api-keys/${key.id}/rotate`, { expires_at });
      expect(body).toMatchObject({ status: 'active', expires_at, old_secrets: [] });
      expect([await knock(key), await knock(harness.as(body.secret))]).toEqual([401, 200]);
    });
  });

  test('takes an overlap of up to a week', async () => {
    const client = await harness.newInstance();
    const { id } = await makeKey(harness, client, ['reader']);
    const rotate = (overlap_seconds: unknown) => client.post(`api-keys/${id}/rotate`, { overlap_seconds });
    for (const wrong of [-1, 0.5, 604_801, '60', null])
      expectPlaces(await rotate(wrong), ['overlap_seconds']);
    expect((await rotate(604_800)).status).toBe(200);
    expectPlaces(await client.post(`api-keys/${id}/rotate`, { expires_at: '2001-01-01T00:00:00Z' }), [
      'expires_at',
    ]);
  });
});
