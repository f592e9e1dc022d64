import { describe, expect, test } from 'vitest';
import { startHarness } from '../support/harness.ts';
import { expectRefusal, makeConfig, makeDeployment, makeProvider, makeVault } from '../support/rules-kit.ts';

/** Every write leaves an event, and nobody changes it unnoticed. */

const harness = await startHarness();

interface Event {
  id: string;
  action: string;
  resource_type: string;
  resource_id: string;
  reason: string | null;
  actor: { key_id: string };
  request_id: string;
  before: Record<string, unknown> | null;
  after: Record<string, unknown> | null;
}

describe('an event', { timeout: 60_000 }, () => {
  test('is left by every write: the actor, the action and the members that differ, and never a value', async () => {
    const client = await harness.newInstance();
    const provider = await makeProvider(client);
    const config = await makeConfig(client, provider, {
      name: 'Old',
      value: { host: 'abc', token: 'token-981' },
    });
    const at = `provider-configs/${config.id}`;
    const renamed = await client.patch(at, { name: 'New', metadata: { a: 1 } });
    await client.patch(at, { value: { token: 'token-982-long' } });
    await client.post(`${at}/resolve`, { reason: 'start of the worker' });
    await client.delete(at);
    const { items } = (await client.get(`audit-events?resource_id=${config.id}`)).body as { items: Event[] };
    expect(items.map((event) => event.action)).toEqual([
      'provider-configs.create',
      'provider-configs.update',
      'provider-configs.update',
      'provider-configs.reveal',
      'provider-configs.archive',
    ]);
    expect(items[1]).toMatchObject({
      resource_type: 'provider.config',
      request_id: renamed.headers.get('x-request-id'),
      before: { name: 'Old', metadata: null },
      after: { name: 'New', metadata: { a: 1 } },
    });
    expect(Object.keys(items[2]?.after ?? {}).sort()).toEqual(['revision', 'value_state']);
    expect(items[2]?.after?.value_state).toEqual([{ path: '/token', digest: expect.stringMatching(/^1\./) }]);
    expect(items[3]).toMatchObject({
      reason: 'start of the worker',
      after: { revision: 2, vault_revision: null },
    });
    expect(items[4]?.before).toMatchObject({ status: 'active', archived_at: null });
    expect(JSON.stringify(items)).not.toContain('token-98');
    expect((await client.get(`audit-events/${items[1]?.id}`)).body).toEqual(items[1]);
  });

  test('names the revision that was destroyed, by its verb or because of the number to keep', async () => {
    const client = await harness.newInstance();
    const provider = await makeProvider(client);
    const { id } = await makeConfig(client, provider);
    const edit = (token: string) => client.patch(`provider-configs/${id}`, { value: { token } });
    await edit('token-2');
    await client.post(`provider-configs/${id}/revisions/1/destroy`, {});
    try {
      harness.settings.keptRevisions = 1;
      await edit('token-3');
    } finally {
      harness.settings.keptRevisions = null;
    }
    const { items } = (await client.get(`audit-events?resource_id=${id}`)).body as { items: Event[] };
    const destroyed = (event?: Event) => event?.after?.dependents;
    expect(items.map(({ action }) => action).slice(2)).toEqual([
      'provider-configs.destroy',
      'provider-configs.update',
    ]);
    expect(destroyed(items[2])).toMatchObject([{ object: 'value_revision', name: 'Revision 1' }]);
    expect(destroyed(items[3])).toMatchObject([{ object: 'value_revision', name: 'Revision 2' }]);
  });

  test('is left by no refused write, no dry run, and no plain read', async () => {
    const client = await harness.newInstance();
    const provider = await makeProvider(client);
    const actions = async () =>
      (await client.get('audit-events?limit=100')).body.items.map((event: Event) => event.action);
    const before = await actions();
    await client.post('provider-configs', { provider_id: provider.id, value: {} });
    await client.post('provider-configs?dry_run=true', { provider_id: provider.id, value: { host: 'abc' } });
    await client.get('provider-configs');
    expect(before.at(-1)).toBe('audit-events.read');
    expect(await actions()).toEqual(before);
  });

  test('records reads once a minute, also after the clock has stepped back', async () => {
    const client = await harness.newInstance();
    const start = Date.UTC(2032, 0, 1, 12);
    const countAt = async (ms: number) => {
      harness.setClock(new Date(ms));
      const { items } = (await client.get('audit-events?action=audit-events.read')).body;
      harness.setClock(null);
      return items.length;
    };
    expect(await countAt(start)).toBe(1);
    expect(await countAt(start + 59_000)).toBe(1);
    const back = start - 3_600_000;
    expect(await countAt(back)).toBe(2);
    expect(await countAt(back + 59_000)).toBe(2);
    expect(await countAt(back + 61_000)).toBe(3);
  });

  test('names the rows that a forced archive has detached', async () => {
    const client = await harness.newInstance();
    const provider = await makeProvider(client);
    const deployment = await makeDeployment(client, provider);
    const config = await makeConfig(client, provider, { provider_deployment_id: deployment.id });
    await client.delete(`provider-deployments/${deployment.id}?force=true`);
    const { items } = (await client.get(`audit-events?resource_id=${deployment.id}`)).body as {
      items: Event[];
    };
    expect(items[1]?.after?.dependents).toMatchObject([
      { id: config.id, reference: 'provider_deployment_id' },
    ]);
  });

  test('keeps any name unchanged, and verifies', async () => {
    const client = await harness.newInstance();
    const names = ['"quoted"', "it's", 'back\\slash', '{"a":1}', '🚢 ünï', '$1', '%s', '--', "'; drop"];
    const provider = await makeProvider(client);
    for (const name of names) {
      const vault = await makeVault(client, provider, {
        name,
        description: name,
        metadata: { [name]: name, bell: '\u0007' },
      });
      const { items } = (await client.get(`audit-events?resource_id=${vault.id}`)).body as { items: Event[] };
      expect(items[0]?.after).toMatchObject({
        name: name.trim(),
        metadata: { [name]: name, bell: '\u0007' },
      });
    }
    expectRefusal(await client.patch(`providers/${provider.id}`, { name: 'a\u0000b' }), [
      400,
      'invalid_data',
    ]);
    expect((await client.post('audit-events/verify', {})).body).toMatchObject({ valid: true });
  });

  test('is found by its actor', async () => {
    const client = await harness.newInstance();
    const { body: key } = await client.post('api-keys', { name: 'Editor', scopes: ['editor'] });
    await makeProvider(harness.as(key.secret));
    const { items } = (await client.get(`audit-events?actor_id=${key.id}`)).body as { items: Event[] };
    expect(items.map((event) => [event.action, event.actor.key_id])).toEqual([['providers.create', key.id]]);
  });

  test('of another instance is 404', async () => {
    const [client, stranger] = [await harness.newInstance(), await harness.newInstance()];
    await makeProvider(client);
    const { items } = (await client.get('audit-events')).body as { items: Event[] };
    expectRefusal(await stranger.get(`audit-events/${items[0]?.id}`), [404, 'not_found']);
    expect((await stranger.get('audit-events')).body.items.map((event: Event) => event.action)).toEqual([
      'audit-events.read',
    ]);
  });

  test('is for admins and auditors to read', async () => {
    const client = await harness.newInstance();
    for (const [role, status] of [
      ['auditor', 200],
      ['reader', 403],
      ['editor', 403],
      ['operator', 403],
    ] as const) {
      const { body } = await client.post('api-keys', { name: role, scopes: [role] });
      expect((await harness.as(body.secret).get('audit-events')).status, role).toBe(status);
    }
  });
});

describe('the table', () => {
  test('refuses UPDATE, DELETE and TRUNCATE', async () => {
    for (const statement of [
      "update audit_events set reason = 'x'",
      'delete from audit_events',
      'truncate audit_events',
    ]) {
      await expect(harness.database.query(statement), statement).rejects.toThrow();
    }
  });
});

describe('the export', () => {
  test('has every event as a line of JSON, oldest first, and leaves an event itself', async () => {
    const client = await harness.newInstance();
    const provider = await makeProvider(client);
    for (let n = 0; n < 5; n++) await makeConfig(client, provider, { name: `Config ${n}` });
    const response = await harness.app.request('/audit-events/export', {
      headers: { authorization: `Bearer ${client.key}` },
    });
    expect(response.headers.get('content-type')).toBe('application/x-ndjson');
    const lines = (await response.text())
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Event);
    expect(lines.map((event) => event.action)).toEqual([
      'providers.create',
      ...Array.from({ length: 5 }, () => 'provider-configs.create'),
      'audit-events.export',
    ]);
  });

  test('takes the same windows as the list, in every spelling of a time', async () => {
    const client = await harness.newInstance();
    const provider = await makeProvider(client);
    const start = Date.parse('2031-05-01T10:00:00.000Z');
    for (let n = 0; n < 4; n++) {
      harness.setClock(new Date(start + n * 1000));
      await makeConfig(client, provider, { name: `Config ${n}` });
    }
    harness.setClock(null);
    const idsIn = async (query: string) => {
      const lines = await harness.app.request(`/audit-events/export?${query}`, {
        headers: { authorization: `Bearer ${client.key}` },
      });
      expect(lines.status, query).toBe(200);
      const text = (await lines.text()).trim();
      return text === '' ? [] : text.split('\n').map((line) => (JSON.parse(line) as Event).id);
    };
    const listed = async (query: string) =>
      (await client.get(`audit-events?${query}`)).body.items.map(({ id }: Event) => id);
    const windows = {
      'created_at[gte]=2031-05-01T10:00:01': 3,
      'created_at[gt]=2031-05-01T10:00:01Z': 2,
      'created_at[gte]=2031-05-01&created_at[lt]=2031-05-01T12:00:02%2B02:00': 2,
      'created_at[gte]=2031-05-01&created_at[lte]=2031-05-01T10:00:02.0004Z': 3,
    };
    for (const [query, count] of Object.entries(windows)) {
      const ids = await idsIn(query);
      expect(ids, query).toHaveLength(count);
      expect(ids, query).toEqual(await listed(query));
    }
    expect(await idsIn('from=2031-05-01T10:00:01Z&to=2031-05-01T10:00:02')).toHaveLength(2);
    expect(await idsIn('from=2031-05-01')).toHaveLength(4);
    for (const query of ['from=2031-02-30', 'created_at[since]=2031-05-01', 'to=tomorrow']) {
      expect((await client.get(`audit-events/export?${query}`)).status, query).toBe(400);
    }
  });
});
