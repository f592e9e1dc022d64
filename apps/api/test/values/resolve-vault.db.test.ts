import { describe, expect, test } from 'vitest';
import { startHarness } from '../support/harness.ts';
import { archive, makeProvider, makeVault, VALUE } from '../support/rules-kit.ts';

const harness = await startHarness();

describe('POST /provider-config-vaults/:id/resolve', () => {
  test('answers what is stored, without secrets and defaults', async () => {
    const client = await harness.newInstance();
    const config_schema = {
      type: 'object',
      properties: {
        host: { type: 'string' },
        port: { type: 'integer', default: 1 },
        token: { type: 'string', writeOnly: true },
        list: {
          type: 'array',
          items: { type: 'object', properties: { key: { type: 'string', format: 'password' } } },
        },
      },
    };
    const provider = await makeProvider(client, { config_schema });
    const value = { ...VALUE, list: [{ key: 'key-00000000' }], undescribed: 'u' };
    const vault = await makeVault(client, provider, { value });
    const { body } = await client.post(`provider-config-vaults/${vault.id}/resolve`, {});
    expect(body).toMatchObject({
      id: vault.id,
      provider_id: provider.id,
      revision: 1,
      value: { host: VALUE.host },
    });
    expect(Object.keys(body.value)).toEqual(['host']);
    expect(body.hidden.sort()).toEqual(['/list', '/token', '/undescribed']);
  });

  test('follows the current revision, and refuses an archived vault', async () => {
    const client = await harness.newInstance();
    const vault = await makeVault(client, await makeProvider(client));
    await client.patch(`provider-config-vaults/${vault.id}`, { value: { port: 9 } });
    const { body } = await client.post(`provider-config-vaults/${vault.id}/resolve`, {});
    expect([body.revision, body.value]).toEqual([2, { host: VALUE.host, port: 9 }]);
    await archive(client, `provider-config-vaults/${vault.id}`);
    const refused = await client.post(`provider-config-vaults/${vault.id}/resolve`, {});
    expect([refused.status, refused.body.code]).toEqual([400, 'use_after_delete']);
  });

  test('is no 410 while edits destroy the revisions before', async () => {
    const client = await harness.newInstance();
    const vault = await makeVault(client, await makeProvider(client));
    const at = `provider-config-vaults/${vault.id}`;
    harness.settings.keptRevisions = 1;
    try {
      let isEditing = true;
      const edits = (async () => {
        for (let port = 1; port <= 30; port++) await client.patch(at, { value: { port } });
        isEditing = false;
      })();
      const statuses = new Set<number>();
      while (isEditing) {
        const answers = await Promise.all([1, 2, 3].map(() => client.post(`${at}/resolve`, {})));
        for (const { status } of answers) statuses.add(status);
      }
      await edits;
      expect([...statuses]).toEqual([200]);
    } finally {
      harness.settings.keptRevisions = null;
    }
  });
});
