import { expect, test } from 'vitest';
import { startHarness } from '../support/harness.ts';
import { makeKey } from '../support/keys-kit.ts';
import { expectPlaces, expectRefusal, makeDeployment, makeProvider, NOTHING } from '../support/rules-kit.ts';
import { makeSetupProvider } from '../support/setup-kit.ts';

const harness = await startHarness();
const PATH = 'provider-setup-sessions';

test('auto asks for a credential with auth methods, and for a config with members to configure', async () => {
  const client = await harness.newInstance();
  const typeOf = async (version: Record<string, unknown>) => {
    const { id } = await makeProvider(client, version);
    return (await client.create(PATH, { provider_id: id })).type;
  };
  const auth_methods = [{ key: 'token', type: 'token', name: 'Token' }];
  expect(await typeOf({ auth_methods })).toBe('auth_and_config');
  expect(await typeOf({ auth_methods, config_schema: NOTHING })).toBe('auth_only');
  expect(await typeOf({})).toBe('config_only');
});

test('a session needs a provider, a usable method, and parts that belong together', async () => {
  const client = await harness.newInstance();
  const [one, two] = [await makeSetupProvider(client), await makeSetupProvider(client)];
  const bare = await makeProvider(client);
  const oauth = await makeProvider(client, { auth_methods: [{ key: 'o', type: 'oauth', name: 'OAuth' }] });
  const deployment = await makeDeployment(client, one);
  expectPlaces(await client.post(PATH, {}), ['provider_id']);
  expectRefusal(await client.post(PATH, { provider_id: bare.id, type: 'auth_only' }), [400, 'bad_request']);
  expectRefusal(await client.post(PATH, { provider_id: oauth.id }), [400, 'bad_request']);
  expectRefusal(await client.post(PATH, { provider_id: two.id, provider_deployment_id: deployment.id }), [
    400,
    'provider_mismatch',
  ]);
  expectRefusal(await client.post(PATH, { provider_id: 'pro_nothing' }), [404, 'not_found']);
  const made = await client.create(PATH, { provider_deployment_id: deployment.id });
  expect(made).toMatchObject({
    provider_id: one.id,
    deployment: { id: deployment.id },
    auth_method: { key: 'token' },
  });
});

test('a key makes sessions only for what it may write itself', async () => {
  const client = await harness.newInstance();
  const { id } = await makeSetupProvider(client);
  const keyWith = (...more: string[]) => makeKey(harness, client, [`${PATH}:write`, `${PATH}:read`, ...more]);
  const statusOf = async (as: Awaited<ReturnType<typeof keyWith>>, type: string) =>
    (await as.post(PATH, { provider_id: id, type })).status;
  const [none, auth, config] = [
    await keyWith(),
    await keyWith('provider-auth-configs:write'),
    await keyWith('provider-configs:write'),
  ];
  expect([await statusOf(none, 'auth_only'), await statusOf(none, 'config_only')]).toEqual([403, 403]);
  expect([await statusOf(auth, 'auth_only'), await statusOf(auth, 'config_only')]).toEqual([200, 403]);
  expect([await statusOf(config, 'auth_and_config'), await statusOf(config, 'config_only')]).toEqual([
    403, 200,
  ]);
});

test('the settings of the pages of an instance are replaced as a whole, and null takes the usual ones', async () => {
  const client = await harness.newInstance();
  const usual = { title: null, color: null, allowed_redirects: [], allowed_origins: [] };
  const set = async (setup_page: unknown) =>
    (await harness.bootstrap.patch(`instances/${client.instanceId}`, { setup_page })).body.setup_page;
  expect((await client.get('instance')).body.setup_page).toEqual(usual);
  const mine = { title: ' Acme ', color: '#FFD400', allowed_redirects: ['https://a.example.com/x?y=1'] };
  expect(await set(mine)).toEqual({ ...usual, ...mine, title: 'Acme', color: '#ffd400' });
  expect(await set({ allowed_origins: ['http://localhost:5173'] })).toEqual({
    ...usual,
    allowed_origins: ['http://localhost:5173'],
  });
  expect(await set(null)).toEqual(usual);
});

test('a session for a consumer gives the credential to the identity of the consumer', async () => {
  const client = await harness.newInstance();
  const provider = await makeSetupProvider(client);
  const consumer = await client.create('consumers', { name: 'Ada', email: 'ada@example.com' });
  const post = (more: object) => client.post(PATH, { provider_id: provider.id, type: 'auth_only', ...more });
  expectPlaces(await post({ consumer_id: consumer.id }), ['consumer_id']);
  const [actor] = (await client.get(`identity-actors?consumer_id=${consumer.id}`)).body.items;
  const identity = await client.create('identities', { actor_id: actor.id });
  const made = await post({ consumer_id: consumer.id });
  expect([made.status, made.body]).toMatchObject([
    200,
    { consumer_id: consumer.id, identity_id: identity.id },
  ]);
  const second = await client.create('identities', { actor_id: actor.id });
  expectPlaces(await post({ consumer_id: consumer.id }), ['consumer_id']);
  expect((await post({ consumer_id: consumer.id, identity_id: second.id })).body.identity_id).toBe(second.id);
  const stranger = await client.create('identity-actors', { type: 'person', name: 'Eve' });
  const other = await client.create('identities', { actor_id: stranger.id });
  expectPlaces(await post({ consumer_id: consumer.id, identity_id: other.id }), ['identity_id']);
  const moved = await client.patch(`${PATH}/${made.body.id}`, { identity_id: other.id });
  expectPlaces(moved, ['identity_id']);
  expectRefusal(await post({ consumer_id: 'con_nobody' }), [404, 'not_found'], 'consumer');
  const foreign = await harness.newInstance();
  const theirs = await foreign.create('consumers', { name: 'Bob', email: 'bob@example.com' });
  expectRefusal(await post({ consumer_id: theirs.id }), [404, 'not_found'], 'consumer');
  const writer = await makeKey(harness, client, [`${PATH}:write`, 'provider-auth-configs:write']);
  const body = { provider_id: provider.id, type: 'auth_only', consumer_id: consumer.id };
  expectRefusal(await writer.post(PATH, body), [403, 'forbidden']);
});
