import { expect, test } from 'vitest';
import { type Client, startHarness } from '../support/harness.ts';
import { makeConfig, makeProvider, makeVault } from '../support/rules-kit.ts';
import { startTokenServer } from '../support/token-server.ts';

/** The outcome of the last test of a config, and the lists by it. */

const harness = await startHarness();
harness.settings.allowPrivate = true;

const TESTED = {
  config_schema: {
    type: 'object',
    properties: { base: { type: 'string' }, token: { type: 'string', writeOnly: true } },
  },
  test: { url: '{base}/v1/me', headers: { Authorization: 'Bearer {token}' } },
};
const [GOOD, BAD] = ['token-good-0000', 'token-bad-00000'];

const listed = async (client: Client, status: 'passed' | 'failed'): Promise<string[]> => {
  const { body } = await client.get(`provider-configs?test_status=${status}`);
  for (const item of body.items) expect(item.test_status).toBe(status);
  return body.items.map(({ id }: { id: string }) => id);
};

test('the outcome is kept until the value changes, and lists by it; the config stays as it is', async () => {
  const { base, close } = await startTokenServer(GOOD);
  const client = await harness.newInstance();
  const provider = await makeProvider(client, TESTED);
  const config = await makeConfig(client, provider, { value: { base, token: BAD } });
  const path = `provider-configs/${config.id}`;
  const shown = async () => {
    const { body } = await client.get(path);
    return [body.test_status, body.tested_at === null, body.row_version, body.updated_at];
  };
  const { row_version, updated_at } = config;
  expect(await shown()).toEqual([null, true, row_version, updated_at]);
  await client.post(`${path}/test`, {});
  expect(await shown()).toEqual(['failed', false, row_version, updated_at]);
  expect([await listed(client, 'failed'), await listed(client, 'passed')]).toEqual([[config.id], []]);

  // An unsaved edit is no test of the config
  const tried = await client.post(`${path}/test`, { value: { token: GOOD } });
  expect(tried.body.status).toBe('passed');
  expect(await listed(client, 'failed')).toEqual([config.id]);

  // A patch that changes no leaf changes nothing
  await client.patch(path, { value: { token: BAD } });
  expect(await shown()).toEqual(['failed', false, row_version, updated_at]);
  await client.patch(path, { name: 'Renamed' });
  expect(await listed(client, 'failed')).toEqual([config.id]);
  await client.patch(path, { value: { token: GOOD } });
  expect((await client.get(path)).body).toMatchObject({ test_status: null, tested_at: null });
  expect([await listed(client, 'failed'), await listed(client, 'passed')]).toEqual([[], []]);
  await client.post(`${path}/test`, {});
  expect(await listed(client, 'passed')).toEqual([config.id]);
  close();
});

test('a change of the vault makes the outcome of its followers unknown', async () => {
  const { base, close } = await startTokenServer(GOOD);
  const client = await harness.newInstance();
  const provider = await makeProvider(client, TESTED);
  const vault = await makeVault(client, provider, { value: { base, token: BAD } });
  const config = await client.create('provider-configs', {
    provider_id: provider.id,
    provider_config_vault_id: vault.id,
  });
  await client.post(`provider-configs/${config.id}/test`, {});
  expect(await listed(client, 'failed')).toEqual([config.id]);
  await client.patch(`provider-config-vaults/${vault.id}`, { value: { token: GOOD } });
  expect(await listed(client, 'failed')).toEqual([]);
  expect((await client.get(`provider-configs/${config.id}`)).body.test_status).toBeNull();
  await client.post(`provider-configs/${config.id}/test`, {});
  expect(await listed(client, 'passed')).toEqual([config.id]);
  close();
});
