import {
  authorizationRequest,
  exchangeCode,
  jobHandlers,
  lookAfter,
  reconnectAuthConfig,
  refreshAuthConfig,
  workOnNext,
} from '@berth/domain';
import { describe, expect, test } from 'vitest';
import { GREP, requireApprovals } from '../support/approvals-kit.ts';
import { startHarness } from '../support/harness.ts';
import { runnerSource } from '../support/jobs-kit.ts';
import { network, startOAuthProvider } from '../support/oauth-kit.ts';
import { archive, dump, expectRefusal, makeDeployment } from '../support/rules-kit.ts';
import { APP, CONFIGS, HOUR_MS, REDIRECT, tokensKit } from '../support/tokens-kit.ts';

const harness = await startHarness({ network });
const provider = await startOAuthProvider();

const { ENDPOINTS, start, agree, connected, refreshLater, eventsOf } = tokensKit(harness, provider);

describe('the authorization code grant', () => {
  test('asks with PKCE S256 and a state, and stores the tokens sealed as a revision of an auth config', async () => {
    const before = provider.asked.length;
    const { client, id, tokens, shown } = await connected();
    const [asked] = provider.asked.slice(before);
    expect(asked).toMatchObject({ grant_type: 'authorization_code', redirect_uri: REDIRECT });
    expect(asked?.code_verifier).toMatch(/^[\w-]{43,}$/);
    expect(asked?.authorization).toMatch(/^Basic /);
    expect(await shown()).toMatchObject({
      type: 'oauth_automated',
      source: 'setup_session',
      health: 'ok',
      health_reason: null,
      revision: 1,
      expires_at: tokens.expires_at,
    });
    const kept = JSON.stringify([await shown(), await eventsOf(client, id)]) + (await dump(harness));
    expect(kept + harness.logged.join()).not.toContain(tokens.access_token);
    expect(kept + harness.logged.join()).not.toContain(tokens.refresh_token);
  });

  test('has the parameters of the method in its request, and a new state and verifier each time', async () => {
    const { endpoints } = await start({ ...ENDPOINTS, authorization_parameters: { access_type: 'offline' } });
    const options = { scopes: ['read', 'write'], redirectUri: REDIRECT };
    const one = await authorizationRequest(endpoints, APP, options);
    const two = await authorizationRequest(endpoints, APP, options);
    const parameters = Object.fromEntries(new URL(one.url).searchParams);
    expect(parameters).toMatchObject({
      response_type: 'code',
      client_id: APP.client_id,
      redirect_uri: REDIRECT,
      scope: 'read write',
      code_challenge_method: 'S256',
      access_type: 'offline',
      state: one.pending.state,
    });
    expect(one.url).not.toContain(one.pending.code_verifier);
    expect(two.pending.state).not.toBe(one.pending.state);
    expect(two.pending.code_verifier).not.toBe(one.pending.code_verifier);
  });

  test('checks the state before anything else, also of an answer with an error', async () => {
    const { ctx, endpoints } = await start();
    const asked = await authorizationRequest(endpoints, APP, { scopes: [], redirectUri: REDIRECT });
    const other = await authorizationRequest(endpoints, APP, { scopes: [], redirectUri: REDIRECT });
    const before = provider.asked.length;
    const reasonOf = async (query: string) => {
      const answer = new URLSearchParams(query);
      const result = await exchangeCode(ctx, endpoints, APP, { answer, pending: asked.pending });
      return result.ok ? 'ok' : result.reason;
    };
    const { state } = asked.pending;
    expect(await reasonOf('code=stolen')).toBe('state_mismatch');
    expect(await reasonOf('code=stolen&state=')).toBe('state_mismatch');
    expect(await reasonOf(`code=stolen&state=${other.pending.state}`)).toBe('state_mismatch');
    expect(await reasonOf(`code=stolen&state=${state}&state=${state}`)).toBe('state_mismatch');
    expect(await reasonOf('error=access_denied')).toBe('state_mismatch');
    expect(await reasonOf(`error=access_denied&state=${state}`)).toBe('access_denied');
    expect(await reasonOf(`error=<script>&state=${state}`)).toBe('refused');
    expect(provider.asked.length).toBe(before);
  });

  test('refuses an answer of another issuer than the declared one', async () => {
    const issuer = 'https://issuer.example';
    const { ctx, endpoints } = await start({ ...ENDPOINTS, issuer });
    const { pending } = await authorizationRequest(endpoints, APP, { scopes: [], redirectUri: REDIRECT });
    for (const iss of ['', '&iss=https://evil.example', `&iss=${issuer}&iss=https://evil.example`]) {
      const answer = new URLSearchParams(`code=c&state=${pending.state}${iss}`);
      const result = await exchangeCode(ctx, endpoints, APP, { answer, pending });
      expect(result, iss).toMatchObject({ ok: false });
    }
  });

  test('gives no tokens for a code of another authorization', async () => {
    const { ctx, endpoints } = await start();
    const mine = await authorizationRequest(endpoints, APP, { scopes: [], redirectUri: REDIRECT });
    const theirs = await authorizationRequest(endpoints, APP, { scopes: [], redirectUri: REDIRECT });
    const answer = new URLSearchParams(await agree(theirs));
    answer.set('state', mine.pending.state);
    const result = await exchangeCode(ctx, endpoints, APP, { answer, pending: mine.pending });
    expect(result.ok).toBe(false);
  });

  test('connects an auth config again, which keeps its id, its deployment and its name', async () => {
    const { client, ctx, provider: made, endpoints, ids, method } = await start();
    const deployment = await makeDeployment(client, made);
    const old = await client.create(CONFIGS, {
      provider_auth_method_id: method.id,
      provider_deployment_id: deployment.id,
      name: 'Old',
      value: { access_token: 'old-access-token', extra: 1 },
    });
    const asked = await authorizationRequest(endpoints, APP, { scopes: [], redirectUri: REDIRECT });
    const pending = asked.pending;
    const result = await exchangeCode(ctx, endpoints, APP, { answer: await agree(asked), pending });
    if (!result.ok) throw new Error(result.reason);
    await client.run(async (inner) => {
      await reconnectAuthConfig(inner, old.id, { ...ids, tokens: result.tokens });
      return old.id;
    });
    expect((await client.get(`${CONFIGS}/${old.id}`)).body).toMatchObject({
      type: 'oauth_automated',
      name: 'Old',
      is_default: true,
      deployment: { id: deployment.id },
      credentials: { id: ids.authCredentialsId },
      revision: 2,
      health: 'ok',
    });
  });
});

describe('a refresh', () => {
  test('happens before the token ends, sends the newest refresh token, and keeps the history', async () => {
    const { client, id, shown, tokens, exported } = await connected();
    await refreshLater(client, id, 60_000);
    expect((await shown()).revision).toBe(1);
    await refreshLater(client, id);
    expect(provider.asked.at(-1)).toMatchObject({
      grant_type: 'refresh_token',
      refresh_token: tokens.refresh_token,
    });
    expect(await shown()).toMatchObject({ revision: 2, health: 'ok', health_reason: null });
    const { value } = await exported();
    expect(value.refresh_token).not.toBe(tokens.refresh_token);
    const actions = (await eventsOf(client, id)).map(({ action }) => action);
    expect(actions).toContain(`${CONFIGS}.refresh`);
  });

  test('keeps the refresh token when the provider gives no new one', async () => {
    const { client, id, tokens, exported } = await connected();
    provider.answerNext(200, { access_token: 'renewed-access', token_type: 'bearer', expires_in: 86_400 });
    await refreshLater(client, id);
    expect((await exported()).value).toMatchObject({
      access_token: 'renewed-access',
      refresh_token: tokens.refresh_token,
    });
  });

  test('happens once, however many readers ask at the same time', async () => {
    const { client, id, shown } = await connected();
    const before = provider.asked.length;
    harness.setClock(new Date(Date.now() + 2 * HOUR_MS));
    try {
      const contexts = await Promise.all(Array.from({ length: 8 }, () => harness.contextOf(client)));
      await Promise.all(contexts.map((ctx) => refreshAuthConfig(ctx, id)));
    } finally {
      harness.setClock(null);
    }
    expect(provider.asked.length - before).toBe(1);
    expect((await shown()).revision).toBe(2);
  });

  test('of an export gives the tokens of now', async () => {
    const { exported, tokens } = await connected();
    harness.setClock(new Date(Date.now() + 2 * HOUR_MS));
    try {
      const { value, auth_config } = await exported();
      expect(value.refresh_token).not.toBe(tokens.refresh_token);
      expect(auth_config).toMatchObject({ revision: 2, health: 'ok' });
    } finally {
      harness.setClock(null);
    }
  });

  test('that the provider refuses makes the auth config need a new authorization, and is not tried again', async () => {
    const { client, id, shown } = await connected();
    provider.answerNext(400, { error: 'invalid_grant', error_description: 'secret text of the provider' });
    await refreshLater(client, id);
    expect(await shown()).toMatchObject({
      health: 'needs_reauth',
      health_reason: 'invalid_grant',
      revision: 1,
    });
    const found = await client.get(`${CONFIGS}?health=needs_reauth`);
    expect(found.body.items.map((row: { id: string }) => row.id)).toEqual([id]);
    expect((await client.get(`${CONFIGS}?health=ok`)).body.items).toEqual([]);
    const before = provider.asked.length;
    await refreshLater(client, id);
    expect(provider.asked.length).toBe(before);
    const events = await eventsOf(client, id);
    expect(events.map(({ action }) => action)).toContain(`${CONFIGS}.refresh-failed`);
    expect(JSON.stringify(events) + harness.logged.join()).not.toContain('secret text');
  });

  test('that fails for a time is tried again', async () => {
    const { client, id, shown } = await connected();
    provider.answerNext(503, { error: 'temporarily_unavailable' });
    await refreshLater(client, id);
    expect(await shown()).toMatchObject({ health: 'expiring', health_reason: 'server_error' });
    await refreshLater(client, id);
    expect(await shown()).toMatchObject({ health: 'ok', health_reason: null, revision: 2 });
  });

  test('is done by a job before the token ends', async () => {
    const { client, id, shown } = await connected();
    const clock = () => new Date(Date.now() + 55 * 60_000);
    const source = runnerSource(harness, jobHandlers, { clock, network });
    await lookAfter(source);
    while (await workOnNext(source, 'test', () => false));
    expect((await shown()).revision).toBe(2);
    const { body } = await client.get('jobs?kind=auth-configs.refresh');
    expect(body.items[0]).toMatchObject({ status: 'done' });
    expect(id).toMatch(/^pac_/);
  });
});

describe('tokens that Berth got', () => {
  test('cannot be set by PATCH, restored or imported over', async () => {
    const { client, id } = await connected();
    const refused = [
      await client.patch(`${CONFIGS}/${id}`, { value: { access_token: 'another-token' } }),
      await client.post(`${CONFIGS}/${id}/revisions/1/restore`, {}),
      await client.post('provider-auth-config-imports', {
        provider_auth_config_id: id,
        note: 'Over',
        value: { access_token: 'another-token' },
      }),
    ];
    for (const answer of refused) {
      expectRefusal(answer, [400, 'cannot_update_automated_oauth_config']);
      expect(answer.body.reason).toBe('cannot_update_automated_oauth_config');
    }
    expect((await client.patch(`${CONFIGS}/${id}`, { name: 'Renamed' })).body.name).toBe('Renamed');
  });

  test('are revoked at the provider by a job when the auth config is archived', async () => {
    const { client, id, tokens } = await connected();
    await archive(client, `${CONFIGS}/${id}`);
    const source = runnerSource(harness, jobHandlers, { network, clock: () => new Date(Date.now() + 1_000) });
    while (await workOnNext(source, 'test', () => false));
    expect(provider.revoked).toContainEqual(expect.stringContaining(`token=${tokens.refresh_token}`));
    const actions = (await eventsOf(client, id)).map(({ action }) => action);
    expect(actions).toContain(`${CONFIGS}.revoke`);
    const { body } = await client.post(`${CONFIGS}/${id}/unarchive`, {});
    expect(body).toMatchObject({ health: 'needs_reauth', health_reason: 'revoked' });
  });

  test('that were refused stay refused when they cannot be revoked', async () => {
    const { client, id, shown, app } = await connected();
    provider.answerNext(400, { error: 'invalid_grant' });
    await refreshLater(client, id);
    await client.create('provider-versions', {
      provider_id: (await shown()).provider_id,
      version: '2',
      config_schema: { type: 'object' },
      auth_methods: [
        {
          key: 'oauth',
          type: 'oauth',
          name: 'OAuth',
          oauth: { ...ENDPOINTS, token_url: 'https://id.example.net/token' },
        },
      ],
    });
    await client.patch(`provider-auth-credentials/${app.id}`, { client_secret: 'acme-client-secret-78' });
    await archive(client, `${CONFIGS}/${id}`);
    const source = runnerSource(harness, jobHandlers, { network, clock: () => new Date(Date.now() + 1_000) });
    while (await workOnNext(source, 'test', () => false));
    expect(await shown()).toMatchObject({ health: 'needs_reauth', health_reason: 'secrets_stale' });
  });
});

test('tokens stay at the provider when the client secret was sent for another token endpoint', async () => {
  const { client, id, provider: made, app } = await connected();
  const elsewhere = { ...ENDPOINTS, token_url: 'https://id.example.net/token' };
  await client.create('provider-versions', {
    provider_id: made.id,
    version: '2',
    config_schema: { type: 'object' },
    auth_methods: [{ key: 'oauth', type: 'oauth', name: 'OAuth', oauth: elsewhere }],
  });
  await client.patch(`provider-auth-credentials/${app.id}`, { client_secret: 'acme-client-secret-78' });
  await archive(client, `${CONFIGS}/${id}`);
  const source = runnerSource(harness, jobHandlers, { network, clock: () => new Date(Date.now() + 1_000) });
  while (await workOnNext(source, 'test', () => false));
  const failed = (await eventsOf(client, id)).find(({ action }) => action === `${CONFIGS}.revoke-failed`);
  expect(failed?.after).toEqual({ health_reason: 'secrets_stale' });
});

test('a client secret is for the method in use, and not for that of a version that waits for an approval', async () => {
  const { client, id, provider: made, app } = await connected();
  await requireApprovals(harness, client, { tool_changes: true });
  const version = { provider_id: made.id, config_schema: { type: 'object' } };
  await client.create('provider-versions', { ...version, version: '2' });
  const oauth = { ...ENDPOINTS, token_url: 'https://id.example.net/token' };
  await client.create('provider-versions', {
    ...version,
    version: '3',
    tools: [GREP],
    auth_methods: [{ key: 'oauth', type: 'oauth', name: 'OAuth', oauth }],
  });
  await client.patch(`provider-auth-credentials/${app.id}`, { client_secret: 'acme-client-secret-79' });
  await archive(client, `${CONFIGS}/${id}`);
  const source = runnerSource(harness, jobHandlers, { network, clock: () => new Date(Date.now() + 1_000) });
  while (await workOnNext(source, 'test', () => false));
  const actions = (await eventsOf(client, id)).map(({ action }) => action);
  expect(actions).toContain(`${CONFIGS}.revoke`);
  expect(actions).not.toContain(`${CONFIGS}.revoke-failed`);
});

describe('the health of tokens from elsewhere', () => {
  test('is unknown, expiring within a day of their end, and then needs_reauth', async () => {
    const { client, method } = await start();
    const make = (expires_at?: string) =>
      client.create(CONFIGS, {
        provider_auth_method_id: method.id,
        value: { access_token: 'imported-token', ...(expires_at ? { expires_at } : {}) },
      });
    const inHours = (hours: number) => new Date(Date.now() + hours * HOUR_MS).toISOString();
    const rows = [await make(), await make(inHours(48)), await make(inHours(2)), await make(inHours(-1))];
    expect(rows.map(({ health }) => health)).toEqual(['unknown', 'unknown', 'expiring', 'needs_reauth']);
    const idsBy = async (health: string) =>
      (await client.get(`${CONFIGS}?health=${health}`)).body.items.map(({ id }: { id: string }) => id);
    expect(await idsBy('unknown')).toEqual([rows[0]?.id, rows[1]?.id]);
    expect(await idsBy('expiring')).toEqual([rows[2]?.id]);
    expect(await idsBy('needs_reauth')).toEqual([rows[3]?.id]);
  });
});
