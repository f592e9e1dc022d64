import { expect, test } from 'vitest';
import { startHarness } from '../support/harness.ts';
import { KEY_OR_LOGIN, makeProvider, makeVault } from '../support/rules-kit.ts';

/** The value state of a config made from a vault describes the leaves of its effective value. */

const harness = await startHarness();

/** The schema does not say that `auth` has a `type`, and a leaf that no branch describes is secret. */
const SCHEMA = { type: 'object', properties: { auth: { type: 'object', oneOf: KEY_OR_LOGIN } } };

async function follower() {
  const client = await harness.newInstance();
  const provider = await makeProvider(client, { config_schema: SCHEMA });
  const auth = { type: 'login', user: 'ada-of-the-vault', password: 'password-000' };
  const vault = await makeVault(client, provider, { value: { auth } });
  const { id } = await client.create('provider-configs', {
    provider_id: provider.id,
    provider_config_vault_id: vault.id,
  });
  return { client, at: `provider-configs/${id}`, vault: `provider-config-vaults/${vault.id}` };
}

interface State {
  path: string;
  secret: boolean;
}

test('an empty override does not hide the leaves of the vault below it', async () => {
  const { client, at } = await follower();
  const { body } = await client.patch(at, { value: { auth: { user: null } } });
  expect(body.value_state.map(({ path }: State) => path)).toEqual([
    '/auth/password',
    '/auth/type',
    '/auth/user',
  ]);
});

test('a leaf that resolve hides is marked secret, also after an override changed the choice', async () => {
  const client = await harness.newInstance();
  const name = (more: object) => ({ type: 'string', ...more });
  const config_schema = {
    type: 'object',
    oneOf: [
      { properties: { type: { const: 'user' }, name: name({}) } },
      { properties: { type: { const: 'token' }, name: name({ writeOnly: true }) } },
    ],
  };
  const provider = await makeProvider(client, { config_schema });
  const vault = await makeVault(client, provider, { value: { type: 'user', name: 'ada' } });
  const made = { provider_id: provider.id, provider_config_vault_id: vault.id };
  const at = `provider-configs/${(await client.create('provider-configs', made)).id}`;
  const { body } = await client.patch(at, { value: { type: 'token' } });
  const secrets = (body.value_state as State[]).map(({ path, secret }) => [path, secret]);
  expect(secrets).toEqual([
    ['/name', true],
    ['/type', false],
  ]);
  const resolved = (await client.post(`${at}/resolve`, {})).body;
  expect([resolved.value, resolved.hidden]).toEqual([{ type: 'token' }, ['/name']]);
});

test("a replaced override leaves nothing of the vault's choice behind", async () => {
  const { client, at } = await follower();
  const auth = { type: 'key', key: 'key-000' };
  const { status, body } = await client.patch(at, { value_replace: { auth } });
  expect([status, body.errors?.map((problem: { path: string[] }) => problem.path.at(-1))]).toEqual([
    400,
    ['user', 'password'],
  ]);
});
