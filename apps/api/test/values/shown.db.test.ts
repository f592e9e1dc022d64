import { expect, test } from 'vitest';
import { startHarness } from '../support/harness.ts';
import { makeConfig, makeProvider, makeVault } from '../support/rules-kit.ts';

/** A value that is sent back as `resolve` shows it changes nothing. */

const harness = await startHarness();

const SECRET = { type: 'string', writeOnly: true };
const string = { type: 'string' };
const object = (properties: object) => ({ type: 'object', properties });

const SCHEMA = object({
  host: string,
  password: SECRET,
  auth: object({ user: string, token: SECRET }),
  only: object({ deep: object({ token: SECRET }) }),
  empty: object({ any: string }),
  tokens: { type: 'array', items: SECRET },
  hosts: { type: 'array', items: object({ name: string, password: SECRET }) },
  zones: { type: 'array', items: string },
});

const VALUE = {
  host: 'h',
  password: 'password-1',
  auth: { user: 'ada', token: 'token-2' },
  only: { deep: { token: 'token-3' } },
  empty: {},
  tokens: ['token-4', 'token-5'],
  hosts: [{ name: 'one', password: 'password-6' }, { name: 'two' }],
  zones: ['a', 'b'],
  undescribed: { x: ['token-7'] },
};

const HIDDEN = ['/password', '/auth/token', '/only/deep/token', '/tokens', '/hosts', '/undescribed/x'];
const SHOWN = { host: 'h', auth: { user: 'ada' }, empty: {}, zones: ['a', 'b'] };

async function scene() {
  const client = await harness.newInstance();
  const provider = await makeProvider(client, { config_schema: SCHEMA });
  const own = await makeConfig(client, provider, { value: VALUE });
  const vault = await makeVault(client, provider, { value: VALUE });
  const made = { provider_id: provider.id, provider_config_vault_id: vault.id };
  const follower = await client.create('provider-configs', made);
  const reveal = async (at: string) => (await client.post(`${at}/resolve`, { reason: 'a test' })).body.value;
  return { client, own: `provider-configs/${own.id}`, follower: `provider-configs/${follower.id}`, reveal };
}

test('an array that holds a secret is left out as a whole, and so is an object of secrets alone', async () => {
  const { client, own, follower } = await scene();
  for (const at of [own, follower]) {
    const { value, hidden } = (await client.post(`${at}/resolve`, {})).body;
    expect([value, hidden]).toEqual([SHOWN, HIDDEN]);
  }
});

test('as a patch of an own value it makes no revision', async () => {
  const { client, own, reveal } = await scene();
  const { value } = (await client.post(`${own}/resolve`, {})).body;
  const { status, body } = await client.patch(own, { value });
  expect([status, body.revision]).toEqual([200, 1]);
  expect(await reveal(own)).toEqual(VALUE);
});

test('as a patch of an override it leaves the effective value, and its secrets still follow the vault', async () => {
  const { client, follower, reveal } = await scene();
  const { value } = (await client.post(`${follower}/resolve`, {})).body;
  const { status, body } = await client.patch(follower, { value });
  expect(status).toBe(200);
  expect(await reveal(follower)).toEqual(VALUE);
  const states = body.value_state as { path: string; from: string; secret: boolean }[];
  expect(states.filter(({ secret }) => secret).every(({ from }) => from === 'vault')).toBe(true);
});

test('as a patch of an override whose vault holds secrets alone it makes no revision', async () => {
  const client = await harness.newInstance();
  const provider = await makeProvider(client, { config_schema: SCHEMA });
  const vault = await makeVault(client, provider, { value: { only: VALUE.only, tokens: VALUE.tokens } });
  const made = { provider_id: provider.id, provider_config_vault_id: vault.id };
  const at = `provider-configs/${(await client.create('provider-configs', made)).id}`;
  const { value } = (await client.post(`${at}/resolve`, {})).body;
  expect(value).toEqual({});
  expect((await client.patch(at, { value })).body.revision).toBe(null);
});

test('a default is shown, also where the schema calls it a secret', async () => {
  const client = await harness.newInstance();
  const config_schema = object({
    password: { ...SECRET, default: 'changeme' },
    pool: { ...object({ key: SECRET, size: { type: 'integer' } }), default: { key: 'public', size: 2 } },
    host: string,
  });
  const provider = await makeProvider(client, { config_schema });
  const { id } = await makeConfig(client, provider, { value: { host: 'h' } });
  const at = `provider-configs/${id}`;
  expect((await client.post(`${at}/resolve`, {})).body).toMatchObject({
    value: { host: 'h', password: 'changeme', pool: { key: 'public', size: 2 } },
    hidden: [],
  });
  await client.patch(at, { value: { password: 'changeme' } });
  const sent = (await client.post(`${at}/resolve`, {})).body;
  expect([sent.value.password, sent.hidden]).toEqual([undefined, ['/password']]);
});

test('a place to keep may be absent in an object that is there, and in no other place', async () => {
  const { client, own, reveal } = await scene();
  const keep = ['/password', '/auth/token'];
  const value_shown = { value: { host: 'other', auth: {} }, keep, vault_revision: null };
  expect((await client.patch(own, { value_shown })).status).toBe(200);
  expect((await client.post(`${own}/confirm-secrets`, {})).status).toBe(200);
  expect(await reveal(own)).toEqual({ host: 'other', password: 'password-1', auth: { token: 'token-2' } });
  const lost = {
    value_shown: { value: { host: 'h' }, keep: ['/auth/token', '/absent'], vault_revision: null },
  };
  const { status, body } = await client.patch(own, lost);
  expect([status, body.errors.map(({ message }: { message: string }) => message)]).toEqual([
    400,
    [
      'Has no place in value_shown.value: send the object or the item that holds it.',
      'Nothing is stored here that could be kept.',
    ],
  ]);
});
