import { describe, expect, test } from 'vitest';
import { type Client, startHarness } from '../support/harness.ts';
import { resolveKit } from '../support/resolve-kit.ts';
import { expectRefusal, makeConfig, makeProvider, makeVault, VALUE } from '../support/rules-kit.ts';

/** The rules that keep secrets from unintended addresses. */

const harness = await startHarness();
const { scene, keyOf, resolve, reveal } = resolveKit(harness);

describe('secrets go only to their intended address', { timeout: 60_000 }, () => {
  const TOKEN = { token: 'token-000', region: 'eu' };
  const stale = async (client: Client, id: string, places = ['value/token']) => {
    const answer = await reveal(client, id);
    expectRefusal(answer, [409, 'secrets_stale']);
    expect(answer.body.errors.map((problem: { path: string[] }) => problem.path.join('/'))).toEqual(places);
    expect((await resolve(client, id)).status).toBe(200);
  };
  const given = async (client: Client, id: string) => {
    const { status, body } = await reveal(client, id);
    expect([status, body.revealed], JSON.stringify(body)).toEqual([200, true]);
    return body.value;
  };

  test.each([
    ['a leaf that is an address by its format', { base_url: 'https://elsewhere.test' }],
    ['another one, that was not there', { callback: 'https://elsewhere.test' }],
    ['a leaf that the URL of the test is made of', { region: 'us' }],
    ['a leaf that reads like an address', { endpoint: 'https://elsewhere.test' }],
  ])('when %s changes, they are withheld until they are sent again', async (_what, change) => {
    const { client, provider } = await scene();
    const config = await makeConfig(client, provider, { value: { ...TOKEN, backup: 'backup-000' } });
    const at = `provider-configs/${config.id}`;
    expect((await client.patch(at, { value: change })).status).toBe(200);
    await stale(client, config.id, ['value/backup', 'value/token']);
    await client.patch(at, { value: { token: 'token-000' } });
    await stale(client, config.id, ['value/backup']);
    await client.patch(at, { value: { backup: 'backup-111' } });
    expect(await given(client, config.id)).toMatchObject({
      token: 'token-000',
      backup: 'backup-111',
      ...change,
    });
  });

  test('any other leaf may change', async () => {
    const { client, provider } = await scene();
    const config = await makeConfig(client, provider, { value: TOKEN });
    await client.patch(`provider-configs/${config.id}`, { value: { retries: 9, pool: { size: 1 } } });
    expect(await given(client, config.id)).toMatchObject({ retries: 9 });
  });

  test('an address that is written out as its default is the same address', async () => {
    const { client, provider } = await scene();
    const config = await makeConfig(client, provider, { value: TOKEN });
    await client.patch(`provider-configs/${config.id}`, { value: { base_url: 'https://api.test' } });
    await given(client, config.id);
  });

  test('the address and the secrets may be sent together, and a replaced value brings its own', async () => {
    const { client, provider } = await scene();
    const config = await makeConfig(client, provider, { value: TOKEN });
    const at = `provider-configs/${config.id}`;
    await client.patch(at, { value: { base_url: 'https://two.test', token: 'token-222' } });
    expect((await given(client, config.id)).token).toBe('token-222');
    await client.patch(at, { value_replace: { ...TOKEN, base_url: 'https://three.test' } });
    expect((await given(client, config.id)).base_url).toBe('https://three.test');
  });

  test('the old address brings them back, and so does a restored revision', async () => {
    const { client, provider } = await scene();
    const config = await makeConfig(client, provider, { value: TOKEN });
    const at = `provider-configs/${config.id}`;
    await client.patch(at, { value: { base_url: 'https://two.test' } });
    await stale(client, config.id);
    await client.patch(at, { value: { base_url: null } });
    await given(client, config.id);
    await client.patch(at, { value: { base_url: 'https://two.test' } });
    await client.post(`${at}/revisions/1/restore`, {});
    await given(client, config.id);
    await client.post(`${at}/revisions/2/restore`, {});
    await stale(client, config.id);
  });

  test('a key that may reveal them confirms the new address, and no other key does', async () => {
    const { client, provider } = await scene();
    const config = await makeConfig(client, provider, { value: TOKEN });
    const at = `provider-configs/${config.id}`;
    await client.patch(at, { value: { region: 'us' } });
    expectRefusal(await (await keyOf(client, 'editor')).post(`${at}/confirm-secrets`, {}), [
      403,
      'forbidden',
    ]);
    await stale(client, config.id);
    const { status, body } = await (await keyOf(client, 'resolver')).post(`${at}/confirm-secrets`, {});
    expect([status, body.revision]).toEqual([200, 3]);
    await given(client, config.id);
  });

  test('an override of the address does not receive the vault’s secrets', async () => {
    const { client, provider } = await scene();
    const vault = await makeVault(client, provider, { value: TOKEN });
    const config = await client.create('provider-configs', {
      provider_id: provider.id,
      provider_config_vault_id: vault.id,
    });
    await given(client, config.id);
    await client.patch(`provider-configs/${config.id}`, { value: { base_url: 'https://elsewhere.test' } });
    await stale(client, config.id);
    await client.patch(`provider-config-vaults/${vault.id}`, { value: { token: 'token-999' } });
    await stale(client, config.id);
    await client.post(`provider-configs/${config.id}/confirm-secrets`, {});
    expect((await given(client, config.id)).token).toBe('token-999');
    await client.patch(`provider-configs/${config.id}`, { value: { base_url: 'https://third.test' } });
    await stale(client, config.id);
  });

  test('a vault’s new address receives neither a config’s own secrets nor the vault’s old ones', async () => {
    const { client, provider } = await scene();
    const vault = await makeVault(client, provider, { value: TOKEN });
    const follow = () =>
      client.create('provider-configs', { provider_id: provider.id, provider_config_vault_id: vault.id });
    const [plain, own] = [await follow(), await follow()];
    await client.patch(`provider-configs/${own.id}`, { value: { backup: 'mine-000' } });
    await given(client, own.id);
    const at = `provider-config-vaults/${vault.id}`;
    await client.patch(at, { value: { base_url: 'https://two.test' } });
    await stale(client, plain.id);
    await client.patch(at, { value: { token: 'token-222' } });
    expect((await given(client, plain.id)).token).toBe('token-222');
    await stale(client, own.id, ['value/backup']);
    await client.patch(at, { value: { base_url: 'https://three.test' } });
    await client.post(`${at}/confirm-secrets`, {});
    await given(client, plain.id);
    await stale(client, own.id, ['value/backup']);
  });

  test.each([
    ['null', { value: { token: null } }],
    ['another override', { value_replace: { base_url: 'https://elsewhere.test' } }],
  ])(
    'an override of a secret that is removed by %s does not send the vault’s secret to its address',
    async (_how, body) => {
      const { client, provider } = await scene();
      const vault = await makeVault(client, provider, { value: TOKEN });
      const made = { provider_id: provider.id, provider_config_vault_id: vault.id };
      const { id } = await client.create('provider-configs', made);
      const both = { base_url: 'https://elsewhere.test', token: 'mine-000' };
      await client.patch(`provider-configs/${id}`, { value: both });
      expect((await given(client, id)).token).toBe('mine-000');
      expect((await client.patch(`provider-configs/${id}`, body)).status).toBe(200);
      await stale(client, id);
    },
  );

  test('a value without secrets is never withheld', async () => {
    const client = await harness.newInstance();
    const provider = await makeProvider(client);
    const config = await makeConfig(client, provider, { value: { host: VALUE.host } });
    await client.patch(`provider-configs/${config.id}`, { value: { host: 'https://elsewhere.test' } });
    await given(client, config.id);
  });
});
