import { describe, expect, test } from 'vitest';
import { startHarness } from '../support/harness.ts';
import { at, DAY_MS, knock, makeKey, ownId } from '../support/keys-kit.ts';
import { expectPlaces, expectRefusal } from '../support/rules-kit.ts';

const harness = await startHarness();

describe('changing a key', () => {
  test('takes effect at once, and is recorded in the audit trail without a secret', async () => {
    const client = await harness.newInstance();
    const key = await makeKey(harness, client, ['reader']);
    expect((await key.get('provider-configs')).status).toBe(200);
    const { status, body } = await client.patch(`api-keys/${key.id}`, {
      name: ' Narrow ',
      scopes: ['providers:read'],
    });
    expect([status, body]).toEqual([
      200,
      {
        ...(await client.get(`api-keys/${key.id}`)).body,
        name: 'Narrow',
        scopes: ['providers:read'],
        row_version: 2,
      },
    ]);
    expect((await key.get('provider-configs')).status).toBe(403);
    expect((await key.get('providers?limit=1')).status).toBe(200);
    const { items } = (await client.get(`audit-events?resource_id=${key.id}`)).body;
    expect(items.map(({ action }: { action: string }) => action)).toEqual([
      'api-keys.create',
      'api-keys.update',
    ]);
    expect(items[1]).toMatchObject({
      before: { name: 'Key', scopes: ['reader'] },
      after: { name: 'Narrow', scopes: ['providers:read'] },
    });
    expect(JSON.stringify(items)).not.toContain(key.key);
  });

  test('keeps absent members and clears null ones', async () => {
    const client = await harness.newInstance();
    const limits = { expires_at: '2099-01-01T00:00:00.000Z', allowed_ips: ['10.0.0.0/8'] };
    const key = await makeKey(harness, client, ['reader'], limits);
    const kept = (await client.patch(`api-keys/${key.id}`, { name: 'Other' })).body;
    expect(kept).toMatchObject({ name: 'Other', scopes: ['reader'], ...limits });
    const cleared = await client.patch(`api-keys/${key.id}`, { expires_at: null, allowed_ips: null });
    expect(cleared.body).toMatchObject({ name: 'Other', expires_at: null, allowed_ips: null });
  });

  test('grants nothing that the caller does not hold', async () => {
    const client = await harness.newInstance();
    const giver = await makeKey(harness, client, ['api-keys:read', 'api-keys:write', 'providers:read']);
    const key = await makeKey(harness, client, ['providers:read']);
    const give = (scopes: string[]) => giver.patch(`api-keys/${key.id}`, { scopes });
    expect((await give(['providers:read', 'api-keys:read'])).status).toBe(200);
    for (const scopes of [['providers:write'], ['reader'], ['admin']]) {
      expectRefusal(await give(scopes), [403, 'forbidden']);
    }
    expectPlaces(await give(['providers:read', 'providers:erase']), ['scopes/1']);
    expectPlaces(await give([]), ['scopes']);
  });

  test('and rotating it need every scope that it holds; otherwise an expired admin key could be revived', async () => {
    const client = await harness.newInstance();
    const manager = await makeKey(harness, client, ['api-keys:read', 'api-keys:write']);
    const admin = await ownId(harness, client);
    const bootstrap = await ownId(harness, harness.bootstrap);
    const inFirst = await makeKey(harness, harness.bootstrap, ['admin']);
    for (const [caller, id] of [
      [manager, admin],
      [inFirst, bootstrap],
    ] as const) {
      expectRefusal(await caller.patch(`api-keys/${id}`, { expires_at: null }), [403, 'forbidden']);
      expectRefusal(await caller.post(`api-keys/${id}/rotate`, {}), [403, 'forbidden']);
    }
    expect((await manager.patch(`api-keys/${manager.id}`, { name: 'Mine' })).status).toBe(200);
  });

  test('is refused for a revoked key and for a key of another instance', async () => {
    const client = await harness.newInstance();
    const other = await harness.newInstance();
    const key = await makeKey(harness, client, ['reader']);
    expectRefusal(await other.patch(`api-keys/${key.id}`, { name: 'x' }), [404, 'not_found']);
    expectRefusal(await other.post(`api-keys/${key.id}/rotate`, {}), [404, 'not_found']);
    await client.delete(`api-keys/${key.id}`);
    expectRefusal(await client.patch(`api-keys/${key.id}`, { name: 'x' }), [410, 'gone']);
    expectRefusal(await client.post(`api-keys/${key.id}/rotate`, {}), [410, 'gone']);
  });

  test('cannot narrow the caller’s own key', async () => {
    const client = await harness.newInstance();
    const id = await ownId(harness, client);
    const change = (body: object) => client.patch(`api-keys/${id}`, body);
    expectRefusal(await change({ scopes: ['reader', 'api-keys:write'] }), [409, 'conflict']);
    expectRefusal(await change({ expires_at: '2099-01-01T00:00:00Z' }), [409, 'conflict']);
    expectRefusal(await change({ allowed_ips: ['192.0.2.0/24'] }), [409, 'conflict']);
    expect((await change({ name: 'Mine', scopes: ['admin', 'reader'], expires_at: null })).status).toBe(200);
    const bootstrap = await ownId(harness, harness.bootstrap);
    const onBootstrap = (body: object) => harness.bootstrap.patch(`api-keys/${bootstrap}`, body);
    expectRefusal(await onBootstrap({ scopes: ['admin'] }), [409, 'conflict']);
    expectRefusal(await onBootstrap({ expires_at: '2099-01-01T00:00:00Z' }), [409, 'conflict']);
    expect((await onBootstrap({ name: 'Root' })).body).toMatchObject({ name: 'Root', is_bootstrap: true });
  });

  test('of the publishable kind gives it no scopes', async () => {
    const client = await harness.newInstance();
    const { id } = await client.create('api-keys', { name: 'Page', type: 'publishable' });
    expectPlaces(await client.patch(`api-keys/${id}`, { scopes: ['reader'] }), ['scopes']);
    expect((await client.patch(`api-keys/${id}`, { name: 'Shop' })).body).toMatchObject({ name: 'Shop' });
  });

  test('as a dry run changes nothing, in the database and in the process', async () => {
    const client = await harness.newInstance();
    const key = await makeKey(harness, client, ['reader']);
    const tried = await client.patch(`api-keys/${key.id}?dry_run=true`, { scopes: ['providers:read'] });
    expect(tried.body).toMatchObject({ dry_run: true, scopes: ['providers:read'] });
    const rotated = await client.post(`api-keys/${key.id}/rotate?dry_run=true`, { overlap_seconds: 0 });
    expect(rotated.status).toBe(200);
    expect((await key.get('provider-configs')).status).toBe(200);
    expect((await harness.as(rotated.body.secret).get('instance')).status).toBe(401);
  });
});

describe('a key that expires', () => {
  test('works before that moment and not at it, even when it is cached', async () => {
    const client = await harness.newInstance();
    const end = Date.now() + DAY_MS;
    const key = await makeKey(harness, client, ['reader'], { expires_at: new Date(end).toISOString() });
    expect(key.made).toMatchObject({ status: 'active', expires_at: new Date(end).toISOString() });
    await at(harness, end - 1, async () => expect(await knock(key)).toBe(200));
    await at(harness, end, async () => {
      const refused = await key.get('instance');
      expectRefusal(refused, [401, 'unauthorized']);
      expect(refused.body.message).toBe('The key has expired.');
      expect((await client.get(`api-keys/${key.id}`)).body.status).toBe('expired');
    });
    await at(harness, end + 1, async () => expect(await knock(key)).toBe(401));
  });

  test('is listed as expired, and works again with a later expiry', async () => {
    const client = await harness.newInstance();
    const end = Date.now() + DAY_MS;
    const short = await makeKey(harness, client, ['reader'], { expires_at: new Date(end).toISOString() });
    const long = await makeKey(harness, client, ['reader'], { expires_at: '2099-01-01T00:00:00Z' });
    const gone = await makeKey(harness, client, ['reader'], { expires_at: new Date(end).toISOString() });
    await client.delete(`api-keys/${gone.id}`);
    const first = await ownId(harness, client);
    const ids = async (query: string) =>
      (await client.get(`api-keys?${query}`)).body.items.map(({ id }: { id: string }) => id);
    expect(await ids('status=expired')).toEqual([]);
    expect(await ids('')).toEqual([first, short.id, long.id]);
    await at(harness, end, async () => {
      expect(await ids('')).toEqual([first, long.id]);
      expect(await ids('status=active')).toEqual([first, long.id]);
      expect(await ids('status=expired')).toEqual([short.id]);
      expect(await ids('status=expired&status=revoked')).toEqual([short.id, gone.id]);
      expect(await ids('status=expired&status=active&status=revoked')).toHaveLength(4);
      expect(await ids('status=active&expires_at[lt]=2100-01-01')).toEqual([long.id]);
      const later = { expires_at: new Date(end + DAY_MS).toISOString() };
      expect((await client.patch(`api-keys/${short.id}`, later)).body.status).toBe('active');
      expect(await knock(short)).toBe(200);
    });
  });

  test('needs an expiry that is valid and in the future', async () => {
    const client = await harness.newInstance();
    const create = (expires_at: unknown) =>
      client.post('api-keys', { name: 'Key', scopes: ['reader'], expires_at });
    for (const wrong of [
      'tomorrow',
      '2099-13-01T00:00:00Z',
      '2099-02-30',
      '9999-12-31T23:59:59-01:00',
      '2001-01-01T00:00:00Z',
      new Date(Date.now() - 1).toISOString(),
      4_000_000_000,
      '',
    ]) {
      expectPlaces(await create(wrong), ['expires_at']);
    }
    const { body } = await create('2099-01-01T02:00:00.1234+02:00');
    expect(body.expires_at).toBe('2099-01-01T00:00:00.123Z');
    for (const utc of ['2099-01-01', '2099-01-01T00:00:00']) {
      expect((await create(utc)).body.expires_at).toBe('2099-01-01T00:00:00.000Z');
    }
  });
});

describe('revoking', () => {
  test('is told to the holder of the key alone', async () => {
    const client = await harness.newInstance();
    const key = await makeKey(harness, client, ['reader']);
    await client.delete(`api-keys/${key.id}`);
    expect((await key.get('instance')).body.message).toBe('The key is revoked.');
    expect((await harness.as('x'.repeat(40)).get('instance')).body.message).toBe(
      'This server has no key with this token.',
    );
  });
});
