import { createHash } from 'node:crypto';
import { registry } from '@berth/domain';
import { newId, newToken, TOKEN_PATTERN } from '@berth/kernel';
import { describe, expect, test } from 'vitest';
import { type Client, startHarness } from '../support/harness.ts';
import { dump, expectPlaces, expectRefusal, formsOf } from '../support/rules-kit.ts';

let statements = 0;
const harness = await startHarness({
  // A prepared statement runs on the session of the read handle.
  around: (database) => {
    const { session } = database.read as unknown as { session: { prepareQuery(...args: unknown[]): object } };
    const prepareQuery = session.prepareQuery.bind(session);
    session.prepareQuery = (...args) => {
      const prepared = prepareQuery(...args) as { execute(...values: unknown[]): unknown };
      const execute = prepared.execute.bind(prepared);
      prepared.execute = (...values) => {
        statements += 1;
        return execute(...values);
      };
      return prepared;
    };
    return database;
  },
});

async function makeKey(client: Client, scopes: string[]): Promise<Client & { id: string }> {
  const key = await client.create('api-keys', { name: 'Key', scopes });
  return { ...harness.as(String(key.secret)), id: key.id };
}

describe('a key', () => {
  test('is shown once, and stored nowhere', async () => {
    const client = await harness.newInstance();
    const from = harness.logged.length;
    const created = await client.create('api-keys', { name: ' Robot ', scopes: ['reader'] });
    const secret = String(created.secret);
    expect(secret).toMatch(new RegExp(`^${TOKEN_PATTERN}$`));
    expect(secret.startsWith(`berth_sk_${created.id.slice('apk_'.length)}_`), 'it says whose it is').toBe(
      true,
    );
    expect(created).toMatchObject({
      object: 'api_key',
      type: 'secret',
      status: 'active',
      name: 'Robot',
      scopes: ['reader'],
      hint: secret.slice(-4),
      is_bootstrap: false,
    });
    const { secret: _, ...rest } = created;
    expect((await client.get(`api-keys/${created.id}`)).body).toEqual(rest);
    expect((await harness.as(secret).get('providers')).status).toBe(200);
    const stored = await dump(harness);
    expect(stored).toContain(created.id);
    for (const key of [secret, client.key, harness.bootstrap.key]) {
      for (const form of formsOf(key)) expect(stored.includes(form)).toBe(false);
    }
    expect(harness.logged.slice(from).some((line) => line.includes(secret))).toBe(false);
  });

  test('allows exactly its scopes', async () => {
    const client = await harness.newInstance();
    const one = await makeKey(client, ['provider-configs:read']);
    expect((await one.get('provider-configs')).status).toBe(200);
    const refused = await one.get('provider-deployments');
    expectRefusal(refused, [403, 'forbidden']);
    expect(refused.body.message).toContain('provider-deployments:read');
    expectRefusal(await one.post('provider-configs', { provider_id: 'openai', value: { api_key: 'k' } }), [
      403,
      'forbidden',
    ]);
  });

  test('of every role may do exactly what the role says', async () => {
    const client = await harness.newInstance();
    const passes = async (role: string) => {
      const key = await makeKey(client, [role]);
      const read = await Promise.all(
        ['providers', 'provider-configs', 'api-keys', 'instances'].map(
          async (path) => (await key.get(path)).status === 200,
        ),
      );
      const write = await Promise.all(
        ['providers', 'provider-configs', 'api-keys', 'instances'].map(
          async (path) => (await key.patch(`${path}/x`, {})).status,
        ),
      );
      return [read, write];
    };
    expect(await passes('admin')).toEqual([
      [true, true, true, false],
      [404, 404, 404, 403],
    ]);
    expect(await passes('editor')).toEqual([
      [true, true, true, false],
      [404, 404, 403, 403],
    ]);
    expect(await passes('operator')).toEqual([
      [true, true, true, false],
      [403, 404, 403, 403],
    ]);
    expect(await passes('reader')).toEqual([
      [true, true, true, false],
      [403, 403, 403, 403],
    ]);
  });

  test('cannot be given scopes that the giver does not hold', async () => {
    const client = await harness.newInstance();
    const giver = await makeKey(client, ['api-keys:read', 'api-keys:write', 'providers:read']);
    const give = (scopes: string[]) => giver.post('api-keys', { name: 'Key', scopes });
    expect((await give(['providers:read'])).status).toBe(200);
    expect((await give(['api-keys:write'])).status).toBe(200);
    for (const scopes of [
      ['providers:write'],
      ['provider-configs:read'],
      ['admin'],
      ['reader'],
      ['providers:read', 'instances:write'],
    ]) {
      expectRefusal(await give(scopes), [403, 'forbidden']);
    }
    // A publishable key reads the whole catalogue.
    expectRefusal(await giver.post('api-keys', { name: 'Page', type: 'publishable' }), [403, 'forbidden']);
    const page = await client.create('api-keys', { name: 'Page', type: 'publishable' });
    expectRefusal(await giver.post(`api-keys/${page.id}/rotate`, {}), [403, 'forbidden']);
    expectRefusal(await client.post('api-keys', { name: 'Key', scopes: ['instances:read'] }), [
      403,
      'forbidden',
    ]);
    const wide = await harness.bootstrap.create('api-keys', {
      name: 'Key',
      scopes: ['instances:write', 'instances:read'],
    });
    expect((await harness.as(String(wide.secret)).get('instances')).status).toBe(200);
  });

  test('needs a name and known scopes', async () => {
    const client = await harness.newInstance();
    const create = (body: object) => client.post('api-keys', { name: 'Key', scopes: ['reader'], ...body });
    expectPlaces(await create({ name: ' ' }), ['name']);
    expectPlaces(await create({ scopes: [] }), ['scopes']);
    expectPlaces(await create({ scopes: undefined }), ['scopes']);
    expectPlaces(await create({ scopes: ['reader', 'providers:erase'] }), ['scopes/1']);
    expectPlaces(await create({ scopes: ['__proto__'] }), ['scopes/0']);
    expectPlaces(await create({ scopes: ['constructor'] }), ['scopes/0']);
    expectPlaces(await create({ scopes: 'reader' }), ['scopes']);
    expectPlaces(await create({ type: 'root' }), ['type']);
    expectPlaces(await create({ type: 'publishable' }), ['scopes']);
  });

  test('of the publishable kind reads the catalogue and has a prefix of its own', async () => {
    const client = await harness.newInstance();
    const key = await client.create('api-keys', { name: 'Page', type: 'publishable' });
    expect(key).toMatchObject({ type: 'publishable', scopes: [] });
    expect(String(key.secret)).toMatch(/^berth_pk_/);
    const page = harness.as(String(key.secret));
    expect((await page.get('providers?limit=1')).status).toBe(200);
    expect((await page.get('provider-config-schema?provider_id=openai')).status).toBe(200);
    for (const path of [
      'provider-configs',
      'provider-deployments',
      'provider-config-vaults',
      'api-keys',
      'instances',
    ]) {
      expect((await page.get(path)).status, path).toBe(403);
    }
  });
});

describe('revoking a key', () => {
  test('ends it at once', async () => {
    const client = await harness.newInstance();
    const key = await makeKey(client, ['reader']);
    expect((await key.get('providers?limit=1')).status).toBe(200);
    const { status, body } = await client.delete(`api-keys/${key.id}`);
    expect([status, body.status, body.revoked_at === null]).toEqual([200, 'revoked', false]);
    for (const path of ['providers', 'instance', 'nothing']) {
      expectRefusal(await key.get(path), [401, 'unauthorized']);
    }
    expectRefusal(await client.delete(`api-keys/${key.id}`), [410, 'gone']);
    expect((await client.get('api-keys?status=revoked')).body.items).toEqual([body]);
  });

  test('is refused to the key itself', async () => {
    const client = await harness.newInstance();
    const { body } = await client.get('api-keys');
    const own = body.items[0].id;
    expectRefusal(await client.delete(`api-keys/${own}`), [409, 'conflict']);
    expect((await client.get('providers?limit=1')).status).toBe(200);
    const bootstrap = (await harness.bootstrap.get('api-keys')).body.items.find(
      (key: { is_bootstrap: boolean }) => key.is_bootstrap,
    );
    expectRefusal(await harness.bootstrap.delete(`api-keys/${bootstrap.id}`), [409, 'conflict']);
  });
});

test('the bootstrap key holds every scope', async () => {
  for (const scope of registry.scopes.all) {
    const key = await harness.bootstrap.create('api-keys', { name: scope, scopes: [scope] });
    expect(key.scopes).toEqual([scope]);
  }
});

test('the bootstrap key takes back what was shown of it, and no other scopes', async () => {
  const { actor } = await harness.contextOf(harness.bootstrap);
  const path = `api-keys/${actor.keyId}`;
  const { body: shown } = await harness.bootstrap.get(path);
  const { status, body } = await harness.bootstrap.patch(path, shown);
  expect([status, body.row_version]).toEqual([200, shown.row_version]);
  expectRefusal(await harness.bootstrap.patch(path, { scopes: ['admin'] }), [409, 'conflict']);
});

test('every role is listed with its scopes', async () => {
  const client = await harness.newInstance();
  const { status, body } = await client.get('api-keys/roles');
  expect(status).toBe(200);
  expect(body.items.map(({ name }: { name: string }) => name)).toEqual([
    'admin',
    'editor',
    'operator',
    'reader',
    'resolver',
    'auditor',
    'ai.manage',
  ]);
  for (const { name, description, scopes } of body.items) {
    expect(description).toMatch(/^[A-Z].*\.$/);
    const key = await makeKey(client, [name]);
    expect([...(await harness.contextOf(key)).scopes].sort()).toEqual(scopes);
  }
});

test('a token with a wrong checksum is refused without a database query; other forms are looked up', async () => {
  const client = await harness.newInstance();
  const asked = async (token: string) => {
    const before = statements;
    expect((await harness.as(token).get('instance')).status).toBe(401);
    return statements - before;
  };
  const last = client.key.at(-1) === 'a' ? 'b' : 'a';
  expect(await asked(client.key.slice(0, -1) + last)).toBe(0);
  expect(await asked(`berth_sk_${'0'.repeat(26)}_${'0'.repeat(49)}`)).toBe(0);
  const nobodys = newToken('secret', newId('apiKey', new Date()));
  expect(await asked(nobodys), 'a sound one of nobody').toBeGreaterThan(0);
  expect(await asked(`berth_sk_${'x'.repeat(43)}`), 'the form of before').toBeGreaterThan(0);
});

test('a token of the earlier form, without a checksum, still works', async () => {
  const client = await harness.newInstance();
  const token = `berth_sk_${'aB3'.repeat(15).slice(0, 43)}`;
  const { id } = await client.create('api-keys', { name: 'Old', scopes: ['reader'] });
  const digest = createHash('sha256').update(token).digest('hex');
  await harness.database.query(`update api_keys set token_hash = '${digest}' where id = '${id}'`);
  expect((await harness.as(token).get('providers?limit=1')).status).toBe(200);
});

test('a token is read from the header only', async () => {
  const client = await harness.newInstance();
  for (const query of [`token=${client.key}`, `key=${client.key}`, `access_token=${client.key}`]) {
    expect((await harness.app.request(`/providers?${query}`)).status).toBe(401);
  }
  for (const authorization of [`bearer ${client.key}`, `BEARER   ${client.key} `]) {
    expect((await client.request('GET', 'instance', undefined, { authorization })).status).toBe(200);
  }
  for (const authorization of [
    client.key,
    `Basic ${client.key}`,
    `Bearer ${client.key}x`,
    `Bearer ${client.key.slice(0, -1)}`,
  ]) {
    expect((await client.request('GET', 'instance', undefined, { authorization })).status).toBe(401);
  }
});
