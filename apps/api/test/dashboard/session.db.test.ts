import { describe, expect, test } from 'vitest';
import { newBrowser } from '../support/dashboard-kit.ts';
import { startHarness } from '../support/harness.ts';
import { at, DAY_MS, makeKey } from '../support/keys-kit.ts';
import { dump } from '../support/rules-kit.ts';

const harness = await startHarness({
  directly: true,
  dashboard: { idleMs: 30 * 60_000, lifeMs: 12 * 3_600_000 },
});
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

describe('a session of the dashboard', () => {
  test('acts as its key, on the root face as it is', async () => {
    const client = await harness.newInstance();
    const browser = newBrowser(harness);
    const { status, body } = await browser.signIn(client.key);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      object: 'dashboard.session',
      instance: { id: client.instanceId, type: 'production', color: null },
      key: { is_bootstrap: false, reach: null },
      idle_seconds: 1800,
    });
    expect(body.key.scopes).toContain('provider-configs:write');
    expect((await browser.send('GET', 'session')).body).toEqual(body);
    const listed = await browser.send('GET', 'api/providers?limit=3');
    expect(listed.body).toEqual((await client.get('providers?limit=3')).body);
    const made = await browser.send('POST', 'api/consumers', { name: 'Ada', email: 'ada@example.com' });
    expect(made.status).toBe(200);
    expect(made.headers.get('cache-control')).toBe('no-store');
    const changed = await browser.send(
      'PATCH',
      `api/consumers/${made.body.id}`,
      { name: 'Ada L' },
      {
        'if-match': made.headers.get('etag'),
      },
    );
    expect(changed.body.name).toBe('Ada L');
    const refused = await browser.send('GET', 'api/providers?limt=3');
    expect([refused.status, refused.body.errors[0].message]).toEqual([
      400,
      'This parameter is not known here; did you mean limit?',
    ]);
    const events = await client.get(`audit-events?resource_id=${made.body.id}`);
    expect(events.body.items.map(({ actor }: { actor: { key_id: string } }) => actor.key_id)).toEqual([
      body.key.id,
      body.key.id,
    ]);
  });

  test('leaves its beginning and its end in the audit trail', async () => {
    const client = await harness.newInstance();
    const browser = newBrowser(harness);
    await browser.signIn(client.key);
    await browser.send('DELETE', 'session');
    const { body } = await client.get('audit-events?search=dashboard');
    expect(body.items.map(({ action }: { action: string }) => action)).toEqual([
      'dashboard.sign-in',
      'dashboard.sign-out',
    ]);
  });

  test('ends on the server with the sign-out, so a kept cookie opens nothing', async () => {
    const client = await harness.newInstance();
    const browser = newBrowser(harness);
    await browser.signIn(client.key);
    const kept = new Map(browser.cookies);
    expect((await browser.send('DELETE', 'session')).status).toBe(204);
    expect(browser.cookies.size).toBe(0);
    for (const [name, value] of kept) browser.cookies.set(name, value);
    for (const path of ['session', 'api/providers']) {
      const { status, body } = await browser.send('GET', path);
      expect([status, body.code, body.reason]).toEqual([401, 'unauthorized', 'session_ended']);
    }
    expect((await browser.send('DELETE', 'session')).status).toBe(204);
  });

  test('ends at once when its key is revoked, expires, is rotated away, or its instance is archived', async () => {
    const client = await harness.newInstance();
    const signedIn = async (key: string) => {
      const browser = newBrowser(harness);
      expect((await browser.signIn(key)).status).toBe(200);
      return async () => (await browser.send('GET', 'api/providers?limit=1')).status;
    };
    const revoked = await makeKey(harness, client, ['admin']);
    const statusOfRevoked = await signedIn(revoked.key);
    await client.delete(`api-keys/${revoked.id}`);
    expect(await statusOfRevoked()).toBe(401);

    const brief = await makeKey(harness, client, ['admin'], {
      expires_at: new Date(Date.now() + 5 * MINUTE_MS).toISOString(),
    });
    const statusOfBrief = await signedIn(brief.key);
    expect(await at(harness, Date.now() + 6 * MINUTE_MS, statusOfBrief)).toBe(401);

    const rotated = await makeKey(harness, client, ['admin']);
    const statusOfRotated = await signedIn(rotated.key);
    await client.post(`api-keys/${rotated.id}/rotate`, { overlap_seconds: 0 });
    expect(await statusOfRotated()).toBe(401);

    const other = await harness.newInstance();
    const statusOfOther = await signedIn(other.key);
    await harness.bootstrap.request('DELETE', `instances/${other.instanceId}?force=true`);
    expect(await statusOfOther()).toBe(401);
  });

  test('is narrowed at once with the scopes of its key', async () => {
    const client = await harness.newInstance();
    const key = await makeKey(harness, client, ['providers:read', 'consumers:read']);
    const browser = newBrowser(harness);
    await browser.signIn(key.key);
    expect((await browser.send('GET', 'api/consumers')).status).toBe(200);
    await client.patch(`api-keys/${key.id}`, { scopes: ['providers:read'] });
    expect((await browser.send('GET', 'api/consumers')).status).toBe(403);
    expect((await browser.send('GET', 'session')).body.key.scopes).toEqual(['providers:read']);
  });

  test('ends after 30 minutes without a request, and after 12 hours in any case', async () => {
    const client = await harness.newInstance();
    const start = Date.now() + DAY_MS;
    const browser = newBrowser(harness);
    await at(harness, start, () => browser.signIn(client.key));
    const statusAt = (ms: number) =>
      at(harness, start + ms, async () => (await browser.send('GET', 'api/providers?limit=1')).status);
    for (let minutes = 29; minutes < 12 * 60; minutes += 29) {
      expect([minutes, await statusAt(minutes * MINUTE_MS)]).toEqual([minutes, 200]);
    }
    expect(await statusAt(12 * HOUR_MS - 1)).toBe(200);
    expect(await statusAt(12 * HOUR_MS)).toBe(401);
    const idle = newBrowser(harness);
    await at(harness, start, () => idle.signIn(client.key));
    expect(
      await at(harness, start + 30 * MINUTE_MS, async () => (await idle.send('GET', 'session')).status),
    ).toBe(401);
  });

  test('is one of 50 of a key at most: the oldest ends', async () => {
    const client = await harness.newInstance();
    const browsers = Array.from({ length: 51 }, () => newBrowser(harness));
    const start = Date.now();
    for (const [index, browser] of browsers.entries()) {
      await at(harness, start + index, () => browser.signIn(client.key));
    }
    const statuses = await Promise.all(
      browsers.slice(0, 2).map(async (one) => (await one.send('GET', 'session')).status),
    );
    expect(statuses).toEqual([401, 200]);
  });
});

describe('the key', () => {
  test('is stored, logged and answered nowhere, and neither is the token of the session', async () => {
    const client = await harness.newInstance();
    const browser = newBrowser(harness);
    const { body } = await browser.signIn(client.key);
    await browser.send('GET', 'api/providers?limit=1');
    const [token = ''] = browser.cookies.values();
    expect(token).toMatch(/^[\w-]{43}$/);
    const stored = JSON.stringify(await dump(harness));
    for (const secret of [client.key, token]) {
      expect(JSON.stringify(body)).not.toContain(secret);
      expect(harness.logged.join('\n')).not.toContain(secret);
      expect(stored).not.toContain(secret);
    }
  });

  test('must be a secret key of this server; a publishable one is refused', async () => {
    const client = await harness.newInstance();
    const made = await client.create('api-keys', {
      name: 'Public',
      type: 'publishable',
    });
    const browser = newBrowser(harness);
    const refused = await browser.signIn(String(made.secret));
    expect([refused.status, refused.body.reason]).toEqual([403, 'publishable_key']);
    const unknown = await browser.signIn('berth_sk_nothing');
    expect([unknown.status, unknown.body.code]).toEqual([401, 'unauthorized']);
    const missing = await browser.send('POST', 'session', {});
    expect([missing.status, missing.body.errors[0].path]).toEqual([400, ['key']]);
    expect(browser.cookies.size).toBe(0);
  });
});
