import { jobHandlers, refreshAuthConfig, workOnNext } from '@berth/domain';
import { expect, test } from 'vitest';
import { serveHttps } from '../../../../packages/connectivity/test/local-server.ts';
import { type Client, startHarness } from '../support/harness.ts';
import { runnerSource } from '../support/jobs-kit.ts';
import { network, PROVIDER, registerOAuth, startOAuthProvider } from '../support/oauth-kit.ts';
import { archive, NOTHING, publish } from '../support/rules-kit.ts';
import { answerWith, signInInstance } from '../support/sign-in-kit.ts';
import { CONFIGS } from '../support/tokens-kit.ts';

const harness = await startHarness({ network });
const provider = await startOAuthProvider();

const MACHINE = { token_url: provider.url('/token'), grants: ['client_credentials'] };
const BASIC = /^Basic /;

/** Starts an endpoint of another origin, which ends every token. */
async function startElsewhere() {
  const server = await serveHttps('valid', (_request, response) => response.end());
  const asked = () => server.requests.map(({ headers }) => headers.authorization);
  return { asked, url: `https://${PROVIDER}:${server.port}/revoke` };
}

/** Publishes a version whose method has these endpoints. Returns the id of the method. */
async function publishMethod(
  client: Client,
  made: Awaited<ReturnType<typeof registerOAuth>>['provider'],
  oauth: object,
  name = '2',
): Promise<string> {
  const auth_methods = [{ key: 'oauth', type: 'oauth', name: 'OAuth', oauth }];
  await publish(client, made, name, { config_schema: NOTHING, auth_methods });
  const { body: versions } = await client.get(`provider-versions?provider_id=${made.id}&limit=100`);
  const { body } = await client.get(`provider-auth-methods?provider_version_id=${versions.items.at(-1).id}`);
  return body.items[0].id;
}

/** Gets tokens by a method and archives them. Returns what the trail says of the revocation. */
async function archived(client: Client, methodId: string, appId: string): Promise<object[]> {
  const { id } = await client.create(CONFIGS, {
    provider_auth_method_id: methodId,
    provider_auth_credentials_id: appId,
  });
  await archive(client, `${CONFIGS}/${id}`);
  await work();
  return revocations(client, id);
}

/** Does the jobs that are due. */
async function work(): Promise<void> {
  const source = runnerSource(harness, jobHandlers, { network, clock: () => new Date(Date.now() + 1_000) });
  while (await workOnNext(source, 'test', () => false));
}

/** Lists the events of an auth config that tell of a revocation. */
async function revocations(client: Client, id: string): Promise<object[]> {
  const { body } = await client.get(`audit-events?resource_id=${id}`);
  return body.items
    .filter(({ action }: { action: string }) => action.includes('revoke'))
    .map(({ action, after }: { action: string; after: object }) => ({ action, after }));
}

const REFUSED = [{ action: `${CONFIGS}.revoke-failed`, after: { health_reason: 'secrets_stale' } }];
const DONE = [{ action: `${CONFIGS}.revoke`, after: {} }];

test('a revocation endpoint that a later version adds elsewhere gets the client secret only after a confirmation', async () => {
  const elsewhere = await startElsewhere();
  const client = await harness.newInstance();
  const { provider: made, app } = await registerOAuth(client, MACHINE);
  const method = await publishMethod(client, made, { ...MACHINE, revocation_url: elsewhere.url });
  expect(await archived(client, method, app.id)).toEqual(REFUSED);
  // The id alone, sent again, does not bind the secret
  await client.patch(`provider-auth-credentials/${app.id}`, { client_id: 'acme-client-2' });
  expect(await archived(client, method, app.id)).toEqual(REFUSED);
  expect(elsewhere.asked()).toEqual([]);
  await client.post(`provider-auth-credentials/${app.id}/confirm-secrets`, {});
  expect(await archived(client, method, app.id)).toEqual(DONE);
  expect(elsewhere.asked()).toEqual([expect.stringMatching(BASIC)]);
});

test('a revocation endpoint elsewhere gets a client secret that was sent when it was declared, also by a later version', async () => {
  const elsewhere = await startElsewhere();
  const oauth = { ...MACHINE, revocation_url: elsewhere.url };
  const client = await harness.newInstance();
  const { provider: made, method, app } = await registerOAuth(client, oauth);
  expect(await archived(client, method.id, app.id)).toEqual(DONE);
  const later = await publishMethod(client, made, { ...oauth, revocation_url: `${elsewhere.url}/v2` });
  expect(await archived(client, later, app.id)).toEqual(DONE);
  const other = await startElsewhere();
  const moved = await publishMethod(client, made, { ...oauth, revocation_url: other.url }, '3');
  expect(await archived(client, moved, app.id)).toEqual(REFUSED);
  expect(elsewhere.asked()).toEqual([expect.stringMatching(BASIC), expect.stringMatching(BASIC)]);
  expect(other.asked()).toEqual([]);
  await client.patch(`provider-auth-credentials/${app.id}`, {
    client_id: 'acme-client',
    client_secret: 'acme-client-secret-78',
  });
  expect(await archived(client, moved, app.id)).toEqual(DONE);
  expect(other.asked()).toEqual([expect.stringMatching(BASIC)]);
});

test('a revocation endpoint beside the token endpoint needs no confirmation', async () => {
  const client = await harness.newInstance();
  const { provider: made, app } = await registerOAuth(client, MACHINE);
  const method = await publishMethod(client, made, { ...MACHINE, revocation_url: provider.url('/revoke') });
  expect(await archived(client, method, app.id)).toEqual(DONE);
});

test('tokens that a session cannot store are not given back to an endpoint that the client secret was not sent for', async () => {
  const elsewhere = await startElsewhere();
  let end = async (): Promise<unknown> => undefined;
  const tokens = await serveHttps('valid', (_request, response) => {
    response.setHeader('content-type', 'application/json');
    void end().then(() =>
      response.end(JSON.stringify({ access_token: 'late-token-000', token_type: 'bearer' })),
    );
  });
  const oauth = { token_url: `https://${PROVIDER}:${tokens.port}/token`, revocation_url: null };
  const made = await signInInstance(harness, provider, { oauth });
  const { client } = made;
  await publishMethod(client, made.provider, {
    ...oauth,
    authorization_url: provider.url('/authorize'),
    revocation_url: elsewhere.url,
  });
  const failed = async (): Promise<void> => {
    const mine = await made.begun();
    end = () => client.delete(`provider-setup-sessions/${mine.made.id}`);
    const page = await mine.come(answerWith({ code: 'c', state: mine.state }));
    await made.expectNothing(page, 410, mine.made, 'archived');
  };
  await failed();
  expect(elsewhere.asked()).toEqual([]);
  await client.post(`provider-auth-credentials/${made.app.id}/confirm-secrets`, {});
  await failed();
  expect(elsewhere.asked()).toEqual([expect.stringMatching(BASIC)]);
});

test('tokens that are refreshed while their auth config is archived are not stored, but revoked like the others', async () => {
  const living: string[] = [];
  let meanwhile = async (): Promise<void> => {};
  const server = await serveHttps('valid', (request, response) => {
    let text = '';
    request.on('data', (chunk: Buffer) => {
      text += chunk;
    });
    request.on('end', async () => {
      if (request.url === '/revoke') {
        living.splice(living.indexOf(new URLSearchParams(text).get('token') ?? ''), 1);
        return response.end();
      }
      await meanwhile();
      const access_token = `token-number-${server.requests.length}`;
      living.push(access_token);
      response.setHeader('content-type', 'application/json');
      return response.end(JSON.stringify({ access_token, token_type: 'bearer', expires_in: 3_600 }));
    });
  });
  const client = await harness.newInstance();
  const at = `https://${PROVIDER}:${server.port}`;
  const oauth = { ...MACHINE, token_url: `${at}/token`, revocation_url: `${at}/revoke` };
  const { method, app } = await registerOAuth(client, oauth);
  const { id } = await client.create(CONFIGS, {
    provider_auth_method_id: method.id,
    provider_auth_credentials_id: app.id,
  });
  meanwhile = async () => {
    await archive(client, `${CONFIGS}/${id}`);
    await work();
  };
  harness.setClock(new Date(Date.now() + 3_590_000));
  const ctx = await harness.contextOf(client);
  harness.setClock(null);
  await refreshAuthConfig(ctx, id);
  expect(living).toEqual([]);
  const { body } = await client.get(`${CONFIGS}/${id}`);
  expect([body.status, body.revision]).toEqual(['archived', 1]);
  expect(await revocations(client, id)).toEqual([...DONE, ...DONE]);
  expect((await client.get(`audit-events?action=${CONFIGS}.refresh`)).body.items).toEqual([]);
  const [claim] = await harness.database.query(
    `select refresh_claimed_until as until from provider_auth_configs where id = '${id}'`,
  );
  expect(claim?.until).toBeNull();
});
