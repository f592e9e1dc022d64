import { jobHandlers, prepareInstallation, workOnNext } from '@berth/domain';
import { describe, expect, test } from 'vitest';
import { startHarness } from '../support/harness.ts';
import { impactOf } from '../support/impact-kit.ts';
import { runnerSource } from '../support/jobs-kit.ts';
import { makeConfig, makeProvider, makeVault, publish, SCHEMA, VALUE } from '../support/rules-kit.ts';
import { askAgain, tagAt, watch } from '../support/unchanged-kit.ts';

/** 304 is never said of an answer that has changed: also when no audit event records it, and while others write. */

const harness = await startHarness({ directly: true });

const LIST = 'provider-configs';

async function scene() {
  const client = await harness.newInstance();
  const provider = await makeProvider(client);
  const { id } = await makeConfig(client, provider);
  return { client, provider, id, at: `${LIST}/${id}` };
}

describe('an answer that a caller has', { timeout: 60_000 }, () => {
  test('changes with the outcome that a report of an upgrade finds', async () => {
    const { client, provider, at } = await scene();
    const strict = { ...SCHEMA, required: ['host', 'port'] };
    const next = await publish(client, provider, '2', { config_schema: strict });
    const lists = [LIST, `${LIST}?upgrade=breaking`];
    const changed = await watch(client, [...lists, at]);
    await impactOf(client, next.id);
    expect(await changed()).toEqual([...lists, at]);
  });

  test('changes with the digests of a new data key', async () => {
    const { client, id, at } = await scene();
    const revisions = `${at}/revisions`;
    const changed = await watch(client, [at, revisions, `value-revisions?owner_id=${id}`]);
    await client.create('encryption/rotate', { keys: 'data' });
    const source = runnerSource(harness, jobHandlers);
    while (await workOnNext(source, 'the-test', () => false));
    expect(await changed()).toContain(revisions);
  });

  test('changes with the shipped catalogue', async () => {
    const { client } = await scene();
    const lists = ['providers?limit=100', 'provider-listings?limit=100'];
    const one = 'providers/openai';
    await harness.database.query(
      "update providers set description = 'Before', shipped_hash = '' where owner_id = 'public' and slug = 'openai'",
    );
    const changed = await watch(client, [...lists, one]);
    await prepareInstallation(harness.database, harness.secrets, { now: new Date() });
    expect(await changed()).toEqual([...lists, one]);
  });

  test('changes with rows that it embeds, and with what the key may see', async () => {
    const { client, provider } = await scene();
    const vault = await makeVault(client, provider);
    const made = await client.create(LIST, { provider_id: provider.id, provider_config_vault_id: vault.id });
    const own = `${LIST}/${made.id}`;
    const { id: keyId, secret } = await client.create('api-keys', { name: 'R', scopes: ['editor'] });
    const key = harness.as(String(secret));
    const changed = await watch(key, [own, LIST]);
    await client.patch(`provider-config-vaults/${vault.id}`, { name: 'Another' });
    expect(await changed()).toEqual([own, LIST]);
    const again = await watch(key, [own, LIST]);
    const other = await makeProvider(client);
    const narrowed = await client.patch(`api-keys/${keyId}`, { reach: { providers: [other.id] } });
    expect(narrowed.status, JSON.stringify(narrowed.body)).toBe(200);
    expect(await again()).toEqual([own, LIST]);
  });

  test('changes with the time', async () => {
    const client = await harness.newInstance();
    const ends = new Date(Date.now() + 60 * 60_000);
    const key = { name: 'Short', scopes: ['reader'], expires_at: ends.toISOString() };
    const { id } = await client.create('api-keys', key);
    await harness.bootstrap.patch(`instances/${client.instanceId}`, { secret_max_age_days: 1 });
    await makeConfig(client, await makeProvider(client));
    const outdated = 'provider-configs?secrets_outdated=true';
    const paths = ['api-keys?status=expired', `api-keys/${id}?fields=status`, outdated];
    const changed = await watch(client, paths);
    harness.setClock(new Date(ends.getTime() + 25 * 60 * 60_000));
    try {
      expect(await changed()).toEqual(paths);
      const again = await watch(client, [outdated]);
      await harness.bootstrap.patch(`instances/${client.instanceId}`, { secret_max_age_days: null });
      expect(await again()).toEqual([outdated]);
    } finally {
      harness.setClock(null);
    }
  });

  test('is never said to be unchanged after a write that was answered, 15 times with 8 readers', async () => {
    const { client, at } = await scene();
    const paths = [LIST, at, `${LIST}?fields=name`, 'provider-deployments'];
    let done = false;
    const tags = new Map<string, string>();
    const reader = async (path: string) => {
      while (!done) {
        const tag = tags.get(path) ?? (await tagAt(client, path));
        await askAgain(client, path, tag);
        tags.set(path, await tagAt(client, path));
      }
    };
    const readers = [...paths, ...paths].map(reader);
    for (let round = 0; round < 15; round++) {
      const before = await Promise.all(paths.map((path) => tagAt(client, path)));
      await client.patch(at, { name: `Name ${round}`, value: VALUE });
      const told = await Promise.all(paths.map((path, index) => askAgain(client, path, before[index] ?? '')));
      expect(told, `round ${round}`).toEqual([200, 200, 200, 304]);
    }
    done = true;
    await Promise.all(readers);
  });
});
