import { describe, expect, test } from 'vitest';
import { type Client, startHarness } from '../support/harness.ts';
import type { Answer } from '../support/json-http.ts';
import {
  archive,
  expectRefusal,
  makeConfig,
  makeDeployment,
  makeProvider,
  makeVault,
  publish,
  SCHEMA,
  VALUE,
} from '../support/rules-kit.ts';

/** Deployments that move to another version with their configs. */

const harness = await startHarness();

const NEEDS_PORT = { ...SCHEMA, required: ['host', 'port'] };

const SCHEMA_WITH_REGION = {
  ...SCHEMA,
  properties: { ...SCHEMA.properties, region: { type: 'string' } },
};

async function scene(config_schema: object = NEEDS_PORT) {
  const client = await harness.newInstance();
  const provider = await makeProvider(client);
  const { id } = await makeDeployment(client, provider, {
    locked_provider_version_id: provider.version,
    provider_config: { value: { ...VALUE, port: 1 } },
  });
  const bound = { provider_deployment_id: id };
  const make = async (handle: string, more: object) =>
    (await makeConfig(client, provider, { ...bound, handle, ...more })).id;
  const vault = await makeVault(client, provider, { ...bound, value: { ...VALUE, port: 80 } });
  const ids = {
    fits: await make('fits', { value: { ...VALUE, port: 1 } }),
    breaks: await make('breaks', {}),
    follows: await make('follows', { value: undefined, provider_config_vault_id: vault.id }),
    archived: await make('archived', {}),
    other: (await makeConfig(client, provider)).id,
  };
  await archive(client, `provider-configs/${ids.archived}`);
  const next = await publish(client, provider, '2', { config_schema });
  const list = await client.get(`provider-configs?provider_deployment_id=${id}`);
  const main = list.body.items.find((it: { is_default: boolean }) => it.is_default).id;
  return { client, provider, at: `provider-deployments/${id}`, id, ids: { ...ids, main }, vault, next };
}

const upgrade = (client: Client, at: string, version: string, more = {}, query = '') =>
  client.post(`${at}/upgrade${query}`, { provider_version_id: version, ...more });

async function upgraded(...asked: Parameters<typeof upgrade>): Promise<Answer['body']> {
  const { status, body } = await upgrade(...asked);
  expect(status, JSON.stringify(body)).toBe(200);
  return body;
}

const specificationsOf = async (client: Client, ids: Record<string, string>) => {
  const rows = await Promise.all(
    Object.entries(ids).map(async ([name, id]) => [
      name,
      (await client.get(`provider-configs/${id}`)).body.specification_id,
    ]),
  );
  return Object.fromEntries(rows);
};

describe('a deployment that moves to another version', { timeout: 60_000 }, () => {
  test('moves its lock and its live configs, and neither vaults nor other configs', async () => {
    const { client, provider, at, ids, vault, next } = await scene();
    await client.patch(`provider-configs/${ids.breaks}`, { value: { port: 2 } });
    const body = await upgraded(client, at, next.id);
    expect(body.upgrade).toEqual({ checked: 4, passes: 4, breaks: 0, stale: 0, migrated: 0, invalid: [] });
    expect(body.locked_version.id).toBe(next.id);
    const [old, now] = [provider.specification, next.specification_id];
    expect(await specificationsOf(client, ids)).toEqual({
      main: now,
      fits: now,
      breaks: now,
      follows: now,
      archived: old,
      other: old,
    });
    const kept = (await client.get(`provider-config-vaults/${vault.id}`)).body;
    expect([kept.specification_id, kept.row_version]).toEqual([old, 1]);
    const revisions = (await client.get(`provider-configs/${ids.fits}/revisions?order=asc`)).body.items;
    expect(revisions.map((it: { specification_id: string }) => it.specification_id)).toEqual([old, now]);
    const { body: fits } = await client.get(`provider-configs/${ids.fits}`);
    expect([fits.revision, fits.row_version]).toEqual([2, 2]);
    for (const id of [ids.fits, ids.follows]) {
      const { status, body: whole } = await client.post(`provider-configs/${id}/resolve`, { reason: 'test' });
      expect([status, whole.value.token]).toEqual([200, VALUE.token]);
    }
    expect((await client.post(`provider-configs/${ids.fits}/revisions/1/restore`, {})).body).toMatchObject({
      specification_id: old,
      revision: 3,
    });
  });

  test('is refused with the counts and the configs that break, and nothing moves', async () => {
    const { client, provider, at, ids, next } = await scene();
    const before = (await client.get(at)).body;
    const refused = await upgrade(client, at, next.id);
    expectRefusal(refused, [409, 'conflict']);
    expect(refused.body).toMatchObject({
      reason: 'upgrade_breaks',
      counts: { checked: 4, passes: 3, breaks: 1 },
      dependents: [
        {
          object: 'provider.config',
          id: ids.breaks,
          handle: 'breaks',
          errors: [{ code: expect.any(String), path: ['value', 'port'] }],
        },
      ],
    });
    expect(JSON.stringify(refused.body)).not.toContain(VALUE.token);
    expect((await client.get(at)).body).toEqual(before);
    const all = Object.values(await specificationsOf(client, ids));
    expect(all).toEqual(all.map(() => provider.specification));
    expect((await client.get(`provider-configs/${ids.fits}/revisions`)).body.items).toHaveLength(1);
  });

  test('by force marks those configs invalid, and the way back takes the mark away', async () => {
    const { client, provider, at, ids, next } = await scene();
    const body = await upgraded(client, at, next.id, { force: true });
    expect(body.upgrade).toMatchObject({ checked: 4, passes: 3, breaks: 1 });
    expect(body.upgrade.invalid).toMatchObject([{ id: ids.breaks, handle: 'breaks' }]);
    const config = (await client.get(`provider-configs/${ids.breaks}`)).body;
    expect(config).toMatchObject({ invalid: true, specification_id: next.specification_id });
    const answer = await client.post(`provider-configs/${ids.breaks}/resolve`, { reason: 'test' });
    expect([answer.status, answer.body.invalid, answer.body.value]).toEqual([200, true, VALUE]);
    const back = await upgraded(client, at, provider.version);
    expect(back.upgrade).toMatchObject({ checked: 4, passes: 4, breaks: 0 });
    const { body: again } = await client.get(`provider-configs/${ids.breaks}`);
    expect([again.invalid, again.specification_id]).toEqual([false, provider.specification]);
    const query = await upgraded(client, at, next.id, {}, '?force=true&dry_run=true');
    expect([query.dry_run, query.upgrade.breaks]).toEqual([true, 1]);
    expect((await client.get(at)).body.locked_version.id).toBe(provider.version);
  });

  test('stays without a lock at the current version, and gets one at another', async () => {
    const { client, provider, at, next } = await scene({ ...SCHEMA, title: 'Next' });
    await client.patch(at, { locked_provider_version_id: null });
    expect((await upgraded(client, at, next.id)).locked_version).toBeNull();
    expect((await upgraded(client, at, provider.version)).locked_version.id).toBe(provider.version);
    expect((await upgraded(client, at, next.id)).locked_version.id).toBe(next.id);
    const events = (await client.get('audit-events?action=provider-deployments.upgrade')).body.items;
    expect(events).toHaveLength(3);
    expect(events[0].after.dependents.length).toBeGreaterThan(0);
    expect(JSON.stringify(events)).not.toContain(VALUE.token);
  });

  test('takes its default config along when that is bound to none', async () => {
    const client = await harness.newInstance();
    const provider = await makeProvider(client);
    const free = await makeConfig(client, provider);
    const { id } = await makeDeployment(client, provider, { provider_config_id: free.id });
    const next = await publish(client, provider, '2');
    const body = await upgraded(client, `provider-deployments/${id}`, next.id);
    expect([body.upgrade.checked, body.locked_version]).toEqual([1, null]);
    const moved = (await client.get(`provider-configs/${free.id}`)).body;
    expect(moved.specification_id).toBe(next.specification_id);
  });

  test('keeps hidden what the new specification would show, and counts secrets that are stale', async () => {
    const { token: _, ...others } = SCHEMA.properties;
    const address = { type: 'string', format: 'uri', default: 'https://other.test' };
    const shows = { ...SCHEMA, properties: { ...others, token: { type: 'string' }, base_url: address } };
    const { client, at, ids, next } = await scene(shows);
    const refused = await upgrade(client, at, next.id);
    expect(refused.body.counts).toEqual({ checked: 4, passes: 0, breaks: 4 });
    const body = await upgraded(client, at, next.id, { force: true });
    expect(body.upgrade.stale).toBe(4);
    for (const id of [ids.fits, ids.follows]) {
      const { body: shown } = await client.post(`provider-configs/${id}/resolve`, {});
      expect(JSON.stringify(shown)).not.toContain(VALUE.token);
      const reveal = await client.post(`provider-configs/${id}/resolve`, { reason: 'test' });
      expectRefusal(reveal, [409, 'secrets_stale']);
    }
  });

  test('destroys the revisions beyond those to keep', async () => {
    const { client, at, ids, next } = await scene({ ...SCHEMA, title: 'Next' });
    harness.settings.keptRevisions = 1;
    try {
      await upgraded(client, at, next.id);
    } finally {
      harness.settings.keptRevisions = null;
    }
    const { items } = (await client.get(`provider-configs/${ids.fits}/revisions?order=asc`)).body;
    expect(items.map((it: { destroyed_at: string | null }) => it.destroyed_at === null)).toEqual([
      false,
      true,
    ]);
  });

  test('moves many configs, more than are opened at a time, each as it is', {
    timeout: 240_000,
  }, async () => {
    const client = await harness.newInstance();
    const provider = await makeProvider(client);
    const { id } = await makeDeployment(client, provider);
    const many = [...Array(207).keys()];
    for (let start = 0; start < many.length; start += 23) {
      const some = many.slice(start, start + 23);
      await Promise.all(
        some.map((port) =>
          makeConfig(client, provider, {
            provider_deployment_id: id,
            value: { ...VALUE, port: port + 1 },
          }),
        ),
      );
    }
    const next = await publish(client, provider, '2', { config_schema: NEEDS_PORT });
    const body = await upgraded(client, `provider-deployments/${id}`, next.id);
    expect(body.upgrade).toMatchObject({ checked: 207, passes: 207 });
    const ports = new Set<number>();
    for (let after = ''; ; ) {
      const list = await client.get(
        `provider-configs?provider_deployment_id=${id}&limit=100${after && `&after=${after}`}`,
      );
      for (const config of list.body.items) {
        expect([config.specification_id, config.revision]).toEqual([next.specification_id, 2]);
        const { value } = (await client.post(`provider-configs/${config.id}/resolve`, {})).body;
        ports.add(value.port);
      }
      if (!list.body.pagination.has_more_after) break;
      after = list.body.items.at(-1).id;
    }
    expect(ports.size).toBe(207);
  });

  test('leaves each config fitting its own specification, whoever writes at the same time', async () => {
    const strict = {
      ...SCHEMA,
      properties: { ...SCHEMA.properties, port: { ...SCHEMA.properties.port, maximum: 100 } },
    };
    const { client, at, ids, vault, next, provider } = await scene(strict);
    const answers = await Promise.all([
      upgrade(client, at, next.id),
      client.patch(`provider-config-vaults/${vault.id}`, { value: { port: 200 } }),
      client.patch(`provider-configs/${ids.fits}`, { value: { port: 300 } }),
      upgrade(client, at, provider.version),
      client.patch(`provider-configs/${ids.breaks}`, { value: { port: 99 } }),
    ]);
    for (const { status, body } of answers) expect([200, 400, 409], JSON.stringify(body)).toContain(status);
    for (const id of [ids.fits, ids.follows, ids.breaks]) {
      const { body } = await client.post(`provider-configs/${id}/resolve`, {});
      const most = body.specification_id === next.specification_id ? 100 : 65_535;
      expect(body.value.port).toBeLessThanOrEqual(most);
    }
  });
});

test('a managed deployment is moved by an administrator only', { timeout: 60_000 }, async () => {
  const { client, at, next } = await scene({ ...SCHEMA, title: 'Next' });
  await client.patch(at, { managed: true });
  const { body } = await client.post('api-keys', {
    name: 'Writer',
    scopes: ['provider-deployments:write', 'provider-deployments:read', 'provider-configs:write'],
  });
  expectRefusal(await upgrade(harness.as(body.secret), at, next.id), [403, 'forbidden']);
  expect((await upgrade(client, at, next.id)).status).toBe(200);
});

test('a deployment is moved, by hand or by the system, only for a key that may write configs', async () => {
  const { client, at, next } = await scene({ ...SCHEMA, title: 'Next' });
  const scopes = ['provider-deployments:write', 'provider-deployments:read'];
  const { body } = await client.post('api-keys', { name: 'Writer', scopes });
  const writer = harness.as(body.secret);
  expectRefusal(await upgrade(writer, at, next.id), [403, 'forbidden']);
  expectRefusal(await writer.patch(at, { follow: 'safe' }), [403, 'forbidden']);
  expect((await client.patch(at, { follow: 'safe' })).status).toBe(200);
  expect((await writer.patch(at, { follow: 'safe' })).status).toBe(200);
});

test('a value that does not open breaks, and with force moves marked invalid, alone and with others', {
  timeout: 60_000,
}, async () => {
  const { client, provider, at, ids, next } = await scene(SCHEMA_WITH_REGION);
  const seal = (id: string) =>
    harness.database.query(
      `update value_revisions set ciphertext = decode('00', 'hex') where owner_id = '${id}'`,
    );
  await seal(ids.fits);
  await seal(ids.other);
  const refused = await upgrade(client, at, next.id);
  expectRefusal(refused, [409, 'conflict']);
  expect(refused.body.counts).toMatchObject({ checked: 4, breaks: 1 });
  expect(refused.body.dependents).toMatchObject([{ id: ids.fits, errors: [{ code: 'unreadable' }] }]);
  const { upgrade: counts } = await upgraded(client, at, next.id, { force: true });
  expect(counts).toMatchObject({ checked: 4, passes: 3, breaks: 1, invalid: [{ id: ids.fits }] });
  const single = `provider-configs/${ids.other}`;
  const alone = await upgrade(client, single, next.id);
  expect([alone.status, alone.body.errors]).toEqual([
    400,
    [expect.objectContaining({ code: 'unreadable', path: ['value'] })],
  ]);
  const forced = await upgrade(client, single, next.id, {}, '?force=true');
  expect([forced.status, forced.body.invalid_reasons]).toMatchObject([200, [{ code: 'unreadable' }]]);
  for (const id of [ids.fits, ids.other]) {
    const { body } = await client.get(`provider-configs/${id}`);
    expect([body.specification_id, body.invalid]).toEqual([next.specification_id, true]);
  }
  const vault = await makeVault(client, provider);
  await seal(vault.id);
  const back = await upgrade(client, `provider-config-vaults/${vault.id}`, provider.version);
  expect([back.status, back.body.errors?.[0]?.code]).toEqual([400, 'unreadable']);
});

test('the default config that is bound to none counts in the filters, and one bound elsewhere in no report', {
  timeout: 60_000,
}, async () => {
  const { client, provider, ids, next } = await scene();
  const serving = (config: string) =>
    makeDeployment(client, provider, {
      locked_provider_version_id: next.id,
      provider_config_id: config,
    });
  const listed = async (query: string) =>
    (await client.get(`provider-deployments?${query}`)).body.items.map(({ id }: { id: string }) => id);
  const countsOf = async (id: string) => {
    const version = { provider_version_id: next.id };
    return (await client.post(`provider-deployments/${id}/upgrade-preview`, version)).body.counts;
  };
  const [unbound, elsewhere] = [await serving(ids.other), await serving(ids.breaks)];
  expect(await countsOf(elsewhere.id)).toMatchObject({ checked: 0 });
  expect(await countsOf(unbound.id)).toMatchObject({ checked: 1, breaks: 1 });
  expect(await listed('upgrade=breaking')).toEqual([unbound.id]);
  await upgraded(client, `provider-deployments/${unbound.id}`, next.id, { force: true });
  expect(await listed('invalid=true')).toEqual([unbound.id]);
});
