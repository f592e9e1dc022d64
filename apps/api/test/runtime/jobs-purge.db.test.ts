import { jobHandlers, lookAfter, SYSTEM_KEY, workOnNext } from '@berth/domain';
import { afterEach, describe, expect, test } from 'vitest';
import { type Client, startHarness } from '../support/harness.ts';
import { runnerSource } from '../support/jobs-kit.ts';
import { makeConfig, makeDeployment, makeProvider, makeVault } from '../support/rules-kit.ts';

/** After the number of kept revisions is lowered, the excess ones of unedited values are destroyed too. */

const harness = await startHarness();
const LONG = 60_000;
const source = runnerSource(harness, jobHandlers);
afterEach(() => {
  harness.settings.keptRevisions = null;
});

async function edit(client: Client, path: string, times: number): Promise<void> {
  for (let n = 0; n < times; n++) {
    expect((await client.patch(path, { value: { port: n + 1 } })).status).toBe(200);
  }
}

/** Lowers the number of kept revisions, as a process does that starts with another setting. */
async function keep(revisions: number): Promise<void> {
  harness.settings.keptRevisions = revisions;
  await lookAfter(source);
}

async function work(): Promise<void> {
  while (await workOnNext(source, 'one', () => false));
}

const alive = async (client: Client, path: string): Promise<number[]> =>
  (await client.get(`${path}/revisions?destroyed=false`)).body.items.map(
    (item: { revision: number }) => item.revision,
  );

const jobsOf = async (client: Client) => (await client.get('jobs')).body.items;

describe('after the number of kept revisions is lowered', { timeout: LONG }, () => {
  test('excess revisions of auth configs are destroyed too', async () => {
    const client = await harness.newInstance();
    const provider = await makeProvider(client, {
      auth_methods: [{ key: 'token', type: 'token', name: 'Token' }],
    });
    const { body } = await client.get(`provider-auth-methods?provider_version_id=${provider.version}`);
    const { id: provider_deployment_id } = await makeDeployment(client, provider);
    const { id } = await client.create('provider-auth-configs', {
      provider_auth_method_id: body.items[0].id,
      provider_deployment_id,
      value: { host: 'first' },
    });
    const path = `provider-auth-configs/${id}`;
    await edit(client, path, 4);
    await keep(2);
    await work();
    expect(await alive(client, path)).toEqual([4, 5]);
    const { items } = (await client.get(`audit-events?actor_id=${SYSTEM_KEY}`)).body;
    expect(items).toMatchObject([
      { action: 'provider-auth-configs.purge', after: { destroyed_revisions: [1, 2, 3] } },
    ]);
    // An edit destroys the excess at once.
    await client.patch(path, { value: { host: 'another' } });
    expect(await alive(client, path)).toEqual([5, 6]);
  });

  test('excess revisions are destroyed, but for the pinned ones, and the audit trail says so', async () => {
    const client = await harness.newInstance();
    const provider = await makeProvider(client);
    const config = `provider-configs/${(await makeConfig(client, provider)).id}`;
    const { id: vaultId } = await makeVault(client, provider);
    const vault = `provider-config-vaults/${vaultId}`;
    await edit(client, config, 4);
    await edit(client, vault, 4);
    const pinned = await client.create('provider-configs', {
      provider_id: provider.id,
      provider_config_vault_id: vaultId,
    });
    expect((await client.patch(`provider-configs/${pinned.id}`, { vault_revision: 2 })).status).toBe(200);
    const archived = `provider-configs/${(await makeConfig(client, provider)).id}`;
    await edit(client, archived, 2);
    await client.delete(archived);

    await keep(2);
    expect(await jobsOf(client)).toMatchObject([
      { kind: 'value-revisions.purge', status: 'queued', created_by: SYSTEM_KEY },
    ]);
    await work();
    expect(await jobsOf(client)).toMatchObject([{ status: 'done', progress: { done: 3, total: 3 } }]);
    expect(await alive(client, config)).toEqual([4, 5]);
    expect(await alive(client, vault)).toEqual([2, 4, 5]);
    expect(await alive(client, archived)).toEqual([2, 3]);
    const { status } = await client.post(`provider-configs/${pinned.id}/resolve`, { reason: 'test' });
    expect(status).toBe(200);

    const [job] = await jobsOf(client);
    const { items } = (await client.get(`audit-events?actor_id=${SYSTEM_KEY}`)).body;
    expect(items).toMatchObject([
      {
        action: 'provider-configs.purge',
        resource_type: 'provider.config',
        request_id: job.id,
        after: { destroyed_revisions: [1, 2, 3] },
      },
      { action: 'provider-configs.purge', after: { destroyed_revisions: [1] } },
      {
        action: 'provider-config-vaults.purge',
        resource_type: 'provider.config_vault',
        resource_id: vaultId,
        after: { destroyed_revisions: [1, 3] },
      },
    ]);
    expect((await client.post('audit-events/verify', {})).body).toMatchObject({ valid: true });
  });

  test('no job is enqueued without an excess, and one is again after an unpin', async () => {
    const [client, other] = [await harness.newInstance(), await harness.newInstance()];
    const provider = await makeProvider(client);
    const { id: vaultId } = await makeVault(client, provider);
    const vault = `provider-config-vaults/${vaultId}`;
    await edit(client, vault, 2);
    const config = await client.create('provider-configs', {
      provider_id: provider.id,
      provider_config_vault_id: vaultId,
    });
    await client.patch(`provider-configs/${config.id}`, { vault_revision: 1 });
    const kept = `provider-configs/${(await makeConfig(other, await makeProvider(other))).id}`;
    await edit(other, kept, 1);

    await keep(2);
    expect([...(await jobsOf(client)), ...(await jobsOf(other))]).toEqual([]);
    await client.patch(`provider-configs/${config.id}`, { vault_revision: null });
    await keep(2);
    expect(await jobsOf(client)).toHaveLength(1);
    expect(await jobsOf(other)).toEqual([]);
    await work();
    expect(await alive(client, vault)).toEqual([2, 3]);
    expect(await alive(other, kept)).toEqual([1, 2]);
    await keep(2);
    expect(await jobsOf(client)).toHaveLength(1);
  });

  test('a value with very many of them is worked through in batches, each with its event', async () => {
    const client = await harness.newInstance();
    const { id } = await makeConfig(client, await makeProvider(client));
    await harness.database.query(
      `insert into value_revisions (instance_id, id, owner_id, revision, provider_owner, specification_id,
         data_key_id, ciphertext, value_state, created_by, row_version, created_at, updated_at)
       select instance_id, 'pvr_' || lpad(n::text, 26, '0'), owner_id, n, provider_owner, specification_id,
         data_key_id, ciphertext, value_state, created_by, 1, created_at, updated_at
       from value_revisions, generate_series(2, 251) n where owner_id = '${id}'`,
    );
    await harness.database.query(`update provider_configs set revision = 251 where id = '${id}'`);
    await keep(1);
    await work();
    expect(await alive(client, `provider-configs/${id}`)).toEqual([251]);
    const { items } = (await client.get(`audit-events?action=provider-configs.purge`)).body;
    const named = items.map((event: { after: { destroyed_revisions: number[] } }) => [
      event.after.destroyed_revisions[0],
      event.after.destroyed_revisions.length,
    ]);
    expect(named).toEqual([
      [1, 100],
      [101, 100],
      [201, 50],
    ]);
    expect((await client.post('audit-events/verify', {})).body).toMatchObject({ valid: true });
  });

  test('a revision that is needed again since the step was planned stays', async () => {
    const client = await harness.newInstance();
    const provider = await makeProvider(client);
    const { id: vaultId } = await makeVault(client, provider);
    await edit(client, `provider-config-vaults/${vaultId}`, 3);
    const config = await client.create('provider-configs', {
      provider_id: provider.id,
      provider_config_vault_id: vaultId,
    });
    await keep(1);
    const [purge] = jobHandlers.filter(({ kind }) => kind === 'value-revisions.purge');
    const pinning = {
      ...purge,
      step: async (...args: Parameters<NonNullable<typeof purge>['step']>) => {
        const step = await purge?.step(...args);
        harness.settings.keptRevisions = null; // so that the edit itself destroys nothing
        await client.patch(`provider-configs/${config.id}`, { vault_revision: 2 });
        harness.settings.keptRevisions = 1;
        return step ?? null;
      },
    } as NonNullable<typeof purge>;
    while (await workOnNext({ ...source, handlers: [pinning] }, 'one', () => false));
    expect(await alive(client, `provider-config-vaults/${vaultId}`)).toEqual([2, 4]);
    expect((await jobsOf(client))[0]).toMatchObject({ status: 'done', progress: { done: 1, total: 1 } });
  });
});
