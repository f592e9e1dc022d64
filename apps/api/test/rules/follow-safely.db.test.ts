import { jobHandlers, lookAfter, SYSTEM_KEY, workOnNext } from '@berth/domain';
import { describe, expect, test } from 'vitest';
import { type Client, startHarness } from '../support/harness.ts';
import { impactOf } from '../support/impact-kit.ts';
import { never, runnerSource } from '../support/jobs-kit.ts';
import {
  archive,
  expectPlaces,
  makeConfig,
  makeDeployment,
  makeProvider,
  makeVault,
  publish,
  SCHEMA,
  VALUE,
} from '../support/rules-kit.ts';

/** Deployments that move to the current version by themselves when all their configs fit it. */

const harness = await startHarness();
let ahead = 0;
const source = runnerSource(
  harness,
  jobHandlers.filter(({ kind }) => kind === 'provider-deployments.follow'),
  { clock: () => new Date(Date.now() + ahead) },
);

/** Runs with the clock of the runner ahead. */
async function laterBy(ms: number, run: () => Promise<void>): Promise<void> {
  ahead = ms;
  await run();
  ahead = 0;
}

/** Works as the server does, until nothing is due. */
async function work(...runners: string[]): Promise<void> {
  await lookAfter(source);
  const all = runners.length > 0 ? runners : ['one'];
  await Promise.all(
    all.map(async (runner) => {
      while (await workOnNext(source, runner, never));
    }),
  );
}

const { properties } = SCHEMA;
const NEEDS_PORT = { ...SCHEMA, required: ['host', 'port'] };
const text = { type: 'string' };
const WITH_REGION = { ...SCHEMA, properties: { ...properties, region: text } };

async function scene() {
  const client = await harness.newInstance();
  const provider = await makeProvider(client);
  const deployment = await makeDeployment(client, provider, { follow: 'safe' });
  const make = async (value: object) =>
    `provider-configs/${(await makeConfig(client, provider, { provider_deployment_id: deployment.id, value })).id}`;
  const configs = [await make({ ...VALUE, port: 1 }), await make(VALUE)];
  const at = `provider-deployments/${deployment.id}`;
  const shown = async () => (await client.get(at)).body;
  const events = async () =>
    (await client.get(`audit-events?resource_id=${deployment.id}&order=asc`)).body.items.filter(
      ({ action }: { action: string }) => action.includes('follow'),
    );
  return { client, provider, at, id: deployment.id, configs, shown, events };
}

const specificationsOf = async (client: Client, ats: string[]) =>
  Promise.all(ats.map(async (at) => (await client.get(at)).body.specification_id));

describe('a deployment that follows what is safe', { timeout: 60_000 }, () => {
  test('stays on its version until the job moves it with its configs, as the system', async () => {
    const { client, provider, configs, shown, events } = await scene();
    const before = await shown();
    expect(before).toMatchObject({ follow: 'safe', upgrade_blocked: null });
    expect(before.locked_version.id).toBe(provider.version);
    const next = await publish(client, provider, '2', { config_schema: WITH_REGION });
    expect((await shown()).locked_version.id).toBe(provider.version);
    expect((await impactOf(client, next.id)).counts.checked).toBe(2);
    await work('one', 'two');
    expect(await shown()).toMatchObject({
      follow: 'safe',
      locked_version: { id: next.id },
      upgrade_blocked: null,
    });
    const all = await specificationsOf(client, configs);
    expect(all).toEqual(configs.map(() => next.specification_id));
    const found = await events();
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({
      action: 'provider-deployments.follow',
      actor: { key_id: SYSTEM_KEY },
      before: { locked_version_id: provider.version },
      after: { locked_version_id: next.id, counts: { checked: 2, passes: 2, breaks: 0 } },
    });
    // Nothing is left to do
    await work();
    expect(await events()).toHaveLength(1);
  });

  test('stays and says why when a config breaks, until it is asked to look again', async () => {
    const { client, provider, at, configs, shown, events } = await scene();
    const next = await publish(client, provider, '2', { config_schema: NEEDS_PORT });
    await work();
    const { upgrade_blocked, locked_version } = await shown();
    expect(locked_version.id).toBe(provider.version);
    expect(upgrade_blocked).toMatchObject({
      provider_version_id: next.id,
      reason: 'breaks',
      checked: 2,
      passes: 1,
      breaks: 1,
    });
    expect(await specificationsOf(client, configs)).toEqual(configs.map(() => provider.specification));
    await work();
    expect((await events()).map(({ action }: { action: string }) => action)).toEqual([
      'provider-deployments.follow-blocked',
    ]);
    await client.patch(configs[1] ?? '', { value: { port: 2 } });
    expect((await client.patch(at, { follow: 'safe' })).body.upgrade_blocked).toBeNull();
    await work();
    expect(await shown()).toMatchObject({ locked_version: { id: next.id }, upgrade_blocked: null });
  });

  test('moves on with a later version that has a migration', async () => {
    const { client, provider, configs, shown, events } = await scene();
    await publish(client, provider, '2', { config_schema: NEEDS_PORT });
    await work();
    const third = await publish(client, provider, '3', {
      config_schema: { ...NEEDS_PORT, title: 'Third' },
      migrations: [
        {
          from: '1',
          patch: [{ op: 'default', path: '/port', value: 443 }],
          tests: [{ before: { host: 'api.test' }, after: { host: 'api.test', port: 443 } }],
        },
      ],
    });
    await work();
    expect(await shown()).toMatchObject({ locked_version: { id: third.id }, upgrade_blocked: null });
    const { body } = await client.post(`${configs[1]}/resolve`, { reason: 'test' });
    expect(body.value).toEqual({ ...VALUE, port: 443 });
    expect((await events()).at(-1).after.migration).toEqual({ versions: ['3'], migrated: 1 });
  });

  test('is told from a lock and from following at once, and takes one policy at a time', async () => {
    const { client, provider, at, shown } = await scene();
    const next = await publish(client, provider, '2', { config_schema: WITH_REGION });
    const lock = { locked_provider_version_id: provider.version };
    expectPlaces(await client.patch(at, { follow: 'current', ...lock }), ['follow']);
    expectPlaces(await client.patch(at, { follow: 'safe', locked_provider_version_id: null }), ['follow']);
    expect((await client.patch(at, { follow: 'safe', ...lock })).body).toMatchObject({
      follow: 'safe',
      locked_version: { id: provider.version },
    });
    expect((await client.patch(at, lock)).body).toMatchObject({
      follow: null,
      locked_version: { id: provider.version },
    });
    await work();
    expect((await shown()).locked_version.id).toBe(provider.version);
    expect((await client.patch(at, { follow: 'current' })).body).toMatchObject({
      follow: 'current',
      locked_version: null,
    });
    expect((await client.patch(at, { follow: 'safe' })).body).toMatchObject({
      follow: 'safe',
      locked_version: { id: next.id },
    });
    expect((await client.patch(at, { locked_provider_version_id: null })).body.follow).toBe('current');
    expectPlaces(await client.patch(at, { follow: null, locked_provider_version_id: null }), ['follow']);
    expect((await client.patch(at, { follow: null })).body).toMatchObject({
      follow: null,
      locked_version: { id: next.id },
    });
    expect((await client.patch(at, { follow: 'current' })).body.locked_version).toBeNull();
    const { body } = await client.post(`${at}/upgrade`, { provider_version_id: provider.version });
    expect(body.follow).toBeNull();
  });

  test('is not moved forward again after it was taken back', async () => {
    const { client, provider, at, shown } = await scene();
    const back = { provider_version_id: provider.version };
    const { id } = await publish(client, provider, '2', { config_schema: WITH_REGION });
    expect((await client.post(`${at}/upgrade`, { provider_version_id: id })).body.follow).toBe('safe');
    expect((await client.post(`${at}/upgrade`, back)).body.follow).toBeNull();
    await work();
    expect((await shown()).locked_version.id).toBe(provider.version);
  });

  test('is looked at again when a config of it, or a vault below one, changes, and when one is archived', async () => {
    const { client, provider, id, at, configs, shown } = await scene();
    const vault = await makeVault(client, provider);
    await makeConfig(client, provider, {
      value: undefined,
      provider_config_vault_id: vault.id,
      provider_deployment_id: id,
    });
    const third = await makeConfig(client, provider, { provider_deployment_id: id });
    const next = await publish(client, provider, '2', { config_schema: NEEDS_PORT });
    const breaks = async () => {
      await work();
      return (await shown()).upgrade_blocked?.breaks;
    };
    expect(await breaks()).toBe(3);
    const { row_version } = await shown();
    await client.patch(configs[1] ?? '', { name: 'No other value' });
    expect((await shown()).row_version).toBe(row_version);
    await client.patch(configs[1] ?? '', { value: { port: 2 } });
    expect((await shown()).upgrade_blocked).toBeNull();
    expect(await breaks()).toBe(2);
    await client.patch(`provider-config-vaults/${vault.id}`, { value: { port: 3 } });
    expect(await breaks()).toBe(1);
    await archive(client, `provider-configs/${third.id}`);
    expect(await breaks()).toBeUndefined();
    expect((await client.get(at)).body.locked_version.id).toBe(next.id);
  });

  test('stays when a secret would become stale', async () => {
    const { client, provider, configs, shown } = await scene();
    const port = { ...properties.port, 'x-destination': true };
    const next = await publish(client, provider, '2', {
      config_schema: { ...SCHEMA, properties: { ...properties, port } },
    });
    await work();
    expect((await shown()).upgrade_blocked).toMatchObject({
      provider_version_id: next.id,
      reason: 'stale',
      checked: 2,
      breaks: 0,
      stale: 1,
    });
    expect(await specificationsOf(client, configs)).toEqual(configs.map(() => provider.specification));
    await client.patch(configs[0] ?? '', { value: { port: null } });
    await work();
    expect((await shown()).locked_version.id).toBe(next.id);
  });

  test('stays when the version asks about kept secrets, whatever they hold', async () => {
    const { client, provider, at, shown } = await scene();
    const token = { ...properties.token, pattern: '^token' };
    const next = await publish(client, provider, '2', {
      config_schema: { ...SCHEMA, properties: { ...properties, token } },
    });
    await work();
    expect((await shown()).upgrade_blocked).toMatchObject({
      provider_version_id: next.id,
      reason: 'asks_secrets',
      checked: 0,
      breaks: 0,
      stale: 0,
    });
    expect((await client.post(`${at}/upgrade`, { provider_version_id: next.id })).body).toMatchObject({
      follow: 'safe',
      upgrade_blocked: null,
      locked_version: { id: next.id },
    });
  });

  test('that fails stops none behind it, says so, and is tried again later', async () => {
    const { client, provider, id, at, configs, shown, events } = await scene();
    const other = await makeDeployment(client, provider, { follow: 'safe' });
    const [name, config] = [`refuse_${id}`, configs[0]?.split('/')[1]];
    await harness.database.query(
      `create function ${name}() returns trigger language plpgsql as 'begin raise exception ''refused''; end'`,
    );
    await harness.database.query(
      `create trigger ${name} before update on provider_configs for each row when (old.id = '${config}') execute function ${name}()`,
    );
    const next = await publish(client, provider, '2', { config_schema: WITH_REGION });
    await work();
    expect((await client.get(`provider-deployments/${other.id}`)).body.locked_version.id).toBe(next.id);
    expect((await shown()).upgrade_blocked).toMatchObject({ reason: 'failed', provider_version_id: next.id });
    const lines = harness.logged.filter((line) => line.includes('job passed over a row'));
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([{ row: id, sqlstate: 'P0001' }]);
    await work();
    expect((await events()).map(({ action }: { action: string }) => action)).toEqual([
      'provider-deployments.follow-blocked',
    ]);
    await harness.database.query(`drop trigger ${name} on provider_configs`);
    await harness.database.query(`drop function ${name}()`);
    await work();
    expect((await shown()).upgrade_blocked.reason).toBe('failed');
    await laterBy(11 * 60_000, () => work());
    expect((await client.get(at)).body.locked_version.id).toBe(next.id);
  });

  test('stays when a value does not open, and others move', async () => {
    const { client, provider, configs, shown } = await scene();
    const other = await makeDeployment(client, provider, { follow: 'safe' });
    await harness.database.query(
      `update value_revisions set ciphertext = decode('00', 'hex') where owner_id = '${configs[0]?.split('/')[1]}'`,
    );
    const next = await publish(client, provider, '2', { config_schema: WITH_REGION });
    await work();
    expect((await shown()).upgrade_blocked).toMatchObject({
      reason: 'breaks',
      provider_version_id: next.id,
      checked: 2,
      breaks: 1,
    });
    expect((await client.get(`provider-deployments/${other.id}`)).body.locked_version.id).toBe(next.id);
    const upgrade = `${configs[0]}/upgrade?force=true`;
    const to = { provider_version_id: next.id };
    expectPlaces(await client.post(upgrade, { ...to, value: { port: 2 } }), ['value']);
    expect((await client.post(upgrade, to)).body.invalid).toBe(true);
    await work();
    expect(await shown()).toMatchObject({ locked_version: { id: next.id }, upgrade_blocked: null });
  });
});
