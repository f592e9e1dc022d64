import { describe, expect, test } from 'vitest';
import { startHarness } from '../support/harness.ts';
import { resolveKit, SHOWN } from '../support/resolve-kit.ts';
import { archive, expectPlaces, expectRefusal, makeConfig, makeProvider } from '../support/rules-kit.ts';

/** The value of a config as a program reads it. */

const harness = await startHarness();
const { scene, keyOf, resolve, reveal } = resolveKit(harness);

describe('resolve', { timeout: 60_000 }, () => {
  test('hides an address as long as a password is in it', async () => {
    const { client, provider } = await scene();
    const value = { token: 'token-000', base_url: 'https://app:open-sesame@api.test' };
    const config = await makeConfig(client, provider, { value });
    const { body } = await resolve(client, config.id);
    expect([JSON.stringify(body).includes('open-sesame'), body.hidden]).toEqual([
      false,
      ['/token', '/base_url'],
    ]);
    expect((await reveal(client, config.id)).body.value).toMatchObject(value);
    await client.patch(`provider-configs/${config.id}`, { value: { base_url: 'https://api.test' } });
    expect((await resolve(client, config.id)).body).toMatchObject({
      value: { base_url: 'https://api.test' },
      hidden: ['/token'],
    });
  });

  test('refuses a reason that nobody can see, and records no reveal', async () => {
    const { client, provider } = await scene();
    const config = await makeConfig(client, provider, { value: { token: 'token-000' } });
    const unseen = [
      '',
      ' ',
      '\n\t',
      '\u200b',
      '\u2060\ufeff',
      '\u202e\u202c',
      '\u00a0\u3000',
      '\u2800',
      '\u3164',
    ];
    for (const reason of unseen) {
      const answer = await resolve(client, config.id, { reason });
      expectPlaces(answer, ['reason']);
      expect(JSON.stringify(answer.body)).not.toContain('token-000');
    }
    const events = await client.get('audit-events?action=provider-configs.reveal');
    expect(events.body.items).toEqual([]);
    expect((await reveal(client, config.id)).body.value.token).toBe('token-000');
  });

  test('answers the effective value with defaults, the origin of each leaf, and no secret', async () => {
    const { client, provider } = await scene();
    const value = { token: 'token-000', pool: {} };
    const config = await makeConfig(client, provider, { value });
    const { status, headers, body } = await resolve(client, config.id);
    expect([status, headers.get('cache-control')]).toEqual([200, 'no-store']);
    expect(body).toMatchObject({
      id: config.id,
      revision: 1,
      vault_revision: null,
      revealed: false,
      invalid: false,
    });
    expect(body.value).toEqual({ base_url: 'https://api.test', retries: 3, pool: { size: 5 } });
    expect(body.hidden).toEqual(['/token']);
    const from = Object.fromEntries(
      body.provenance.map((it: { path: string; from: string }) => [it.path, it.from]),
    );
    expect(from).toEqual({
      '/base_url': 'schema_default',
      '/retries': 'schema_default',
      '/pool/size': 'schema_default',
      '/token': 'own',
    });
  });

  test('fills defaults into the objects of an array, says so, and never adds an item', async () => {
    const client = await harness.newInstance();
    const item = {
      type: 'object',
      default: { name: 'none' },
      properties: { name: { type: 'string' }, size: { type: 'integer', default: 5 } },
    };
    const secret = {
      type: 'object',
      properties: { ...item.properties, token: { type: 'string', writeOnly: true } },
    };
    const config_schema = {
      type: 'object',
      properties: {
        pools: { type: 'array', items: item, minItems: 1 },
        empty: { type: 'array', items: item },
        sealed: { type: 'array', items: secret },
      },
    };
    const provider = await makeProvider(client, { config_schema });
    const value = { pools: [{ name: 'a' }, { size: 2 }], empty: [], sealed: [{ token: 'token-000' }] };
    const config = await makeConfig(client, provider, { value });
    const fromOf = (body: { provenance: { path: string; from: string }[] }) =>
      body.provenance.map(({ path, from }) => `${path} ${from}`);
    const { body } = await resolve(client, config.id);
    expect(body.value).toEqual({ pools: [{ name: 'a', size: 5 }, { size: 2 }], empty: [] });
    expect(fromOf(body)).toEqual(['/pools own', '/empty own', '/sealed own', '/pools/0/size schema_default']);
    const revealed = (await reveal(client, config.id)).body;
    expect(revealed.value.sealed).toEqual([{ token: 'token-000', size: 5 }]);
    expect(fromOf(revealed).slice(3)).toEqual([
      '/pools/0/size schema_default',
      '/sealed/0/size schema_default',
    ]);
  });

  test('reveals secrets only to a key that may reveal them, and only with a reason', async () => {
    const { client, provider } = await scene();
    const config = await makeConfig(client, provider, { value: { token: 'token-000' } });
    for (const reason of [undefined, null]) {
      const { body } = await resolve(client, config.id, reason === undefined ? {} : { reason });
      expect([body.revealed, body.value, body.hidden], String(reason)).toEqual([false, SHOWN, ['/token']]);
    }
    for (const role of ['reader', 'operator', 'editor', 'provider-configs:read']) {
      const answer = await reveal(await keyOf(client, role), config.id);
      expectRefusal(answer, [403, 'forbidden']);
      expect(answer.body.message, role).toContain('provider-configs:reveal');
    }
    for (const role of ['resolver', 'admin', 'provider-configs:reveal']) {
      const { body, headers } = await reveal(await keyOf(client, role), config.id);
      expect([body.revealed, body.value, body.hidden], role).toEqual([
        true,
        { ...SHOWN, token: 'token-000' },
        [],
      ]);
      expect(headers.get('cache-control')).toBe('no-store');
    }
    const publishable = (await client.post('api-keys', { name: 'P', type: 'publishable' })).body.secret;
    expectRefusal(await reveal(harness.as(publishable), config.id), [403, 'forbidden']);
  });

  test('answers an empty value as an empty object, also where all leaves are secret', async () => {
    const client = await harness.newInstance();
    const version = { config_schema: { type: 'object' }, config_visibility: 'encrypted' as const };
    const { id } = await makeConfig(client, await makeProvider(client, version), { value: {} });
    expect((await resolve(client, id)).body.value).toEqual({});
    await client.patch(`provider-configs/${id}`, { value: { token: 'token-000' } });
    expect((await resolve(client, id)).body).toMatchObject({ value: {}, hidden: ['/token'] });
  });

  test('is refused with a reason for a disabled config, and answers without one', async () => {
    const { client, provider } = await scene();
    const config = await makeConfig(client, provider, { value: { token: 'token-000' }, enabled: false });
    expectRefusal(await reveal(client, config.id), [409, 'invalid_state']);
    expect((await resolve(client, config.id)).body).toMatchObject({ enabled: false, value: SHOWN });
    const query = `audit-events?action=provider-configs.reveal&resource_id=${config.id}`;
    expect((await client.get(query)).body.items).toEqual([]);
    await client.post(`provider-configs/${config.id}/enable`, {});
    expect((await reveal(client, config.id)).status).toBe(200);
  });

  test('is not cached on its way, also when it is refused', async () => {
    const { client } = await scene();
    const { headers, status } = await reveal(client, 'pcf_00000000000000000000000000');
    expect([status, headers.get('cache-control')]).toEqual([404, 'no-store']);
  });

  test('is recorded with the reason when it reveals, and only then', async () => {
    const { client, provider } = await scene();
    const config = await makeConfig(client, provider, { value: { token: 'token-000' } });
    await resolve(client, config.id);
    const query = `audit-events?action=provider-configs.reveal&resource_id=${config.id}`;
    expect((await client.get(query)).body.items).toEqual([]);
    const { headers } = await resolve(client, config.id, { reason: ' start of the worker ' });
    const { items } = (await client.get(query)).body;
    expect(items).toHaveLength(1);
    expect(items[0]).toMatchObject({
      reason: 'start of the worker',
      after: { revision: 1, vault_revision: null },
      request_id: headers.get('x-request-id'),
    });
  });

  test('is limited for each key, and the refusal says when to retry', async () => {
    const { client, provider } = await scene();
    const config = await makeConfig(client, provider, { value: { token: 'token-000' } });
    harness.settings.revealsPerMinute = 2;
    const start = Date.now();
    harness.setClock(new Date(start));
    try {
      expect((await reveal(client, config.id)).status).toBe(200);
      expect((await reveal(client, config.id)).status).toBe(200);
      const answer = await reveal(client, config.id);
      expectRefusal(answer, [429, 'rate_limited']);
      expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
      expect((await resolve(client, config.id)).status).toBe(200);
      expect((await reveal(await keyOf(client, 'resolver'), config.id)).status).toBe(200);
      harness.setClock(new Date(start + 61_000));
      expect((await reveal(client, config.id)).status).toBe(200);
    } finally {
      harness.setClock(null);
      harness.settings.revealsPerMinute = 1_000_000;
    }
  });

  test('is limited to the same number when its requests come at once', async () => {
    const { client, provider } = await scene();
    const config = await makeConfig(client, provider, { value: { token: 'token-000' } });
    harness.settings.revealsPerMinute = 3;
    try {
      const answers = await Promise.all(Array.from({ length: 12 }, () => reveal(client, config.id)));
      expect(answers.map(({ status }) => status).sort()).toEqual([
        ...[200, 200, 200],
        ...Array.from({ length: 9 }, () => 429),
      ]);
    } finally {
      harness.settings.revealsPerMinute = 1_000_000;
    }
  });

  test('is refused for an archived config, and answers 404 to another instance', async () => {
    const { client, provider } = await scene();
    const config = await makeConfig(client, provider, { value: { token: 'token-000' } });
    expectRefusal(await reveal(await harness.newInstance(), config.id), [404, 'not_found']);
    await archive(client, `provider-configs/${config.id}`);
    expectRefusal(await reveal(client, config.id), [400, 'use_after_delete']);
  });

  test('refuses a body with unknown members', async () => {
    const { client, provider } = await scene();
    const config = await makeConfig(client, provider, { value: { token: 'token-000' } });
    expectRefusal(await resolve(client, config.id, { reason: 7 }), [400, 'invalid_data']);
    expectRefusal(await resolve(client, config.id, { reason: 'x'.repeat(2_000) }), [400, 'invalid_data']);
  });
});
