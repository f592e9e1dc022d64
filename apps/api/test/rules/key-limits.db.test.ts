import { testDriver } from '@berth/db/testing';
import { startUseWriter, writeUses } from '@berth/domain';
import { describe, expect, test, vi } from 'vitest';
import { type Client, startHarness } from '../support/harness.ts';
import { at, knock, makeKey, ownId } from '../support/keys-kit.ts';
import { expectPlaces, expectRefusal } from '../support/rules-kit.ts';

let isAway = false;
const harness = await startHarness({
  directly: true,
  proxies: 1,
  around: (database) => ({
    ...database,
    transaction: (run) => (isAway ? Promise.reject(new Error('away')) : database.transaction(run)),
  }),
});

const from = (ip: string) => ({ 'x-forwarded-for': ip });
const knockFrom = async (client: Client, ip: string) =>
  (await client.request('GET', 'instance', undefined, from(ip))).status;

test('a misfit of a nullable member is reported by the rule it breaks', async () => {
  const client = await harness.newInstance();
  const { body } = await client.post('api-keys', {
    name: 'K',
    scopes: ['reader'],
    expires_at: '2030-02-31',
    allowed_ips: ['10.0.0.0/8', 7],
  });
  expect(body.errors).toEqual([
    {
      code: 'invalid_date',
      message:
        'Must be a date of the calendar (2026-11-29), or a time of RFC 3339; in a query write + as %2B.',
      path: ['expires_at'],
    },
    {
      code: 'invalid_type',
      message: 'Must be a string.',
      expected: 'string',
      path: ['allowed_ips', '1'],
    },
  ]);
  const wrongType = await client.post('api-keys', { name: 'K', scopes: ['reader'], expires_at: 7 });
  expectPlaces(wrongType, ['expires_at']);
  expect(wrongType.body.errors[0]).toMatchObject({
    message: 'Must be a date of the calendar (2026-11-29), or a time of RFC 3339; in a query write + as %2B.',
  });
});

describe('a key with allowed_ips', () => {
  test('passes from these addresses only, and the refusal reveals none of them', async () => {
    const client = await harness.newInstance();
    const key = await makeKey(harness, client, ['reader'], {
      allowed_ips: ['203.0.113.0/24', '198.51.100.7', '2001:db8::/32'],
    });
    for (const ip of ['203.0.113.9', '198.51.100.7', '2001:db8::5', '::ffff:203.0.113.200']) {
      expect(await knockFrom(key, ip), ip).toBe(200);
    }
    for (const ip of ['203.0.114.1', '198.51.100.8', '2001:db9::1', '::ffff:198.51.100.8', 'unknown', '']) {
      expect(await knockFrom(key, ip), ip).toBe(403);
    }
    const refused = await key.request('GET', 'instance', undefined, from('192.0.2.1'));
    expect(refused.body).toEqual({
      object: 'error',
      ok: false,
      status: 403,
      code: 'forbidden',
      message: 'The key "Key" may not be used from this address.',
      reason: 'address_not_allowed',
      hint: 'Use it from one of its allowed_ips, or add the address to them.',
    });
    expect(await knock(key), 'an address that is not known').toBe(403);
  });

  test('is refused before any look-up, whatever headers the caller sends about its address', async () => {
    const client = await harness.newInstance();
    const key = await makeKey(harness, client, ['admin'], { allowed_ips: ['203.0.113.9'] });
    const paths = ['instance', 'providers', 'provider-configs/pcf_nothing', 'api-keys'];
    for (const path of paths) {
      const elsewhere = await key.request('GET', path, undefined, from('203.0.113.9, 192.0.2.1'));
      expectRefusal(elsewhere, [403, 'forbidden']);
    }
    expect(await knockFrom(key, '203.0.113.9')).toBe(200);
  });

  test('changes at once, and cannot lock the caller out', async () => {
    const client = await harness.newInstance();
    const id = await ownId(harness, client);
    const change = (allowed_ips: string[] | null, ip: string) =>
      client.request('PATCH', `api-keys/${id}`, { allowed_ips }, from(ip));
    expectRefusal(await change(['203.0.113.9'], '203.0.113.8'), [409, 'conflict']);
    expect(await knockFrom(client, '203.0.113.8')).toBe(200);
    expect((await change(['203.0.113.0/24'], '203.0.113.8')).status).toBe(200);
    expect([await knockFrom(client, '203.0.113.9'), await knockFrom(client, '192.0.2.1')]).toEqual([
      200, 403,
    ]);
    const other = await makeKey(harness, harness.bootstrap, ['admin']);
    const own = await makeKey(harness, harness.bootstrap, ['reader'], { allowed_ips: ['203.0.113.9'] });
    expect((await other.patch(`api-keys/${own.id}`, { allowed_ips: null })).body.allowed_ips).toBeNull();
    expect(await knockFrom(own, '192.0.2.1')).toBe(200);
  });

  test('takes 1 to 50 addresses and blocks, and names each malformed one', async () => {
    const client = await harness.newInstance();
    const create = (allowed_ips: unknown) =>
      client.post('api-keys', { name: 'Key', scopes: ['reader'], allowed_ips });
    expectPlaces(await create(['10.0.0.1', '10.0.0.0/33', 'fe80::1%eth0', 'localhost']), [
      'allowed_ips/1',
      'allowed_ips/2',
      'allowed_ips/3',
    ]);
    expectPlaces(await create([]), ['allowed_ips']);
    expectPlaces(await create('10.0.0.1'), ['allowed_ips']);
    const many = Array.from({ length: 51 }, (_, n) => `10.0.0.${n}`);
    expectPlaces(await create(many), ['allowed_ips']);
    const { body } = await create([...many.slice(0, 49), '10.0.0.0']);
    expect(body.allowed_ips).toEqual(many.slice(0, 49));
    expect((await create(null)).body.allowed_ips).toBeNull();
  });
});

describe('a limited key has no power over a less limited one:', () => {
  const END = '2090-01-01T00:00:00.000Z';
  const [sooner, later] = ['2089-12-31T23:59:59.999Z', '2090-01-01T00:00:00.001Z'];
  const inside = { ends: { expires_at: sooner }, bound: { allowed_ips: ['10.1.0.0/16', '::ffff:10.0.0.1'] } };
  const outside = {
    ends: [{}, { expires_at: null }, { expires_at: later }],
    bound: [{}, { allowed_ips: null }, { allowed_ips: ['10.0.0.1', '11.0.0.1'] }, { allowed_ips: ['::/0'] }],
  };
  const limits = { ends: { expires_at: END }, bound: { allowed_ips: ['10.0.0.0/8'] } };
  const named = { ends: 'expires_at', bound: 'allowed_ips' };

  async function scene(kind: 'ends' | 'bound') {
    const client = await harness.newInstance();
    const limited = await makeKey(harness, client, ['admin'], limits[kind]);
    const ask = (method: string, path: string, body: object) =>
      limited.request(method, path, body, from('10.0.0.9'));
    const refuses = (answer: Awaited<ReturnType<typeof ask>>) => {
      expectRefusal(answer, [403, 'forbidden']);
      expect(answer.body.hint).toContain(named[kind]);
    };
    return { client, limited, ask, refuses };
  }

  describe.each(['ends', 'bound'] as const)('a key that %s', (kind) => {
    test('makes none, not even a publishable one', async () => {
      const { ask, refuses } = await scene(kind);
      for (const more of outside[kind]) {
        refuses(await ask('POST', 'api-keys', { name: 'K', scopes: ['reader'], ...more }));
        refuses(await ask('POST', 'api-keys', { name: 'K', type: 'publishable', ...more }));
      }
      for (const more of [limits[kind], inside[kind]]) {
        const made = await ask('POST', 'api-keys', { name: 'K', scopes: ['reader'], ...more });
        expect([made.status, made.body]).toMatchObject([200, more]);
      }
    });

    test('changes and rotates none, and lifts no limit of another one or of itself', async () => {
      const { client, limited, ask, refuses } = await scene(kind);
      const free = await makeKey(harness, client, ['reader']);
      refuses(await ask('PATCH', `api-keys/${free.id}`, { name: 'Mine' }));
      refuses(await ask('PATCH', `api-keys/${free.id}`, limits[kind]));
      refuses(await ask('POST', `api-keys/${free.id}/rotate`, {}));
      const alike = await makeKey(harness, client, ['reader'], inside[kind]);
      for (const { id } of [limited, alike]) {
        for (const more of outside[kind].slice(1)) refuses(await ask('PATCH', `api-keys/${id}`, more));
        expect((await ask('PATCH', `api-keys/${id}`, { name: 'N', ...limits[kind] })).status).toBe(200);
        const rotated = await ask('POST', `api-keys/${id}/rotate`, {});
        expect([rotated.status, rotated.body]).toMatchObject([200, limits[kind]]);
      }
      if (kind === 'ends') refuses(await ask('POST', `api-keys/${alike.id}/rotate`, { expires_at: later }));
      expect((await ask('DELETE', `api-keys/${free.id}`, {})).status, 'but revokes it').toBe(200);
    });

    test('makes an instance whose first key has the same limits', async () => {
      const maker = await makeKey(harness, harness.bootstrap, ['instances:write'], limits[kind]);
      const made = await maker.request('POST', 'instances', { name: 'New' }, from('10.0.0.9'));
      const first = harness.as(made.body.secret_key.secret);
      const path = `api-keys/${made.body.secret_key.id}`;
      const shown = await first.request('GET', path, undefined, from('10.0.0.9'));
      expect([shown.status, shown.body]).toMatchObject([200, limits[kind]]);
    });
  });
});

describe('the last use of a key', () => {
  const T = Date.UTC(2031, 0, 1);
  const lastOf = async (client: Client, id: string) => {
    const { last_used_at, last_used_ip, row_version } = (await client.get(`api-keys/${id}`)).body;
    return [last_used_at, last_used_ip, row_version];
  };

  test('is written after a delay, as the latest one, and does not count as a change of the key', async () => {
    const client = await harness.newInstance();
    const key = await makeKey(harness, client, ['reader']);
    await at(harness, T, () => knockFrom(key, '203.0.113.8'));
    await at(harness, T + 1_000, () => knockFrom(key, '203.0.113.9'));
    expect(await lastOf(client, key.id)).toEqual([null, null, 1]);
    await writeUses(harness.database);
    expect(await lastOf(client, key.id)).toEqual([new Date(T + 1_000).toISOString(), '203.0.113.9', 1]);
    // Another process may be behind: the later time stays.
    await at(harness, T + 500, () => knockFrom(key, '203.0.113.10'));
    await writeUses(harness.database);
    expect(await lastOf(client, key.id)).toEqual([new Date(T + 1_000).toISOString(), '203.0.113.9', 1]);
    await at(harness, T + 2_000, () => knockFrom(key, '203.0.113.11'));
    await writeUses(harness.database);
    expect(await lastOf(client, key.id)).toEqual([new Date(T + 2_000).toISOString(), '203.0.113.11', 1]);
    // The clock has stepped back: the time that it had is none.
    const back = T - 3_600_000;
    await at(harness, back, () => knockFrom(key, '203.0.113.12'));
    await writeUses(harness.database);
    expect(await lastOf(client, key.id)).toEqual([new Date(back).toISOString(), '203.0.113.12', 1]);
    const events = (await client.get(`audit-events?resource_id=${key.id}`)).body.items;
    expect(events).toHaveLength(1);
  });

  test('is not updated by a refused request', async () => {
    const client = await harness.newInstance();
    const key = await makeKey(harness, client, ['reader'], { allowed_ips: ['203.0.113.9'] });
    await knockFrom(key, '192.0.2.1');
    await writeUses(harness.database);
    expect(await lastOf(client, key.id)).toEqual([null, null, 1]);
  });

  test('finds the keys that nobody has used since a moment', async () => {
    const client = await harness.newInstance();
    const first = await ownId(harness, client);
    const [never, old, recent] = await Promise.all(
      ['a', 'b', 'c'].map(() => makeKey(harness, client, ['reader'])),
    );
    if (!never || !old || !recent) throw new Error('Three keys were made');
    await at(harness, T, () => knock(old));
    await at(harness, T + 10_000, async () => [await knock(recent), await knock(client)]);
    await writeUses(harness.database);
    await at(harness, T + 20_000, async () => {
      const ids = async (query: string) =>
        (await client.get(`api-keys?${query}`)).body.items.map(({ id }: { id: string }) => id).sort();
      const mark = new Date(T + 5_000).toISOString();
      expect(await ids(`last_used_at[lt]=${mark}`)).toEqual([never.id, old.id].sort());
      expect(await ids(`last_used_at[gt]=${mark}`)).toEqual([first, recent.id].sort());
      expect(await ids(`last_used_at[gt]=2001-01-01&last_used_at[lt]=${mark}`)).toEqual([old.id]);
    });
  });

  // PGlite has one connection, so no other transaction can hold the key.
  test.runIf(testDriver() === 'postgres')(
    'is written without waiting for a transaction that holds the key',
    async () => {
      const client = await harness.newInstance();
      const [held, free] = [
        await makeKey(harness, client, ['reader']),
        await makeKey(harness, client, ['reader']),
      ];
      await at(harness, T, async () => [await knock(held), await knock(free)]);
      await harness.database.transaction(async (tx) => {
        await tx.execute(`update api_keys set name = name where id = '${held.id}'`);
        await writeUses(harness.database);
      });
      expect((await lastOf(client, held.id))[0]).toBeNull();
      expect((await lastOf(client, free.id))[0]).toBe(new Date(T).toISOString());
      await writeUses(harness.database);
      expect((await lastOf(client, held.id))[0]).toBe(new Date(T).toISOString());
    },
  );

  test('survives an outage of the database, and is written when the process stops', async () => {
    const client = await harness.newInstance();
    const key = await makeKey(harness, client, ['reader']);
    await at(harness, T, () => knock(key));
    const failures: unknown[] = [];
    const writer = startUseWriter({
      database: harness.database,
      everyMs: 5,
      failed: (error) => failures.push(error),
    });
    isAway = true;
    await vi.waitFor(() => expect(failures.length).toBeGreaterThan(1));
    isAway = false;
    await writer.stop();
    expect((await lastOf(client, key.id))[0]).toBe(new Date(T).toISOString());
  });
});
