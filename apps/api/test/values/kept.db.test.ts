import { describe, expect, test } from 'vitest';
import { type Client, startHarness } from '../support/harness.ts';
import { expectPlaces, makeConfig, makeProvider, makeVault } from '../support/rules-kit.ts';

/** A secret that a write keeps never becomes readable, and never goes to another address. */

const harness = await startHarness();

const string = (more = {}) => ({ type: 'string', ...more });
const SECRET = string({ writeOnly: true });

/** In kind `a` the members of `auth` are secret, and in kind `b` they are plain. */
const SCHEMA = {
  type: 'object',
  required: ['kind'],
  properties: { base_url: string({ format: 'uri' }) },
  oneOf: ['a', 'b'].map((kind) => {
    const item = kind === 'a' ? SECRET : string();
    return {
      properties: {
        kind: { const: kind },
        auth: { type: 'object', properties: { token: item, pin: item } },
        hosts: { type: 'array', items: { type: 'object', properties: { name: string(), password: item } } },
        name: string(),
      },
    };
  }),
};
const GOOD = 'https://good.example.com';
const EVIL = 'https://evil.example.com';
const AUTH = { token: 'token-of-the-owner', pin: 'pin-of-the-owner' };
const HOSTS = [{ name: 'one', password: 'password-of-the-owner' }];
const SECRETS = /of-the-owner/;
const VALUE = { kind: 'a', base_url: GOOD, auth: AUTH };

async function scene() {
  const client = await harness.newInstance();
  const provider = await makeProvider(client, { config_schema: SCHEMA });
  const operator = await client.post('api-keys', { name: 'Operator', scopes: ['operator'] });
  const follow = async (value = VALUE) => {
    const vault = await makeVault(client, provider, { value });
    const made = { provider_id: provider.id, provider_config_vault_id: vault.id };
    const { id } = await client.create('provider-configs', made);
    return { vault: `provider-config-vaults/${vault.id}`, at: `provider-configs/${id}` };
  };
  const own = async (value: object = VALUE) =>
    `provider-configs/${(await makeConfig(client, provider, { value })).id}`;
  return { client, operator: harness.as(operator.body.secret), follow, own };
}

const shown = async (client: Client, at: string) => {
  const { status, body } = await client.post(`${at}/resolve`, {});
  expect(status).toBe(200);
  expect(JSON.stringify(body)).not.toMatch(SECRETS);
  return body;
};
const BOTH = ['value/auth/pin', 'value/auth/token'];

describe('a kept secret that a write would make readable must be sent again', () => {
  test.each([
    ['an empty object', { auth: {} }],
    ['a nested empty object', { auth: { token: {} } }],
    ['nothing', {}],
    ['another member', { name: 'n' }],
  ])('in a config, beside %s', async (_what, patch) => {
    const { operator, own } = await scene();
    const at = await own();
    expectPlaces(await operator.patch(at, { value: { kind: 'b', ...patch } }), BOTH);
    await shown(operator, at);
  });

  test('and is readable after it was sent again, beside those that were removed', async () => {
    const { operator, own } = await scene();
    const at = await own();
    expectPlaces(await operator.patch(at, { value: { kind: 'b', auth: { token: 'new' } } }), [
      'value/auth/pin',
    ]);
    const auth = { token: 'new', pin: null };
    expect((await operator.patch(at, { value: { kind: 'b', auth } })).status).toBe(200);
    expect((await shown(operator, at)).value).toEqual({ kind: 'b', base_url: GOOD, auth: { token: 'new' } });
  });

  test('in each item of an array, unless the array is sent', async () => {
    const { operator, own } = await scene();
    const at = await own({ kind: 'a', hosts: HOSTS });
    expectPlaces(await operator.patch(at, { value: { kind: 'b' } }), ['value/hosts/0/password']);
    expect((await operator.patch(at, { value: { kind: 'b', hosts: [] } })).status).toBe(200);
  });

  test('in a vault, also when it is empty of followers', async () => {
    const { client, operator, follow } = await scene();
    const { vault, at } = await follow();
    expectPlaces(await operator.patch(vault, { value: { kind: 'b', auth: {} } }), BOTH);
    expect((await client.get(vault)).body.revision).toBe(1);
    await shown(operator, at);
  });

  test('in an override, where the vault decides what is a secret', async () => {
    const { operator, follow } = await scene();
    const { at } = await follow();
    const places = ['value/auth/pin', 'value/auth/token'];
    expectPlaces(await operator.patch(at, { value: { kind: 'b' } }), places);
    expectPlaces(await operator.patch(at, { value_replace: { kind: 'b', name: 'n' } }), [
      'value_replace/auth/pin',
      'value_replace/auth/token',
    ]);
    expectPlaces(await operator.patch(at, { value: { kind: 'b', auth: { token: null, pin: 'mine' } } }), [
      'value/auth/token',
    ]);
    await shown(operator, at);
    const auth = { token: 'mine', pin: 'mine' };
    expect((await operator.patch(at, { value: { kind: 'b', auth } })).status).toBe(200);
    expect((await shown(operator, at)).value).toMatchObject({ auth });
    // Without the override the vault's secret would show.
    expectPlaces(await operator.patch(at, { value: { auth: { token: null } } }), ['value/auth/token']);
  });

  test('in a follower, when the vault changes what is a secret', async () => {
    const { operator, follow } = await scene();
    const { vault, at } = await follow();
    expect((await operator.patch(at, { value: { auth: { token: 'override-of-the-owner' } } })).status).toBe(
      200,
    );
    const edit = { value: { kind: 'b', auth: { token: 'new', pin: 'new' } } };
    const { status, body } = await operator.patch(vault, edit);
    expect([
      status,
      body.code,
      body.dependents?.map((it: { id: string }) => `provider-configs/${it.id}`),
    ]).toEqual([409, 'conflict', [at]]);
    expect(body.dependents[0].errors.map(({ path }: { path: string[] }) => path.join('/'))).toEqual([
      'value/auth/token',
    ]);
    expect((await operator.patch(`${vault}?force=true`, edit)).status).toBe(200);
    const resolved = await shown(operator, at);
    expect([resolved.invalid, resolved.hidden]).toEqual([true, ['/auth/token']]);
    expect((await operator.patch(at, { value: { auth: { token: null } } })).status).toBe(200);
    expect((await shown(operator, at)).invalid).toBe(false);
  });

  test('when a config moves to another revision of its vault', async () => {
    const { operator, follow } = await scene();
    const { vault, at } = await follow();
    await operator.patch(at, { vault_revision: 1, value: { auth: { pin: 'override-of-the-owner' } } });
    const edit = { kind: 'b', auth: { token: 'new', pin: 'new' } };
    expect((await operator.patch(vault, { value: edit })).status).toBe(200);
    expectPlaces(await operator.patch(at, { vault_revision: null }), ['vault_revision/auth/pin']);
    await shown(operator, at);
    expect((await operator.patch(at, { vault_revision: null, value: { auth: { pin: null } } })).status).toBe(
      200,
    );
  });

  test('when a revision is restored over a vault that has changed', async () => {
    const { operator, follow } = await scene();
    const { vault, at } = await follow();
    await operator.patch(at, { value: { auth: { pin: 'override-of-the-owner' } } });
    await operator.patch(at, { value: { auth: { pin: null } } });
    await operator.patch(vault, { value: { kind: 'b', auth: { token: 'new', pin: 'new' } } });
    expectPlaces(await operator.post(`${at}/revisions/1/restore`, {}), ['value/auth/pin']);
    await shown(operator, at);
  });

  test('and a kept array of the vault takes its secrets along', async () => {
    const { operator, follow } = await scene();
    const { at } = await follow({ kind: 'a', base_url: GOOD, hosts: HOSTS } as never);
    const hosts = [{ name: 'two', password: '********' }];
    const value_shown = (value: object) => ({
      value_shown: { value: { hosts, ...value }, keep: ['/hosts/0/password'], vault_revision: 1 },
    });
    expectPlaces(await operator.patch(at, value_shown({ kind: 'b', base_url: GOOD })), [
      'value_shown/value/hosts/0/password',
    ]);
    await shown(operator, at);
  });
});

describe('a kept secret goes to no other address', () => {
  const stale = async (client: Client, at: string) => {
    const { status, body } = await client.post(`${at}/resolve`, { reason: 'a test' });
    expect([status, body.code]).toEqual([409, 'secrets_stale']);
    expect(JSON.stringify(body)).not.toMatch(SECRETS);
  };

  test('when an array of the vault becomes an own one', async () => {
    const { client, operator, follow } = await scene();
    const { at } = await follow({ kind: 'a', base_url: GOOD, hosts: HOSTS } as never);
    const value = { kind: 'a', base_url: EVIL, hosts: [{ name: 'two', password: '********' }] };
    const value_shown = { value, keep: ['/hosts/0/password'], vault_revision: 1 };
    expect((await operator.patch(at, { value_shown })).status).toBe(200);
    await stale(client, at);
  });

  test('and to the same address it goes on', async () => {
    const { client, operator, follow } = await scene();
    const { at } = await follow({ kind: 'a', base_url: GOOD, hosts: HOSTS } as never);
    const value = { kind: 'a', base_url: GOOD, hosts: [{ name: 'two', password: '********' }] };
    const value_shown = { value, keep: ['/hosts/0/password'], vault_revision: 1 };
    expect((await operator.patch(at, { value_shown })).status).toBe(200);
    const { status, body } = await client.post(`${at}/resolve`, { reason: 'a test' });
    expect([status, body.value.hosts]).toEqual([200, [{ name: 'two', password: HOSTS[0]?.password }]]);
  });

  test('when a secret of the vault is kept while the config moves to another revision of it', async () => {
    const { client, operator, follow } = await scene();
    const { vault, at } = await follow();
    await operator.patch(vault, { value: { auth: { token: 'new', pin: 'new' } } });
    await operator.patch(at, { vault_revision: 1 });
    const value = { ...VALUE, base_url: EVIL, auth: { token: '********', pin: '********' } };
    const value_shown = { value, keep: ['/auth/token', '/auth/pin'], vault_revision: 1 };
    expect((await operator.patch(at, { value_shown, vault_revision: null })).status).toBe(200);
    await stale(client, at);
  });

  test('when a removed override is restored over a vault with another address', async () => {
    const { client, operator, follow } = await scene();
    const { vault, at } = await follow({ kind: 'a', base_url: GOOD } as never);
    await client.patch(at, { value: { auth: { token: 'override-of-the-owner' } } });
    await operator.patch(at, { value: { auth: null } });
    await operator.patch(vault, { value: { base_url: EVIL } });
    expect((await operator.post(`${at}/revisions/1/restore`, {})).status).toBe(200);
    await stale(client, at);
  });
});
