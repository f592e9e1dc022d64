import type { ServerResponse } from 'node:http';
import { refreshAuthConfig } from '@berth/domain';
import { describe, expect, test } from 'vitest';
import { serveHttps } from '../../../../packages/connectivity/test/local-server.ts';
import { startHarness } from '../support/harness.ts';
import { network, PROVIDER, registerOAuth, startOAuthProvider } from '../support/oauth-kit.ts';
import { expectRefusal, publish } from '../support/rules-kit.ts';

const harness = await startHarness({ network });
const provider = await startOAuthProvider();

const CONFIGS = 'provider-auth-configs';
const MACHINE = { token_url: provider.url('/token'), grants: ['client_credentials'] };
const CODE = { token_url: provider.url('/token'), authorization_url: provider.url('/authorize') };

async function start(oauth: object) {
  const client = await harness.newInstance();
  return { client, ...(await registerOAuth(client, oauth)) };
}

describe('a hostile token endpoint', () => {
  const HOSTILE = 'leaked-by-provider';
  const cases: [string, (response: ServerResponse) => void, string][] = [
    [
      'an answer of 5 MB',
      (response) => response.setHeader('content-type', 'application/json').end(`"${'x'.repeat(5_000_000)}"`),
      'too_large',
    ],
    [
      'a redirect',
      (response) => response.writeHead(302, { location: `https://${PROVIDER}/${HOSTILE}` }).end(),
      'redirected',
    ],
    [
      'HTML',
      (response) => response.setHeader('content-type', 'text/html').end(`<h1>${HOSTILE}</h1>`),
      'not_json',
    ],
    [
      'a wrong token type',
      (response) => response.end(JSON.stringify({ access_token: HOSTILE, token_type: 'mac' })),
      'unsupported_token_type',
    ],
    ['no token', (response) => response.end(JSON.stringify({ token_type: 'bearer' })), 'bad_answer'],
    ['an array', (response) => response.end('[1]'), 'bad_answer'],
    [
      'an error of its own words',
      (response) =>
        response.writeHead(400).end(JSON.stringify({ error: HOSTILE, error_description: HOSTILE })),
      'refused',
    ],
    [
      'an error with status 200',
      (response) => response.end(JSON.stringify({ error: 'invalid_grant', error_description: HOSTILE })),
      'invalid_grant',
    ],
    ['an error of the server', (response) => response.writeHead(503).end(HOSTILE), 'server_error'],
  ];

  test.each(cases)(
    'that gives %s is refused with a code, and none of its text is shown',
    async (_name, answer, reason) => {
      const server = await serveHttps('valid', (_request, response) => {
        response.setHeader('content-type', 'application/json');
        answer(response);
      });
      const token_url = `https://${PROVIDER}:${server.port}/token`;
      const { client, method, app } = await start({ ...MACHINE, token_url });
      const refused = await client.post(CONFIGS, {
        provider_auth_method_id: method.id,
        provider_auth_credentials_id: app.id,
      });
      expectRefusal(refused, [400, 'bad_request']);
      expect(refused.body.message).toContain(reason);
      expect(JSON.stringify(refused.body) + harness.logged.join()).not.toContain(HOSTILE);
      expect(server.requests.length).toBe(1);
    },
  );

  test('is never asked when its name leads inside', async () => {
    const { client, method, app } = await start({ ...MACHINE, token_url: 'https://inside.example/token' });
    const refused = await client.post(CONFIGS, {
      provider_auth_method_id: method.id,
      provider_auth_credentials_id: app.id,
    });
    expect(refused.body.message).toContain('restricted_destination');
  });

  test('of a later version does not get the client secret until a key that may reveal it confirms', async () => {
    const { client, provider: made, app } = await start(MACHINE);
    const server = await serveHttps('valid', (_request, response) => response.end('{}'));
    const moved = { ...MACHINE, token_url: `https://${PROVIDER}:${server.port}/token` };
    await publish(client, made, '2', {
      auth_methods: [{ key: 'oauth', type: 'oauth', name: 'OAuth', oauth: moved }],
    });
    const { body: versions } = await client.get(`provider-versions?provider_id=${made.id}`);
    const { body } = await client.get(
      `provider-auth-methods?provider_version_id=${versions.items.at(-1).id}`,
    );
    const make = () =>
      client.post(CONFIGS, {
        provider_auth_method_id: body.items[0].id,
        provider_auth_credentials_id: app.id,
      });
    expectRefusal(await make(), [409, 'secrets_stale']);
    expect(server.requests).toEqual([]);
    await client.post(`provider-auth-credentials/${app.id}/confirm-secrets`, {});
    await make();
    expect(server.requests.length).toBe(1);
  });
});

describe('the client credentials grant', () => {
  test('makes an auth config without a value, and renews its token', async () => {
    const { client, method, app } = await start(MACHINE);
    const made = await client.create(CONFIGS, {
      provider_auth_method_id: method.id,
      provider_auth_credentials_id: app.id,
    });
    expect(provider.asked.at(-1)).toMatchObject({ grant_type: 'client_credentials', scope: 'read write' });
    expect(made).toMatchObject({ type: 'oauth_automated', source: 'manual', health: 'ok', revision: 1 });
    harness.setClock(new Date(Date.now() + 2 * 60 * 60_000));
    try {
      await refreshAuthConfig(await harness.contextOf(client), made.id);
    } finally {
      harness.setClock(null);
    }
    expect(provider.asked.at(-1)).toMatchObject({ grant_type: 'client_credentials' });
    expect((await client.get(`${CONFIGS}/${made.id}`)).body).toMatchObject({ revision: 2, health: 'ok' });
  });

  test('asks once for a request that comes again with its idempotency key', async () => {
    const { client, method, app } = await start(MACHINE);
    const body = { provider_auth_method_id: method.id, provider_auth_credentials_id: app.id };
    const make = () => client.request('POST', CONFIGS, body, { 'idempotency-key': 'made-once' });
    const before = provider.asked.length;
    const first = await make();
    const asked = provider.asked.length;
    await client.delete(`provider-auth-credentials/${app.id}?force=true`);
    const again = await make();
    expect([first.status, asked - before, again.status, provider.asked.length - asked]).toEqual([
      200, 1, 200, 0,
    ]);
    expect(again.body).toEqual(first.body);
  });

  test('is refused without the grant or the app registration, at the value that is missing', async () => {
    const { client, method, app } = await start(CODE);
    for (const more of [{}, { provider_auth_credentials_id: app.id }]) {
      const refused = await client.post(CONFIGS, { provider_auth_method_id: method.id, ...more });
      expectRefusal(refused, [400, 'invalid_data']);
      expect(refused.body.errors).toMatchObject([{ path: ['value'] }]);
    }
  });
});
