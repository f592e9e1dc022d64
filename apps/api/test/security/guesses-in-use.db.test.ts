import { jobHandlers, lookAfter, workOnNext } from '@berth/domain';
import { describe, expect, test } from 'vitest';
import { type Client, startHarness } from '../support/harness.ts';
import { never, runnerSource } from '../support/jobs-kit.ts';
import { makeKey } from '../support/keys-kit.ts';
import {
  archive,
  makeConfig,
  makeDeployment,
  makeProvider,
  makeVault,
  publish,
} from '../support/rules-kit.ts';

/*
 * The rules against guesses of secrets leave values in use: a key that may not reveal can replace secrets, and one that
 * may gets them without a new confirmation.
 */

const harness = await startHarness();
const source = runnerSource(
  harness,
  jobHandlers.filter(({ kind }) => kind === 'provider-deployments.follow'),
);

const secret = { type: 'string', writeOnly: true };
const text = { type: 'string' };

async function scene(config_schema: object, role = 'operator') {
  const admin = await harness.newInstance();
  const provider = await makeProvider(admin, { config_schema });
  return { admin, operator: await makeKey(harness, admin, [role]), provider };
}

/** Publishes a version that renames a member to `key`. */
const renameToKey = (admin: Client, { id }: { id: string }, from: string, config_schema: object) =>
  admin.create('provider-versions', {
    provider_id: id,
    version: '2',
    config_schema,
    migrations: [
      {
        from: '1',
        patch: [{ op: 'rename', path: `/${from}`, to: 'key' }],
        tests: [{ before: { [from]: 't' }, after: { key: 't' } }],
      },
    ],
  });

describe('a vault whose follower has a version that asks about its secrets', () => {
  const properties = { token: secret, pin: secret, name: text };
  const schema = { type: 'object', properties };
  const asking = { ...schema, allOf: [{ if: { properties: { token: { pattern: '^zz' } } }, else: {} }] };

  async function followedBy(own: object) {
    const { admin, operator, provider } = await scene(schema, 'editor');
    const vault = await makeVault(admin, provider, { value: { token: 'a-token', pin: 'a-pin' } });
    const made = { provider_id: provider.id, provider_config_vault_id: vault.id };
    const follower = await admin.create('provider-configs', made);
    await admin.patch(`provider-configs/${follower.id}`, { value: own });
    const { id } = await publish(admin, provider, '2', { config_schema: asking });
    const { status } = await admin.post(`provider-configs/${follower.id}/upgrade`, {
      provider_version_id: id,
    });
    expect(status).toBe(200);
    const send = async (value: object) =>
      (await operator.patch(`provider-config-vaults/${vault.id}`, { value })).status;
    return send;
  }

  test.each([{}, { name: 'x' }, { pin: 'mine' }])(
    'gets new secrets from an editor beside the override %j',
    async (own) => {
      const send = await followedBy(own);
      expect(await send({ pin: 'new' })).toBe(403);
      expect(await send({ token: 'new', pin: 'new' })).toBe(200);
      expect(await send({ pin: 'again' })).toBe(403);
    },
  );

  test('has a kept secret asked about that the override does not hide', async () => {
    const send = await followedBy({ token: 'mine' });
    expect(await send({ pin: 'new' })).toBe(200);
  });
});

describe('a confirmed secret of a vault', () => {
  const schema = {
    type: 'object',
    properties: { uri: { ...secret, 'x-destination': true }, password: secret, site: text, name: text },
  };

  test('stays confirmed when the value leaves its vault after the same address was sent', async () => {
    for (const [sent, expected] of [
      ['https://x.test', 200],
      ['https://y.test', 409],
    ] as const) {
      const { admin, operator, provider } = await scene(schema);
      const vault = await makeVault(admin, provider, { value: { uri: 'https://a.test', password: 'p' } });
      const made = { provider_id: provider.id, provider_config_vault_id: vault.id };
      const at = `provider-configs/${(await admin.create('provider-configs', made)).id}`;
      await admin.patch(at, { value: { uri: 'https://x.test' } });
      await admin.post(`${at}/confirm-secrets`, {});
      const resolve = async () => (await admin.post(`${at}/resolve`, { reason: 'use' })).status;
      expect(await resolve()).toBe(200);
      expect((await operator.patch(at, { value: { uri: sent } })).status).toBe(200);
      expect(await resolve()).toBe(expected);
      const left = await operator.patch(at, { provider_config_vault_id: null, keep_value: true });
      expect([left.status, left.body.stale_secrets]).toEqual([
        200,
        [{ path: '/password', because: ['/uri'] }],
      ]);
      expect(await resolve()).toBe(expected);
    }
  });

  test('is none for a plain address that has changed since, so the bond of the vault is kept', async () => {
    const plain = {
      ...schema,
      properties: { ...schema.properties, uri: { ...text, 'x-destination': true } },
    };
    const { admin, operator, provider } = await scene(plain);
    const vault = await makeVault(admin, provider, { value: { uri: 'https://a.test', password: 'p' } });
    const made = { provider_id: provider.id, provider_config_vault_id: vault.id };
    const at = `provider-configs/${(await admin.create('provider-configs', made)).id}`;
    await admin.patch(at, { value: { uri: 'https://x.test' } });
    await admin.post(`${at}/confirm-secrets`, {});
    await operator.patch(at, { value: { uri: 'https://a.test' } });
    await operator.patch(at, { provider_config_vault_id: null, keep_value: true });
    expect((await admin.post(`${at}/resolve`, { reason: 'use' })).status).toBe(200);
  });
});

test('a guess that an upgrade sends beside its migration is stored as a new secret, right or wrong', async () => {
  const schemaOf = (name: string) => ({ type: 'object', properties: { [name]: secret, name: text } });
  const { admin, operator, provider } = await scene(schemaOf('token'));
  const { id } = await makeConfig(admin, provider, { value: { token: '7392', name: 'n' } });
  const version = await renameToKey(admin, provider, 'token', schemaOf('key'));
  const stateOf = async (value: object) => {
    const input = { provider_version_id: version.id, value };
    const upgraded = await operator.post(`provider-configs/${id}/upgrade?dry_run=true`, input);
    expect(upgraded.status, JSON.stringify(upgraded.body)).toBe(200);
    const state = upgraded.body.value_state.find(({ path }: { path: string }) => path === '/key');
    return [state.path, state.revision];
  };
  expect(await stateOf({ key: '7392' })).toEqual(['/key', 2]);
  expect(await stateOf({ key: '0000' })).toEqual(['/key', 2]);
  expect(await stateOf({ name: 'other' })).toEqual(['/key', 1]);
});

describe('a guess that is written beside a kept secret of an array without equal items', () => {
  const config_schema = {
    type: 'object',
    properties: { pins: { type: 'array', uniqueItems: true, items: secret }, name: text },
  };

  test.each(['7392', '0000'])('hinders no later write, nor marks a config, when it is %s', async (guess) => {
    const { admin, operator, provider } = await scene(config_schema);
    const value = { pins: ['7392'] };
    const own = await makeConfig(admin, provider, { value, handle: 'own' });
    const vault = await makeVault(admin, provider, { value });
    const made = { provider_id: provider.id, provider_config_vault_id: vault.id };
    const follower = await admin.create('provider-configs', made);
    const value_shown = { value: { pins: [null, guess] }, keep: ['/pins/0'], vault_revision: null };
    for (const [path, vault_revision] of [
      [`provider-configs/${own.id}`, null],
      [`provider-configs/${follower.id}`, 1],
      [`provider-config-vaults/${vault.id}`, null],
    ] as const) {
      const sent = { value_shown: { ...value_shown, vault_revision } };
      expect((await operator.patch(path, sent)).status, path).toBe(200);
      expect((await admin.patch(path, { value: { name: 'x' } })).status, path).toBe(200);
    }
    expect((await admin.delete(`provider-configs/${own.id}`)).status).toBe(200);
    expect((await admin.post(`provider-configs/${own.id}/unarchive`, {})).status).toBe(200);
    for (const { id } of [own, follower])
      expect((await operator.get(`provider-configs/${id}`)).body.invalid_reasons ?? null).toBeNull();
  });

  test('is compared by content for a key that may compare and sends something beside it', async () => {
    const { admin, provider } = await scene(config_schema);
    const { id } = await makeConfig(admin, provider, { value: { pins: ['7392', '1111'] } });
    const send = async (...pins: (string | null)[]) => {
      const keep = pins.flatMap((pin, index) => (pin === null ? [`/pins/${index}`] : []));
      const value_shown = { value: { pins }, keep, vault_revision: null };
      return (await admin.patch(`provider-configs/${id}?dry_run=true`, { value_shown })).status;
    };
    expect(await send(null, null, '7392')).toBe(400);
    expect(await send(null, null, '2222')).toBe(200);
    expect(await send('2222', '2222')).toBe(400);
  });
});

test('a secret that is stale by an address that was sent again holds up no move of it by a migration', async () => {
  const uri = { ...secret, 'x-destination': true };
  const schemaOf = (name: string) => ({ type: 'object', properties: { uri, [name]: secret } });
  const { admin, operator, provider } = await scene(schemaOf('password'));
  const { id } = await makeDeployment(admin, provider, { follow: 'safe' });
  const value = { uri: 'https://a.test', password: 'p' };
  const make = async () =>
    `provider-configs/${(await makeConfig(admin, provider, { value, provider_deployment_id: id })).id}`;
  const [live, archived] = [await make(), await make()];
  for (const path of [live, archived]) {
    const { body } = await operator.patch(path, { value: { uri: value.uri } });
    expect(body.stale_secrets).toEqual([{ path: '/password', because: ['/uri'] }]);
  }
  await archive(admin, archived);
  const version = await renameToKey(admin, provider, 'password', schemaOf('key'));
  await lookAfter(source);
  while (await workOnNext(source, 'one', never));
  const { locked_version, upgrade_blocked } = (await admin.get(`provider-deployments/${id}`)).body;
  expect([locked_version.id, upgrade_blocked]).toEqual([version.id, null]);
  const { status, body } = await operator.post(`${archived}/unarchive`, {});
  expect([status, body.upgrade_blocked, body.specification_id]).toEqual([
    200,
    undefined,
    version.specification_id,
  ]);
  for (const path of [live, archived]) {
    const answer = await admin.post(`${path}/resolve`, { reason: 'use' });
    expect(answer.body.value).toEqual({ uri: value.uri, key: 'p' });
  }
});
