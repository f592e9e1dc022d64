import { jobHandlers, lookAfter, workOnNext } from '@berth/domain';
import { describe, expect, test } from 'vitest';
import { startHarness } from '../support/harness.ts';
import { never, runnerSource } from '../support/jobs-kit.ts';
import { network, registerOAuth, startOAuthProvider } from '../support/oauth-kit.ts';
import { expectPlaces, expectRefusal, makeDeployment, NOTHING } from '../support/rules-kit.ts';
import { CREDENTIAL, hiddenOf, makeSession, openLink } from '../support/setup-kit.ts';
import { BACK, CALLBACK, endpointsOf, onwardOf, press, signInInstance } from '../support/sign-in-kit.ts';

const harness = await startHarness({ network });
const server = await startOAuthProvider();
const PATH = 'provider-setup-sessions';

describe('a session of an OAuth method', () => {
  test('signs in at the provider with PKCE S256, makes the auth config and goes to the redirect', async () => {
    const { client, begun, app } = await signInInstance(harness, server);
    const { form, left, url, made, come, browser } = await begun({ name: 'Parcels' });
    expect(form.text).toMatch(/>Continue with [^<]+<\/button>/);
    expect(form.text).not.toContain('>Connect</button>\n<p class="end"');
    expect([left.status, left.headers.get('referrer-policy')]).toEqual([200, 'no-referrer']);
    expect(Object.fromEntries(new URL(url).searchParams)).toMatchObject({
      response_type: 'code',
      client_id: 'acme-client',
      redirect_uri: CALLBACK,
      scope: 'read write',
      code_challenge_method: 'S256',
    });
    const done = await come(await server.agree(url));
    expect([done.status, done.headers.get('location')]).toEqual([303, BACK]);
    expect([...browser.cookies.values()]).toEqual(['done']);
    const { body } = await client.get(`${PATH}/${made.id}`);
    expect(body).toMatchObject({
      status: 'completed',
      type: 'auth_only',
      credentials: { id: app.id },
      auth_config: {
        type: 'oauth_automated',
        source: 'setup_session',
        name: 'Parcels',
        health: 'ok',
        credentials: { id: app.id },
      },
    });
    const { body: trail } = await client.get(`audit-events?actor_id=${made.id}`);
    expect(trail.items.map(({ action }: { action: string }) => action).sort()).toEqual([
      'provider-auth-configs.create',
      'provider-setup-sessions.complete',
    ]);
    const found = await client.get(`${PATH}?provider_auth_credentials_id=${app.id}`);
    expect(found.body.items.map(({ id }: { id: string }) => id)).toEqual([made.id]);
  });

  test('takes the app that it names, and refuses one of another method or provider', async () => {
    const { client, provider, begun } = await signInInstance(harness, server);
    const other = await client.create('provider-auth-credentials', {
      provider_id: provider.id,
      config: { client_id: 'other-client', client_secret: 'other-secret-000', scopes: [] },
    });
    const { url } = await begun({ provider_auth_credentials_id: other.id });
    expect(new URL(url).searchParams.get('client_id')).toBe('other-client');
    const strange = await registerOAuth(client, endpointsOf(server));
    const body = { provider_id: provider.id, provider_auth_credentials_id: strange.app.id };
    expectRefusal(await client.post(PATH, body), [400, 'provider_mismatch']);
    const config = { provider_id: provider.id, type: 'config_only', provider_auth_credentials_id: other.id };
    expectPlaces(await client.post(PATH, config), ['provider_auth_credentials_id']);
  });

  test('is refused without an app, and for a method without a page to sign in at', async () => {
    const { client, provider, app } = await signInInstance(harness, server);
    await client.delete(`provider-auth-credentials/${app.id}`);
    const noApp = await client.post(PATH, { provider_id: provider.id });
    expectRefusal(noApp, [400, 'missing_oauth_credentials']);
    const closed = await registerOAuth(client, { token_url: server.url('/token') });
    expectRefusal(await client.post(PATH, { provider_id: closed.provider.id }), [400, 'bad_request']);
  });

  test('makes the config that was filled in before, and shows its problems before it leaves', async () => {
    const { client, provider } = await signInInstance(harness, server, { version: {} });
    const deployment = await makeDeployment(client, provider);
    const session = await makeSession(client, { provider_deployment_id: deployment.id, redirect_url: BACK });
    const opened = await openLink(harness, session);
    const refused = await press(opened, { 'config/host': 'x' });
    expect([refused.status, onwardOf(refused)]).toEqual([400, '']);
    expect(refused.text).toContain('id="f-config_2f_host-problem"');
    const fields = { 'config/host': 'api.acme.test', 'config/port': '443', 'config/token': 'config-token' };
    const left = await press({ ...opened, form: refused }, fields);
    expect(left.text).not.toContain('config-token');
    const done = await opened.browser.get(await server.agree(onwardOf(left)));
    expect([done.status, done.headers.get('location')]).toEqual([303, BACK]);
    const { body } = await client.get(`${PATH}/${session.id}`);
    expect(body).toMatchObject({
      auth_config: { is_default: true },
      config: { deployment: { id: deployment.id } },
    });
    const resolved = await client.post(`provider-configs/${body.config.id}/resolve`, { reason: 'test' });
    expect(resolved.body.value).toEqual({ host: 'api.acme.test', port: 443, token: 'config-token' });
  });

  test('offers both ways when the provider has both, and the visitor may enter a credential too', async () => {
    const auth_methods = [
      { key: 'oauth', type: 'oauth', name: 'OAuth', oauth: endpointsOf(server) },
      { key: 'token', type: 'token', name: 'Token', input_schema: CREDENTIAL },
    ];
    const { begun, session, authConfigs } = await signInInstance(harness, server, {
      version: { config_schema: NOTHING, auth_methods },
    });
    const { url, come } = await begun();
    expect((await come(await server.agree(url))).status).toBe(303);
    const { browser, form, at } = await openLink(harness, await session());
    expect(form.text).toContain('>Connect</button>');
    expect((await browser.send(at, { ...hiddenOf(form), 'auth/token': 'token-0000' })).status).toBe(303);
    expect((await authConfigs()).map(({ type }) => type).sort()).toEqual(['manual', 'oauth_automated']);
  });

  test('sent without a choice shows the form again', async () => {
    const { session } = await signInInstance(harness, server);
    const { browser, form, at } = await openLink(harness, await session());
    const sent = await browser.send(at, { ...hiddenOf(form), _do: 'finish' });
    expect([sent.status, sent.text.includes('Choose how to sign in.')]).toEqual([400, true]);
  });
});

describe('a reconnect of an OAuth config', () => {
  test('replaces its tokens, and keeps its id, its deployment and everything that refers to it', async () => {
    const { client, provider, begun, method } = await signInInstance(harness, server);
    const deployment = await makeDeployment(client, provider);
    const first = await begun({ provider_deployment_id: deployment.id });
    await first.come(await server.agree(first.url));
    const id = (await client.get(`${PATH}/${first.made.id}`)).body.auth_config.id;
    server.answerNext(400, { error: 'invalid_grant' });
    harness.setClock(new Date(Date.now() + 2 * 60 * 60_000));
    await client.post('provider-auth-config-exports', { provider_auth_config_id: id, note: 'Look' });
    harness.setClock(null);
    expect((await client.get(`provider-auth-configs/${id}`)).body.health).toBe('needs_reauth');
    const { body: link } = await client.post(`provider-auth-configs/${id}/reconnect`, { redirect_url: BACK });
    expect(link).toMatchObject({ auth_method: { id: method.id }, auth_config: { id } });
    const again = await begun({}, link);
    expect(again.form.text).toContain('Reconnect');
    expect((await client.get(`provider-auth-configs/${id}`)).body.revision).toBe(1);
    const done = await again.come(await server.agree(again.url));
    expect(done.headers.get('location')).toBe(BACK);
    expect((await client.get(`provider-auth-configs/${id}`)).body).toMatchObject({
      id,
      health: 'ok',
      health_reason: null,
      revision: 2,
      is_default: true,
      deployment: { id: deployment.id },
    });
  });
});

describe('a session for an identity', () => {
  test('also makes the identity credential for the rows that it made', async () => {
    const { client, begun, stateOf } = await signInInstance(harness, server);
    const actor = await client.create('identity-actors', { type: 'person', name: 'Ann' });
    const identity = await client.create('identities', { actor_id: actor.id, name: 'Ann' });
    const { made, url, come } = await begun({ identity_id: identity.id });
    await come(await server.agree(url));
    expect(await stateOf(made)).toBe('completed');
    const { body } = await client.get(`${PATH}/${made.id}`);
    expect(body.identity_id).toBe(identity.id);
    const { body: credential } = await client.get(`identity-credentials/${body.identity_credential_id}`);
    expect(credential).toMatchObject({ identity_id: identity.id, auth_config_id: body.auth_config.id });
  });

  test('may get it later by PATCH, until it is over, and needs a live identity', async () => {
    const { client, session, begun } = await signInInstance(harness, server);
    const actor = await client.create('identity-actors', { type: 'person', name: 'Ann' });
    const identity = await client.create('identities', { actor_id: actor.id, name: 'Ann' });
    const link = await session();
    expectRefusal(await client.patch(`${PATH}/${link.id}`, { identity_id: actor.id }), [404, 'not_found']);
    const changed = await client.patch(`${PATH}/${link.id}`, { identity_id: identity.id });
    expect(changed.body.identity_id).toBe(identity.id);
    const { url, come } = await begun({}, link);
    await come(await server.agree(url));
    expect((await client.get(`${PATH}/${link.id}`)).body.identity_credential_id).toMatch(/^icr_/);
    expectRefusal(await client.patch(`${PATH}/${link.id}`, { identity_id: null }), [410, 'gone']);
  });

  test('asks for a credential, where the identity needs one', async () => {
    const { client, provider } = await signInInstance(harness, server, { version: {} });
    const actor = await client.create('identity-actors', { type: 'person', name: 'Ann' });
    const identity = await client.create('identities', { actor_id: actor.id, name: 'Ann' });
    const body = { provider_id: provider.id, type: 'config_only', identity_id: identity.id };
    expectPlaces(await client.post(PATH, body), ['identity_id']);
  });
});

test('a sign-in that no answer came to is removed by a job once its session is over', async () => {
  const { begun } = await signInInstance(harness, server);
  const [over, open] = [await begun(), await begun()];
  const left = async () => {
    const rows = await harness.database.query('select id from provider_setup_sign_ins');
    return rows.map(({ id }) => String(id)).filter((id) => [over.made.id, open.made.id].includes(id));
  };
  await harness.database.query(
    `update provider_setup_sign_ins set expires_at = now() - interval '1 second' where id = '${over.made.id}'`,
  );
  const source = runnerSource(harness, jobHandlers, { clock: () => new Date(Date.now() + 1_000), network });
  await lookAfter(source);
  for (let step = 0; step < 50 && (await workOnNext(source, 'test', never)); step++);
  expect(await left()).toEqual([open.made.id]);
});
