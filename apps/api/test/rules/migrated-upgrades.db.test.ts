import { describe, expect, test } from 'vitest';
import { type Client, startHarness } from '../support/harness.ts';
import { impactOf, told } from '../support/impact-kit.ts';
import type { Answer } from '../support/json-http.ts';
import { makeConfig, makeDeployment, makeProvider, makeVault } from '../support/rules-kit.ts';

/** Values that move to another version by its migrations. */

const harness = await startHarness();

const text = { type: 'string' };
const secret = { type: 'string', writeOnly: true };
const site = { type: 'string', 'x-destination': true };
const object = (properties: object, required: string[]) => ({
  type: 'object',
  additionalProperties: false,
  required,
  properties,
});

const FIRST = object({ url: site, token: secret, mode: text }, ['url']);
const SECOND = object({ endpoint: site, key: secret, mode: text, region: text }, ['endpoint', 'region']);
const TOKEN = 'canary-token-000001';
const VALUE = { url: 'https://one.test', token: TOKEN };

const FORTH = {
  from: '1.x',
  patch: [
    { op: 'rename', path: '/url', to: 'endpoint' },
    { op: 'rename', path: '/token', to: 'key' },
    { op: 'default', path: '/region', value: 'eu' },
    { op: 'map', path: '/mode', values: [{ from: 'old', to: 'new' }] },
  ],
  tests: [
    {
      before: { url: 'https://a.test', token: 't' },
      after: { endpoint: 'https://a.test', key: 't', region: 'eu' },
    },
  ],
};
/** The way back, which the earlier version declares. */
const BACK = {
  from: '2.x',
  patch: [
    { op: 'rename', path: '/endpoint', to: 'url' },
    { op: 'rename', path: '/key', to: 'token' },
    { op: 'remove', path: '/region', if_present: true },
  ],
  tests: [{ before: { endpoint: 'u', region: 'eu' }, after: { url: 'u' } }],
};

async function scene({ migrations = [FORTH], config_schema = SECOND as object, back = false } = {}) {
  const client = await harness.newInstance();
  const provider = await makeProvider(client, {
    version: '1.0.0',
    config_schema: FIRST,
    ...(back ? { migrations: [BACK] } : {}),
  });
  const { id } = await makeDeployment(client, provider, { locked_provider_version_id: provider.version });
  const bound = { provider_deployment_id: id };
  const make = async (more: object) =>
    `provider-configs/${(await makeConfig(client, provider, { ...bound, value: VALUE, ...more })).id}`;
  const next = { provider_id: provider.id, version: '2.0.0', config_schema, migrations };
  const publish = async () => (await client.create('provider-versions', next)).id;
  return { client, provider, deployment: `provider-deployments/${id}`, bound, make, next, publish };
}

const upgrade = (client: Client, at: string, version: string, more: object = {}, query = '') =>
  client.post(`${at}/upgrade${query}`, { provider_version_id: version, ...more });

async function upgraded(...asked: Parameters<typeof upgrade>): Promise<Answer['body']> {
  const { status, body } = await upgrade(...asked);
  expect(status, JSON.stringify(body)).toBe(200);
  return body;
}

const storedIn = async (client: Client, at: string) =>
  (await client.post(`${at}/resolve`, { reason: 'test' })).body.value;

describe('an upgrade with migrations', { timeout: 60_000 }, () => {
  test('is shown by the report and by a dry run of the publication', async () => {
    const { client, deployment, bound, provider, make, next, publish } = await scene();
    await client.patch(deployment, { locked_provider_version_id: null });
    const config = await make({});
    const partial = await make({ value: { ...VALUE, mode: 'odd' } });
    const vault = await makeVault(client, provider, { ...bound, value: VALUE });
    const counts = { checked: 3, passes: 3, breaks: 0, migrated: 3 };
    const dry = await client.post('provider-versions?dry_run=true', next);
    expect(dry.body.impact.counts, JSON.stringify(dry.body)).toMatchObject({
      checked: 3,
      breaks: 0,
      undecided: 0,
      migrated: 3,
    });
    const version = await publish();
    const report = await impactOf(client, version);
    expect(report.counts).toMatchObject(counts);
    expect(told(report.items).sort()).toEqual(
      [config.split('/')[1], partial.split('/')[1], vault.id].map((id) => `${id} ok`).sort(),
    );
    const preview = await client.post(`${deployment}/upgrade-preview`, { provider_version_id: version });
    expect(preview.body.counts).toMatchObject(counts);
    const plain = await client.create('provider-versions', { ...next, version: '3.0.0', migrations: [] });
    // The migration of the version between counts
    expect((await impactOf(client, plain.id)).counts).toMatchObject(counts);
    expect(JSON.stringify([dry.body, report, preview.body])).not.toContain('canary');
  });

  test('stores the migrated value as a revision, with its secrets bound, and names the versions', async () => {
    const { client, make, publish } = await scene();
    const at = await make({ value: { ...VALUE, mode: 'old' } });
    const body = await upgraded(client, at, await publish());
    expect(body).toMatchObject({ revision: 2, stale_secrets: [], invalid: false });
    expect(await storedIn(client, at)).toEqual({
      endpoint: 'https://one.test',
      key: TOKEN,
      mode: 'new',
      region: 'eu',
    });
    const { value, hidden } = (await client.post(`${at}/resolve`, {})).body;
    expect([value.key, hidden]).toEqual([undefined, ['/key']]);
    const { items } = (await client.get(`audit-events?resource_id=${body.id}`)).body;
    const [event] = items.filter((it: { action: string }) => it.action === 'provider-configs.upgrade');
    expect(event.after.migration).toEqual({ versions: ['2.0.0'], patches: 1 });
    expect(JSON.stringify(items)).not.toContain('canary');
    // The secret stays bound to the destination that it had
    await client.patch(at, { value: { endpoint: 'https://two.test' } });
    const refused = await client.post(`${at}/resolve`, { reason: 'test' });
    expect([refused.status, refused.body.code]).toEqual([409, 'secrets_stale']);
  });

  test('takes a merge patch after the migration', async () => {
    const { client, make, publish } = await scene();
    const at = await make({});
    await upgraded(client, at, await publish(), { value: { region: 'us' } });
    expect(await storedIn(client, at)).toMatchObject({ endpoint: 'https://one.test', region: 'us' });
  });

  test('goes back by a migration of the earlier version, else with the value as it is', async () => {
    const declared = await scene({ back: true });
    const at = await declared.make({});
    await upgraded(declared.client, at, await declared.publish());
    await upgraded(declared.client, at, declared.provider.version);
    expect(await storedIn(declared.client, at)).toEqual(VALUE);
    const { client, provider, make, publish } = await scene();
    const other = await make({});
    await upgraded(client, other, await publish());
    const { status, body } = await upgrade(client, other, provider.version);
    expect(status).toBe(400);
    expect(body.errors.map(({ path }: { path: string[] }) => path.join('/'))).toContain('value/url');
    const restored = await client.post(`${other}/revisions/1/restore`, {});
    expect(restored.status).toBe(200);
    expect(await storedIn(client, other)).toEqual(VALUE);
  });

  test('moves a deployment with its configs, and refuses where the migration fails or a secret is left', async () => {
    const { client, provider, deployment, make, publish } = await scene();
    const ats = [await make({}), await make({ value: { url: 'https://three.test' } })];
    const body = await upgraded(client, deployment, await publish());
    expect(body.upgrade).toMatchObject({ checked: 2, passes: 2, breaks: 0, migrated: 2, stale: 0 });
    for (const at of ats) expect((await storedIn(client, at)).region).toBe('eu');
    const { items } = (await client.get(`audit-events?resource_id=${deployment.split('/')[1]}`)).body;
    const [event] = items.filter((it: { action: string }) => it.action === 'provider-deployments.upgrade');
    expect(event.after.migration).toEqual({ versions: ['2.0.0'], migrated: 2 });
    const third = await client.create('provider-versions', {
      provider_id: provider.id,
      version: '3.0.0',
      config_schema: SECOND,
      name: 'Needs a mode',
      migrations: [
        {
          from: '2.x',
          patch: [{ op: 'replace', path: '/mode', value: 'strict' }],
          tests: [
            {
              before: { endpoint: 'u', region: 'r', mode: 'm' },
              after: { endpoint: 'u', region: 'r', mode: 'strict' },
            },
          ],
        },
      ],
      config_visibility: 'encrypted',
    });
    const refused = await upgrade(client, deployment, third.id);
    expect([refused.status, refused.body.counts]).toEqual([409, { checked: 2, passes: 0, breaks: 2 }]);
    expect(refused.body.dependents[0].errors[0]).toMatchObject({ code: 'not_there' });
    expect(
      (await impactOf(client, third.id, { provider_deployment_id: deployment.split('/')[1] })).counts,
    ).toMatchObject({ checked: 2, breaks: 2, migrated: 0 });
  });

  test('migrates the own layer of a config alone, and the vault by its own upgrade', async () => {
    const { client, provider, bound, make, publish } = await scene();
    const vault = await makeVault(client, provider, { ...bound, value: { ...VALUE, mode: 'old' } });
    const from = { value: undefined, provider_config_vault_id: vault.id };
    const at = await make(from);
    await client.patch(at, { value: { mode: 'old' } });
    const version = await publish();
    const early = await upgrade(client, at, version);
    expect([
      early.status,
      early.body.errors.some(({ code }: { code: string }) => code === 'required'),
    ]).toEqual([400, true]);
    const vaultAt = `provider-config-vaults/${vault.id}`;
    expect((await upgrade(client, vaultAt, version)).status).toBe(409);
    await upgraded(client, vaultAt, version, {}, '?force=true');
    expect((await client.get(at)).body.invalid).toBe(true);
    const body = await upgraded(client, at, version);
    expect(body).toMatchObject({ invalid: false, stale_secrets: [] });
    expect(await storedIn(client, at)).toEqual({
      endpoint: 'https://one.test',
      key: TOKEN,
      mode: 'new',
      region: 'eu',
    });
    // The region comes from the vault, not from the migration of the own layer
    await client.patch(vaultAt, { value: { region: 'us' } });
    expect((await storedIn(client, at)).region).toBe('us');
  });
});
