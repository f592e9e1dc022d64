import { describe, expect, test } from 'vitest';
import { filled } from '../support/attack-kit.ts';
import { type Client, startHarness } from '../support/harness.ts';
import { at, DAY_MS, type MadeKey, makeKey } from '../support/keys-kit.ts';
import {
  makeSession,
  makeSetupProvider,
  newBrowser,
  openLink,
  type Page,
  type Session,
} from '../support/setup-kit.ts';

/** The page of a setup session works no longer than the key that made the session could make it. */

const harness = await startHarness();

const SCOPES = ['provider-setup-sessions:write', 'provider-auth-configs:write', 'provider-configs:write'];

interface Scene {
  admin: Client;
  key: MadeKey;
  provider: string;
  method: string;
}

async function scene(more: object = {}): Promise<Scene> {
  const admin = await harness.newInstance();
  const { id: provider, specification } = await makeSetupProvider(admin);
  const { body } = await admin.get(`provider-specifications/${specification}`);
  const method = body.auth_methods[0].id;
  return { admin, key: await makeKey(harness, admin, SCOPES, more), provider, method };
}

const WAYS: Record<string, (on: Scene) => Promise<Session>> = {
  'makes a credential': ({ key, provider }) => makeSession(key, { provider_id: provider, type: 'auth_only' }),
  'replaces a credential': async ({ admin, key, method }) => {
    const made = await admin.create('provider-auth-configs', {
      provider_auth_method_id: method,
      value: { token: 'token-before' },
    });
    const { status, body: session } = await key.post(`provider-auth-configs/${made.id}/reconnect`, {});
    expect(status).toBe(200);
    return session;
  },
};

const ENDS: Record<string, (on: Scene) => Promise<unknown>> = {
  'was revoked': ({ admin, key }) => admin.delete(`api-keys/${key.id}`),
  'lost a scope': ({ admin, key }) =>
    admin.patch(`api-keys/${key.id}`, {
      scopes: ['provider-setup-sessions:write', 'provider-configs:write'],
    }),
  'got another reach': ({ admin, key }) =>
    admin.patch(`api-keys/${key.id}`, {
      reach: { providers: [], deployments: [], configs: [], handles: ['team-*'] },
    }),
};

/** Expects a page that says that the link was withdrawn. */
const expectWithdrawn = ({ status, text }: Page): void =>
  expect([status, text.includes('This link was withdrawn')]).toEqual([410, true]);

const credentialsOf = async ({ admin }: Scene): Promise<unknown[]> =>
  (await admin.get('provider-auth-configs')).body.items.map(({ revision }: { revision: number }) => revision);

describe('a page that', { timeout: 60_000 }, () => {
  const cases = Object.keys(WAYS).flatMap((way) => Object.keys(ENDS).map((end) => [way, end] as const));

  test.each(cases)('%s is closed once its key %s, and writes nothing', async (way, end) => {
    const on = await scene();
    const session = await WAYS[way]?.(on);
    if (!session) throw new Error(`There is no way ${way}`);
    const { browser, form, at: page } = await openLink(harness, session);
    const before = await credentialsOf(on);
    const ended = (await ENDS[end]?.(on)) as { status: number };
    expect(ended.status).toBe(200);
    expectWithdrawn(await browser.send(page, filled(form)));
    expectWithdrawn(await browser.get(page));
    expectWithdrawn(await newBrowser(harness).get(session.url));
    expect(await credentialsOf(on)).toEqual(before);
    const { body } = await on.admin.get(`provider-setup-sessions/${session.id}`);
    expect(body.status).toBe('pending');
    const { body: trail } = await on.admin.get(`audit-events?actor_id=${session.id}`);
    expect(trail.items).toEqual([]);
  });

  test('a key made is closed once that has expired, and opens until then', async () => {
    const end = Date.now() + DAY_MS;
    const on = await scene({ expires_at: new Date(end).toISOString() });
    await at(harness, end - 60_000, async () => {
      const session = await makeSession(on.key, { provider_id: on.provider, type: 'auth_only' });
      const { browser, form, at: page } = await openLink(harness, session);
      expect(form.status).toBe(200);
      harness.setClock(new Date(end + 1));
      expectWithdrawn(await browser.send(page, filled(form)));
    });
  });

  test('names an identity is closed once the key that named it was revoked, and by no other', async () => {
    const on = await scene();
    const actor = await on.admin.create('identity-actors', { name: 'A', type: 'person' });
    const identity = await on.admin.create('identities', { name: 'I', actor_id: actor.id });
    const session = await makeSession(on.key, { provider_id: on.provider, type: 'auth_and_config' });
    const naming = await makeKey(harness, on.admin, [...SCOPES, 'identity-credentials:write']);
    const { status } = await naming.patch(`provider-setup-sessions/${session.id}`, {
      identity_id: identity.id,
    });
    expect(status).toBe(200);
    const { browser, at: page } = await openLink(harness, session);
    expect((await browser.get(page)).status).toBe(200);
    await on.admin.delete(`api-keys/${naming.id}`);
    expectWithdrawn(await browser.get(page));
    await on.admin.patch(`provider-setup-sessions/${session.id}`, { identity_id: null });
    expect((await browser.get(page)).status).toBe(200);
  });

  test('was made with a rotated key, or by an earlier release, goes on', async () => {
    const on = await scene();
    for (const change of [
      () => on.admin.post(`api-keys/${on.key.id}/rotate`, {}),
      () => harness.database.query(`update provider_setup_sessions set created_by = null`),
    ]) {
      const made = await on.admin.create('api-keys', { name: 'Key', scopes: SCOPES });
      const key = harness.as(String(made.secret));
      const session = await makeSession(key, { provider_id: on.provider, type: 'auth_only' });
      const { browser, form, at: page } = await openLink(harness, session);
      await change();
      expect((await browser.send(page, filled(form))).status).toBe(303);
    }
  });
});
