import { describe, expect, test } from 'vitest';
import { startHarness } from '../support/harness.ts';
import {
  archive,
  expectPlaces,
  expectRefusal,
  makeConfig,
  makeProvider,
  makeVault,
  VALUE,
} from '../support/rules-kit.ts';

const harness = await startHarness();

async function scene(handle: string) {
  const client = await harness.newInstance();
  const provider = await makeProvider(client);
  const config = await makeConfig(client, provider, { handle });
  return { client, provider, config };
}

describe('a handle stands for the id of its config', () => {
  test.each([
    ...['chat', 'Chat bot (prod)', 'équipe/β', '100%', 'pcf_x', 'test', 'resolve', 'revisions', 'unarchive'],
    ...[
      '...',
      './',
      '../x',
      '/',
      '//',
      'a/',
      '?',
      '#',
      '%2e',
      '%2F',
      '\\',
      ';',
      ':id',
      '*',
      '+',
      '{x}',
      '"',
      '💩',
    ],
    'dep_01kbvq0000e00r00000000000x',
  ])('in every path: %s', async (handle) => {
    const { client, config } = await scene(handle);
    const at = `provider-configs/${encodeURIComponent(handle)}`;
    expect((await client.get(at)).body.id).toBe(config.id);
    expect((await client.patch(at, { description: 'Told' })).body).toMatchObject({
      id: config.id,
      description: 'Told',
    });
    expect((await client.post(`${at}/disable`, {})).body.enabled).toBe(false);
    expect((await client.post(`${at}/enable`, {})).body.enabled).toBe(true);
    expect((await client.post(`${at}/resolve`, { reason: 'start' })).body.value).toEqual(VALUE);
    expect((await client.get(`${at}/revisions`)).body.items).toHaveLength(1);
    expect((await client.get(`${at}/revisions/1`)).body.revision).toBe(1);
    expect((await client.delete(at)).body).toMatchObject({ id: config.id, status: 'archived' });
    expect((await client.get(at)).status).toBe(404);
  });

  test('in every filter, beside ids', async () => {
    const { client, provider, config } = await scene('chat');
    const vault = await makeVault(client, provider);
    const other = await client.create('provider-configs', {
      provider_id: provider.id,
      provider_config_vault_id: vault.id,
      handle: 'mail',
    });
    const ids = async (path: string) =>
      (await client.get(path)).body.items.map(({ id }: { id: string }) => id);
    expect(await ids('provider-configs?id=chat')).toEqual([config.id]);
    expect(await ids(`provider-configs?id=chat&id=${other.id}`)).toEqual([config.id, other.id]);
    expect(await ids('provider-configs?id=nobody')).toEqual([]);
    expect(await ids('provider-config-vaults?provider_config_id=mail')).toEqual([vault.id]);
    expect(await ids('provider-config-vaults?provider_config_id=chat')).toEqual([]);
    expect(await ids('provider-specifications?provider_config_id=chat')).toHaveLength(1);
    expect((await client.get('provider-config-schema?provider_config_id=chat')).body.provider_id).toBe(
      provider.id,
    );
    const deployment = await client.create('provider-deployments', {
      provider_id: provider.id,
      provider_config_id: 'chat',
    });
    const { body } = await client.get(`provider-deployments/${deployment.id}`);
    expect(body.default_config.id).toBe(config.id);
  });

  test('only while the config is live, only in its instance, and an id goes before a handle', async () => {
    const { client, provider, config } = await scene('chat');
    const stranger = await harness.newInstance();
    expect((await stranger.get('provider-configs/chat')).status).toBe(404);
    const trap = await makeConfig(client, provider);
    await harness.database.query(
      `update provider_configs set handle = '${config.id}' where id = '${trap.id}'`,
    );
    expect((await client.patch(`provider-configs/${trap.id}`, { handle: config.id })).status).toBe(200);
    expect((await client.get(`provider-configs/${config.id}`)).body.id).toBe(config.id);
    await archive(client, `provider-configs/${config.id}`);
    expect((await client.get('provider-configs/chat')).status).toBe(404);
    expect((await client.get(`provider-configs/${config.id}`)).body.id).toBe(config.id);
    const next = await makeConfig(client, provider, { handle: 'chat' });
    expect((await client.get('provider-configs/chat')).body.id).toBe(next.id);
    expect(trap.id).not.toBe(config.id);
  });

  test.each(['.', '..', ' .. ', 'an id'])('and is refused where no path could reach it: %s', async (text) => {
    const { client, provider, config } = await scene('chat');
    const handle = text === 'an id' ? config.id : text;
    for (const answer of [
      await client.post('provider-configs', { provider_id: provider.id, value: VALUE, handle }),
      await client.post('provider-configs?dry_run=true', { provider_id: provider.id, value: VALUE, handle }),
      await client.patch(`provider-configs/${config.id}`, { handle }),
    ]) {
      expectPlaces(answer, ['handle']);
      expect(answer.body.errors[0]).toMatchObject({ code: 'unreachable' });
    }
  });

  test('and a verb of the collection stays one', async () => {
    const { client } = await scene('test');
    const tried = await client.post('provider-configs/test', { provider_id: 'nobody', value: VALUE });
    expectRefusal(tried, [404, 'not_found'], 'provider');
    const wrong = await client.request('PUT', 'provider-configs/test', {});
    const allowed = wrong.headers.get('allow')?.split(', ').sort();
    expect([wrong.status, allowed]).toEqual([405, ['DELETE', 'GET', 'HEAD', 'PATCH', 'POST']]);
  });
});
