import { describe, expect, test } from 'vitest';
import { startHarness } from '../support/harness.ts';
import { impactLines, impactOf, publishVersion, streamOf, told } from '../support/impact-kit.ts';
import { makeKey } from '../support/keys-kit.ts';
import { keyReaching } from '../support/reach-kit.ts';
import {
  archive,
  expectPlaces,
  expectRefusal,
  makeConfig,
  makeDeployment,
  makeProvider,
  makeVault,
  SCHEMA,
  VALUE,
} from '../support/rules-kit.ts';

const harness = await startHarness();

const text = { type: 'string' };
const STRICT = {
  ...SCHEMA,
  required: ['host', 'port'],
};
const token = (input_schema: object) => ({ key: 'token', type: 'token', name: 'Token', input_schema });
const METHOD = token({ type: 'object', properties: { token: text } });

async function methodOf(client: Awaited<ReturnType<typeof harness.newInstance>>, version: string) {
  const { body } = await client.get(`provider-auth-methods?provider_version_id=${version}`);
  return body.items[0].id as string;
}

describe('the impact of a version', () => {
  test('opens every config, vault and auth config of the provider and names what does not fit', async () => {
    const client = await harness.newInstance();
    const provider = await makeProvider(client, { auth_methods: [METHOD] });
    const fits = await makeConfig(client, provider, { handle: 'fits', value: { ...VALUE, port: 1 } });
    const lacks = await makeConfig(client, provider);
    const vault = await makeVault(client, provider);
    const follows = await makeConfig(client, provider, {
      value: undefined,
      provider_config_vault_id: vault.id,
    });
    const overrides = await makeConfig(client, provider, {
      value: undefined,
      provider_config_vault_id: vault.id,
    });
    await client.patch(`provider-configs/${overrides.id}`, { value: { port: 2 } });
    const archived = await makeConfig(client, provider);
    await archive(client, `provider-configs/${archived.id}`);
    const auth = await client.create('provider-auth-configs', {
      provider_auth_method_id: await methodOf(client, provider.version),
      value: { token: 'token-value-1' },
    });
    const id = await publishVersion(client, provider, STRICT, {
      auth_methods: [token({ type: 'object', required: ['user'] })],
    });
    const body = await impactOf(client, id);
    expect(told(body.items)).toEqual([
      `${fits.id} ok`,
      `${lacks.id} /port required`,
      `${follows.id} /port required`,
      `${overrides.id} ok`,
      `${vault.id} /port required`,
      `${auth.id} /user required`,
    ]);
    expect(body).toMatchObject({
      object: 'provider.version.impact',
      provider_version_id: id,
      provider_id: provider.id,
      counts: { checked: 6, passes: 2, breaks: 4, undecided: 0, migrated: 0 },
      covers: ['provider.config', 'provider.config_vault', 'provider.auth_config'],
      partial: false,
      hint: null,
      position: auth.id,
      settled: true,
      pagination: { has_more_before: false, has_more_after: false },
    });
    expect(body.items[0]).toMatchObject({ of: 'provider.config', handle: 'fits' });
    expect(JSON.stringify(body)).not.toMatch(/api\.test|token-000|token-value-1/);
  });

  test('leaves out the rows of locked deployments, and a preview of such a deployment has them alone', async () => {
    const client = await harness.newInstance();
    const provider = await makeProvider(client, { auth_methods: [METHOD] });
    const method = await methodOf(client, provider.version);
    const locked = await makeDeployment(client, provider, { locked_provider_version_id: provider.version });
    const free = await makeDeployment(client, provider);
    const on = (deployment: { id: string }) => ({ provider_deployment_id: deployment.id });
    const lockedConfig = await makeConfig(client, provider, on(locked));
    const freeConfig = await makeConfig(client, provider, on(free));
    const adopted = await makeConfig(client, provider);
    const adopting = await makeDeployment(client, provider, {
      provider_config_id: adopted.id,
      locked_provider_version_id: provider.version,
    });
    const auth = await client.create('provider-auth-configs', {
      provider_auth_method_id: method,
      value: { token: 'token-value-1' },
      ...on(locked),
    });
    const id = await publishVersion(client, provider, STRICT, { auth_methods: [METHOD] });
    expect(told((await impactOf(client, id)).items)).toEqual([`${freeConfig.id} /port required`]);
    const preview = async (deployment: { id: string }) => {
      const { status, body } = await client.post(`provider-deployments/${deployment.id}/upgrade-preview`, {
        provider_version_id: id,
      });
      expect(status).toBe(200);
      return told(body.items);
    };
    expect(await preview(locked)).toEqual([`${lockedConfig.id} /port required`, `${auth.id} ok`]);
    expect(await preview(free)).toEqual([`${freeConfig.id} /port required`]);
    expect(await preview(adopting)).toEqual([`${adopted.id} /port required`]);
    const named = await impactOf(client, id, { provider_deployment_id: locked.id });
    expect(named.provider_deployment_id).toBe(locked.id);
    expect(named.counts).toMatchObject({ checked: 2, passes: 1, breaks: 1 });
    await archive(client, `provider-deployments/${free.id}?force=true`);
    expectRefusal(
      await client.post(`provider-deployments/${free.id}/upgrade-preview`, { provider_version_id: id }),
      [400, 'use_after_delete'],
    );
  });

  test('checks a pinned config with the revision of the vault that it stays on', async () => {
    const client = await harness.newInstance();
    const provider = await makeProvider(client);
    const vault = await makeVault(client, provider);
    const from = { value: undefined, provider_config_vault_id: vault.id };
    const pinned = await makeConfig(client, provider, from);
    await client.patch(`provider-configs/${pinned.id}`, { vault_revision: 1 });
    const follows = await makeConfig(client, provider, from);
    await client.patch(`provider-config-vaults/${vault.id}`, { value: { port: 7 } });
    const body = await impactOf(client, await publishVersion(client, provider, STRICT));
    expect(told(body.items)).toEqual([`${pinned.id} /port required`, `${follows.id} ok`, `${vault.id} ok`]);
  });

  test('breaks an auth config whose method is gone or of another type, and a secret that would be readable', async () => {
    const client = await harness.newInstance();
    const provider = await makeProvider(client, { auth_methods: [METHOD] });
    const config = await makeConfig(client, provider);
    const auth = await client.create('provider-auth-configs', {
      provider_auth_method_id: await methodOf(client, provider.version),
      value: { token: 'token-value-1' },
    });
    const plain = { ...SCHEMA, properties: { ...SCHEMA.properties, token: text } };
    const other = { ...METHOD, type: 'custom' };
    const gone = await publishVersion(client, provider, plain, { auth_methods: [] });
    const changed = await publishVersion(client, provider, plain, { auth_methods: [other] });
    expect(told((await impactOf(client, gone)).items)).toEqual([
      `${config.id} /token kept_secret`,
      `${auth.id}  no_auth_method`,
    ]);
    expect(told((await impactOf(client, changed)).items)[1]).toBe(`${auth.id}  other_auth_type`);
  });

  test('with "against" checks only the rows on the specification of that version', async () => {
    const client = await harness.newInstance();
    const provider = await makeProvider(client, { auth_methods: [METHOD] });
    const old = await makeConfig(client, provider);
    const between = await publishVersion(client, provider, { ...SCHEMA, title: 'Second' });
    const newer = await makeConfig(client, provider);
    const id = await publishVersion(client, provider, STRICT);
    const checked = async (against: string | null) =>
      (await impactOf(client, id, { against })).items.map((item: { id: string }) => item.id);
    expect(await checked(provider.version)).toEqual([old.id]);
    expect(await checked(between)).toEqual([newer.id]);
    expect(await checked(null)).toEqual([old.id, newer.id]);
    const stranger = await makeProvider(client);
    expectRefusal(await client.post(`provider-versions/${id}/impact`, { against: stranger.version }), [
      400,
      'provider_mismatch',
    ]);
  });

  test('lists a page, counts all, and continues behind a row', async () => {
    const client = await harness.newInstance();
    const provider = await makeProvider(client);
    const ids: string[] = [];
    for (let n = 0; n < 5; n++) {
      const value = n % 2 ? VALUE : { ...VALUE, port: 1 };
      ids.push((await makeConfig(client, provider, { value })).id);
    }
    const vault = await makeVault(client, provider);
    const id = await publishVersion(client, provider, STRICT);
    const first = await impactOf(client, id, { limit: 2 });
    expect(first.counts).toMatchObject({ checked: 6, passes: 3, breaks: 3 });
    expect(first.items.map((item: { id: string }) => item.id)).toEqual(ids.slice(0, 2));
    expect(first.pagination).toEqual({ has_more_before: false, has_more_after: true });
    const next = await impactOf(client, id, { after: ids[1] });
    expect(next.items.map((item: { id: string }) => item.id)).toEqual([...ids.slice(2), vault.id]);
    expect(next.counts.checked).toBe(4);
    expect(next.pagination).toEqual({ has_more_before: true, has_more_after: false });
    const broken = await impactOf(client, id, { passes: false });
    expect(broken.items.map((item: { id: string }) => item.id)).toEqual([ids[1], ids[3], vault.id]);
    expect(broken.counts.checked).toBe(6);
    expect((await impactOf(client, id, { passes: true, after: ids[2] })).items).toHaveLength(1);
    const behind = await impactOf(client, id, { after: vault.id });
    expect([behind.items, behind.position]).toEqual([[], vault.id]);
    expectPlaces(await client.post(`provider-versions/${id}/impact`, { after: 'pde_1' }), ['after']);
    expectPlaces(await client.post(`provider-versions/${id}/impact`, { limit: 0 }), ['limit']);
  });

  test('as JSON lines tells each row, the progress and the report, and goes on behind a position', async () => {
    const client = await harness.newInstance();
    const provider = await makeProvider(client);
    const ids: string[] = [];
    for (let n = 0; n < 3; n++) ids.push((await makeConfig(client, provider)).id);
    const vault = await makeVault(client, provider, { value: { ...VALUE, port: 1 } });
    const id = await publishVersion(client, provider, STRICT);
    const path = `provider-versions/${id}/impact`;
    const lines = await impactLines(harness, client, path);
    expect(lines.map(({ object, id, position }) => [object.split('.').at(-1), id ?? position])).toEqual([
      ...ids.map((config) => ['item', config]),
      ['progress', ids[2]],
      ['item', vault.id],
      ['progress', vault.id],
      ['end', vault.id],
    ]);
    expect(lines[3]).toMatchObject({ counts: { checked: 3, breaks: 3 }, total: 4 });
    expect(lines.at(-1)).toMatchObject({
      counts: { checked: 4, passes: 1, breaks: 3 },
      partial: false,
      settled: true,
    });
    const rest = await impactLines(harness, client, path, { after: ids[1], passes: false, limit: 1 });
    expect(rest.map(({ id, total }) => id ?? total ?? 'end')).toEqual([ids[2], 2, 2, 'end']);
  });

  test('leaves an event with counts alone, also when the lines are broken off, and says if others wrote', async () => {
    const client = await harness.newInstance();
    const provider = await makeProvider(client, { auth_methods: [METHOD] });
    const config = await makeConfig(client, provider);
    await makeVault(client, provider);
    await client.create('provider-auth-configs', {
      provider_auth_method_id: await methodOf(client, provider.version),
      value: { token: 'token-value-1' },
    });
    const id = await publishVersion(client, provider, STRICT);
    const stream = await streamOf(harness, client, `provider-versions/${id}/impact`, {});
    const reader = stream.body?.getReader();
    await reader?.read();
    await client.patch(`provider-configs/${config.id}`, { name: 'Renamed' });
    let rest = '';
    for (let next = await reader?.read(); next && !next.done; next = await reader?.read())
      rest += new TextDecoder().decode(next.value);
    const end = JSON.parse(rest.trimEnd().split('\n').at(-1) ?? '');
    expect(end.settled).toBe(false);
    expect(end.events.after).toBe(end.events.before + 2);
    const broken = await streamOf(harness, client, `provider-versions/${id}/impact`, {});
    const half = broken.body?.getReader();
    await half?.read();
    await half?.cancel();
    const { body } = await client.get('audit-events?action=provider-versions.impact');
    const [whole, part] = body.items;
    expect([whole.resource_id, part.resource_id]).toEqual([id, id]);
    expect(whole.after).toEqual({
      against: null,
      provider_deployment_id: null,
      counts: { checked: 3, passes: 0, breaks: 3, undecided: 0, migrated: 0 },
    });
    // A stream has at most one slice ready that nobody has read
    expect(part.after.counts.checked).toBeGreaterThan(0);
    expect(part.after.counts.checked).toBeLessThan(3);
  });

  test('is in the dry run of a version, which leaves no event, and not in its publication', async () => {
    const client = await harness.newInstance();
    const provider = await makeProvider(client);
    const config = await makeConfig(client, provider);
    const version = { provider_id: provider.id, version: '2', config_schema: STRICT };
    const dry = await client.post('provider-versions?dry_run=true', version);
    expect(dry.status, JSON.stringify(dry.body)).toBe(200);
    expect(told(dry.body.impact.items)).toEqual([`${config.id} /port required`]);
    expect(dry.body.impact).toMatchObject({
      partial: false,
      settled: true,
      counts: { checked: 1, breaks: 1 },
    });
    expect((await client.get('audit-events?action=provider-versions.impact')).body.items).toEqual([]);
    const real = await client.create('provider-versions', version);
    expect(Object.keys(real)).not.toContain('impact');
    expect(told((await impactOf(client, real.id)).items)).toEqual(told(dry.body.impact.items));
  });

  test('of a public provider shows an instance its own rows alone', async () => {
    const clients = [await harness.newInstance(), await harness.newInstance()];
    const { body } = await harness.bootstrap.get('providers/openai');
    const { id, current_version } = body;
    for (const client of clients) {
      const made = await client.create('provider-configs', {
        provider_id: id,
        value: { api_key: 'key-for-openai-1' },
      });
      const report = await impactOf(client, current_version.id);
      expect(told(report.items)).toEqual([`${made.id} ok`]);
    }
    const [one, other] = clients as [(typeof clients)[0], (typeof clients)[0]];
    const provider = await makeProvider(one);
    expectRefusal(await other.post(`provider-versions/${provider.version}/impact`, {}), [404, 'not_found']);
  });

  test('holds the rows that the key may read, and those in its reach', async () => {
    const client = await harness.newInstance();
    const provider = await makeProvider(client);
    const [one, other] = [
      await makeConfig(client, provider, { handle: 'team-one' }),
      await makeConfig(client, provider, { handle: 'other' }),
    ];
    await makeVault(client, provider);
    const deployment = await makeDeployment(client, provider);
    const placed = await makeConfig(client, provider, { provider_deployment_id: deployment.id });
    const id = await publishVersion(client, provider, STRICT);
    const path = `provider-versions/${id}/impact`;
    const reader = await makeKey(harness, client, ['provider-versions:read', 'provider-configs:read']);
    const report = await impactOf(reader, id);
    expect(report.covers).toEqual(['provider.config']);
    expect(report.items.map((item: { id: string }) => item.id)).toEqual([one.id, other.id, placed.id]);
    const without = await makeKey(harness, client, ['provider-versions:read', 'provider-config-vaults:read']);
    expectRefusal(await without.post(path, {}), [403, 'forbidden']);
    const near = await keyReaching(harness, client, { deployments: [deployment.id] });
    const preview = await near.post(`provider-deployments/${deployment.id}/upgrade-preview`, {
      provider_version_id: id,
    });
    expect([preview.status, told(preview.body.items)]).toEqual([200, [`${placed.id} /port required`]]);
    const handled = await keyReaching(harness, client, { handles: ['team-*'], deployments: [deployment.id] });
    expectRefusal(await handled.post(path, {}), [404, 'not_found']);
    const provided = await keyReaching(harness, client, { providers: [provider.id] });
    const limited = await impactOf(provided, id);
    expect([limited.counts.checked, limited.events, limited.settled]).toEqual([4, null, null]);
    const lines = await impactLines(harness, near, `provider-deployments/${deployment.id}/upgrade-preview`, {
      provider_version_id: id,
    });
    expect([preview.body.events, lines.at(-1)?.events, lines.at(-1)?.settled]).toEqual([null, null, null]);
    expect(report.events.after).toBe(report.events.before + 1);
  });

  test('checks at most 1,000 rows at once, and says how to have the rest checked', async () => {
    const client = await harness.newInstance();
    const provider = await makeProvider(client);
    const vault = await makeVault(client, provider);
    const config = await makeConfig(client, provider, {
      value: undefined,
      provider_config_vault_id: vault.id,
    });
    await harness.database.query(`insert into provider_configs
      (instance_id, id, tool_filter, provider_owner, provider_id, specification_id, provider_config_vault_id, status,
       enabled, created_at, updated_at)
      select instance_id, 'pcf_7' || lpad(n::text, 25, '0'), tool_filter, provider_owner, provider_id, specification_id,
        provider_config_vault_id, status, enabled, created_at, updated_at
      from provider_configs, generate_series(1, 1400) n where id = '${config.id}'`);
    const id = await publishVersion(client, provider, STRICT);
    const report = await impactOf(client, id);
    expect(report).toMatchObject({ partial: true, counts: { checked: 1_000, breaks: 1_000 } });
    expect(report.hint).toMatch(/x-ndjson/);
    const rest = await impactOf(client, id, { after: report.position });
    expect(rest).toMatchObject({ partial: false, counts: { checked: 402, breaks: 402 } });
    const lines = await impactLines(harness, client, `provider-versions/${id}/impact`, { passes: true });
    expect(lines.at(-1)).toMatchObject({ partial: false, counts: { checked: 1_402 } });
    const dry = await client.post('provider-versions?dry_run=true', {
      provider_id: provider.id,
      version: 'dry',
      config_schema: { ...STRICT, title: 'Dry' },
    });
    expect(dry.body.impact).toMatchObject({ partial: true, counts: { checked: 1_000 } });
    expect(dry.body.impact.hint).toMatch(/^Publish/);
  });

  test('stops earlier when the values are large', async () => {
    const client = await harness.newInstance();
    const note = { type: 'string' };
    const provider = await makeProvider(client, { config_schema: { type: 'object', properties: { note } } });
    const vault = await makeVault(client, provider, { value: { note: 'x'.repeat(700_000) } });
    const follower = { value: undefined, provider_config_vault_id: vault.id };
    for (let n = 0; n < 20; n++) await makeConfig(client, provider, follower);
    const id = await publishVersion(client, provider, { type: 'object', required: ['host'] });
    const { partial, counts, position } = await impactOf(client, id);
    expect(partial).toBe(true);
    expect(counts.checked).toBeGreaterThan(5);
    expect(counts.checked).toBeLessThan(20);
    expect((await impactOf(client, id, { after: position })).counts.checked).toBe(21 - counts.checked);
  });
});
