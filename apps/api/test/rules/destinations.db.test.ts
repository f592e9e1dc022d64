import { describe, expect, test } from 'vitest';
import { type Client, startHarness } from '../support/harness.ts';
import { expectPlaces, expectRefusal, makeConfig, makeProvider, makeVault } from '../support/rules-kit.ts';
import { publicCatalog } from '../support/shipped.ts';

/** The leaves that decide where a secret goes, and the answers that say early which secrets a change makes stale. */

const harness = await startHarness();

const TEXT = { type: 'string' };
const SECRET = { type: 'string', writeOnly: true };

const keyOf = async (client: Client, ...scopes: string[]) =>
  harness.as((await client.post('api-keys', { name: 'Key', scopes })).body.secret);

const reveal = (client: Client, id: string) =>
  client.post(`provider-configs/${id}/resolve`, { reason: 'a test' });

/** A config with a secret and this value, under these properties. */
async function scene(properties: object, value: object, version: object = {}) {
  const client = await harness.newInstance();
  const config_schema = { type: 'object', properties: { ...properties, token: SECRET, other: SECRET } };
  const provider = await makeProvider(client, { config_schema, ...version });
  const config = await makeConfig(client, provider, { value: { ...value, token: 'token-000-000' } });
  return { client, provider, id: config.id as string, at: `provider-configs/${config.id}` };
}

test('an empty object is no secret that an address could hold back', async () => {
  const { client, id, at } = await scene({ host: TEXT }, { host: 'a', extra: {} });
  expect((await reveal(client, id)).status).toBe(200);
  const changed = await client.patch(at, { value: { more: { inner: {} } } });
  expect(changed.body.stale_secrets).toEqual([]);
  expect((await reveal(client, id)).status).toBe(200);
  await client.patch(at, { value: { host: 'b' } });
  expect((await reveal(client, id)).status).toBe(409);
});

describe('a secret goes to no other', { timeout: 60_000 }, () => {
  test.each<[string, object, object, object, string[], object?]>([
    [
      'leaf that the schema marks',
      { site: { ...TEXT, 'x-destination': true } },
      { site: 'a' },
      { site: 'b' },
      ['/site'],
    ],
    [
      'leaf below a marked object',
      { box: { 'x-destination': true } },
      { box: { a: 'a' } },
      { box: { a: 'b' } },
      ['/box/a'],
    ],
    [
      'leaf that a path of the version names',
      { map: {} },
      { map: { k: { at: 'a' } } },
      { map: { k: { at: 'b' } } },
      ['/map/k/at'],
      { destination_paths: ['/map/*/at'] },
    ],
    [
      'leaf with a format',
      { there: { format: 'ipv4' } },
      { there: '1.1.1.1' },
      { there: '2.2.2.2' },
      ['/there'],
    ],
    ['host', { host: TEXT }, { host: 'a' }, { host: 'b' }, ['/host']],
    ['host that the schema does not describe', {}, { smtpServer: 'a' }, { smtpServer: 'b' }, ['/smtpServer']],
    [
      'base of an API',
      { openai_api_base: TEXT },
      { openai_api_base: 'https://good.test' },
      { openai_api_base: 'https://evil.test' },
      ['/openai_api_base'],
    ],
    ['port', { host: TEXT, port: { type: 'integer' } }, { host: 'a', port: 1 }, { port: 2 }, ['/port']],
    [
      'list of servers',
      { bootstrap_servers: { type: 'array', items: TEXT } },
      { bootstrap_servers: ['a', 'b'] },
      { bootstrap_servers: ['a', 'c'] },
      ['/bootstrap_servers/1'],
    ],
    [
      'command',
      { command: TEXT, args: { type: 'array', items: TEXT } },
      { command: 'a' },
      { command: 'b', args: ['x'] },
      ['/args/0', '/command'],
    ],
    [
      'connection string',
      { dsn: TEXT },
      { dsn: 'postgres://db.test' },
      { dsn: 'postgres://elsewhere.test' },
      ['/dsn'],
    ],
  ])('%s', async (_what, properties, value, change, because, version) => {
    const { client, id, at } = await scene(properties, value, version);
    const operator = await keyOf(client, 'operator');
    expect((await reveal(client, id)).status).toBe(200);
    const stale = [{ path: '/token', because }];
    const dry = await operator.patch(`${at}?dry_run=true`, { value: change });
    expect([dry.status, dry.body.stale_secrets], JSON.stringify(dry.body)).toEqual([200, stale]);
    expect((await operator.patch(at, { value: change })).body.stale_secrets).toEqual(stale);
    const refused = await reveal(await keyOf(client, 'resolver'), id);
    expectRefusal(refused, [409, 'secrets_stale']);
    expect(refused.body.errors).toEqual([
      {
        code: 'stale',
        message: `Was sent before a change of ${because.join(', ')}.`,
        path: ['value', 'token'],
        because,
      },
    ]);
    expect((await operator.patch(at, { value: { token: 'token-111-111' } })).body.stale_secrets).toEqual([]);
    expect((await reveal(client, id)).body.value.token).toBe('token-111-111');
  });

  test.each<[string, object, object, object]>([
    [
      'scopes',
      { scopes: { type: 'array', items: TEXT } },
      { scopes: ['https://a.test/x'] },
      { scopes: ['https://b.test/x'] },
    ],
    ['a scope', { scope: TEXT }, { scope: 'https://a.test/x' }, { scope: 'https://b.test/x' }],
    [
      'documentation',
      { documentation_url: TEXT },
      { documentation_url: 'https://a.test' },
      { documentation_url: 'https://b.test' },
    ],
    ['a note', { note: TEXT }, { note: 'https://a.test' }, { note: 'https://b.test' }],
    [
      'a leaf that the schema takes out',
      { url: { format: 'uri', 'x-destination': false } },
      { url: 'https://a.test' },
      { url: 'https://b.test' },
    ],
  ])('but %s may change', async (_what, properties, value, change) => {
    const { client, id, at } = await scene(properties, value);
    const { body } = await client.patch(at, { value: change });
    expect([body.revision, body.stale_secrets]).toEqual([2, []]);
    expect((await reveal(client, id)).body.value).toMatchObject(change);
  });

  test.each(publicCatalog())(
    'address, account or command of $slug',
    async ({ slug, value, destinations, candidates }) => {
      const client = await harness.newInstance();
      const { id } = await client.create('provider-configs', { provider_id: slug, value });
      const at = `provider-configs/${id}`;
      const [operator, resolver] = [await keyOf(client, 'operator'), await keyOf(client, 'resolver')];
      expect((await reveal(resolver, id)).status).toBe(200);
      let tried = 0;
      for (const path of destinations) {
        for (const patch of candidates(path)) {
          const { status, body } = await operator.patch(at, { value: patch });
          if (status !== 200 || body.revision === null) continue;
          tried++;
          expect(body.stale_secrets.length, path).toBeGreaterThan(0);
          const answer = await reveal(resolver, id);
          expect([answer.status, answer.body.code], path).toEqual([409, 'secrets_stale']);
          await resolver.post(`${at}/confirm-secrets`, {});
          expect((await reveal(resolver, id)).status, path).toBe(200);
          break;
        }
      }
      expect(tried, 'destinations that could be changed').toBeGreaterThan(0);
    },
  );
});

describe('destination paths', () => {
  const config_schema = {
    type: 'object',
    additionalProperties: false,
    properties: { region: TEXT, host: TEXT, link: { format: 'uri', 'x-destination': false }, token: SECRET },
  };

  test('are listed with those that the schema has by mark, format and name', async () => {
    const client = await harness.newInstance();
    const provider = await makeProvider(client, { config_schema, destination_paths: ['/region'] });
    const { body } = await client.get(`provider-specifications/${provider.specification}`);
    expect(body.destination_paths).toEqual(['/region', '/host']);
    const shipped = (await client.get('provider-specifications?provider_id=mysql')).body.items.at(-1);
    expect(shipped.destination_paths).toEqual(expect.arrayContaining(['/host', '/replicas/*/host']));
  });

  test('are part of the content of a specification', async () => {
    const client = await harness.newInstance();
    const provider = await makeProvider(client, { config_schema });
    const publish = (version: string, more: object) =>
      client.create('provider-versions', { provider_id: provider.id, version, config_schema, ...more });
    const same = await publish('2', { destination_paths: [] });
    expect(same.specification_id).toBe(provider.specification);
    const other = await publish('3', { destination_paths: ['/region'] });
    expect(other.specification_id).not.toBe(provider.specification);
  });

  test('that the schema does not reach are refused, and so is a mark that is no boolean', async () => {
    const client = await harness.newInstance();
    const version = { version: '1', config_schema, destination_paths: ['/region', '/regoin', 'host'] };
    const create = (content: object) =>
      client.post('providers', { slug: 'some-slug', name: 'Some', version: content });
    expectPlaces(await create(version), ['version/destination_paths/1', 'version/destination_paths/2']);
    const marked = { properties: { host: { ...TEXT, 'x-destination': 'true' } } };
    expectPlaces(await create({ version: '1', config_schema: marked }), [
      'version/config_schema/properties/host/x-destination',
    ]);
    const { id } = await makeProvider(client, { config_schema });
    const body = { provider_id: id, version: '2', config_schema, destination_paths: ['/a'] };
    expectPlaces(await client.post('provider-versions', body), ['destination_paths/0']);
  });
});

describe('a connection string that carries a password', () => {
  test('is hidden like any secret', async () => {
    const { client, id } = await scene({ dsn: TEXT }, { dsn: 'postgres://app:pw-000-000@db.test' });
    const { body } = await client.get(`provider-configs/${id}`);
    expect(body.value_state).toContainEqual(expect.objectContaining({ path: '/dsn', secret: true }));
    const resolved = await client.post(`provider-configs/${id}/resolve`, {});
    expect(JSON.stringify(resolved.body)).not.toContain('pw-000-000');
  });
});

describe('the answer to a change of a vault', () => {
  const properties = { host: TEXT, zone: TEXT, token: SECRET, other: SECRET };

  async function vaultScene() {
    const client = await harness.newInstance();
    const provider = await makeProvider(client, { config_schema: { type: 'object', properties } });
    const value = { host: 'a', token: 'token-000-000' };
    const vault = await makeVault(client, provider, { value });
    const follow = async (own?: object) => {
      const made = { provider_id: provider.id, provider_config_vault_id: vault.id };
      const { id } = await client.create('provider-configs', made);
      if (own) await client.patch(`provider-configs/${id}`, { value: own });
      return id;
    };
    return { client, at: `provider-config-vaults/${vault.id}`, follow };
  }

  test('names the stale secrets of the vault and of its followers, also in a dry run', async () => {
    const { client, at, follow } = await vaultScene();
    const plain = await follow();
    const own = await follow({ other: 'other-000-000' });
    const elsewhere = await follow({ host: 'mine', token: 'token-mine-0' });
    const because = ['/host'];
    const expected = [
      { path: '/token', because },
      { path: '/token', because, provider_config_id: plain },
      { path: '/other', because, provider_config_id: own },
      { path: '/token', because, provider_config_id: own },
    ];
    const dry = await client.patch(`${at}?dry_run=true`, { value: { host: 'b' } });
    expect([dry.status, dry.body.stale_secrets]).toEqual([200, expected]);
    expect((await client.patch(at, { value: { host: 'b' } })).body.stale_secrets).toEqual(expected);
    for (const [id, status] of [
      [plain, 409],
      [own, 409],
      [elsewhere, 200],
    ] as const) {
      expect((await reveal(client, id)).status).toBe(status);
    }
    const { body } = await client.patch(at, { value: { token: 'token-111-111' } });
    expect(body.stale_secrets).toEqual([{ path: '/other', because, provider_config_id: own }]);
    expect((await client.patch(at, { name: 'Other name' })).body.stale_secrets).toBeUndefined();
  });

  test('names 100 secrets of followers at most', async () => {
    const { client, at, follow } = await vaultScene();
    for (let i = 0; i < 60; i++) await follow({ other: 'other-000-000' });
    const { body } = await client.patch(`${at}?dry_run=true`, { value: { host: 'b' } });
    expect(body.stale_secrets).toHaveLength(101);
  });
});
