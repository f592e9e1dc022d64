import { expect, test } from 'vitest';
import { startHarness } from '../support/harness.ts';
import { makeConfig, makeProvider } from '../support/rules-kit.ts';

const harness = await startHarness();

const PROVIDER = {
  type: 'object',
  required: ['base_url', 'auth'],
  properties: {
    base_url: { type: 'string', format: 'uri' },
    auth: {
      type: 'object',
      properties: { email: { type: 'string' }, api_token: { type: 'string', writeOnly: true } },
    },
  },
};
const GOOD = { base_url: 'https://good.example.com', auth: { email: 'a@b.co', api_token: 'token-55102' } };
const EVIL = 'https://evil.example.com';

test.each([
  ['an empty object', { auth: {} }],
  ['a nested partial', { auth: { email: 'c@d.co' } }],
  ['nothing', {}],
])('a patch with %s beside a secret sends the secret to no other address', async (_what, patch) => {
  const client = await harness.newInstance();
  const provider = await makeProvider(client, { config_schema: PROVIDER });
  const vault = await client.create('provider-config-vaults', {
    provider_id: provider.id,
    name: 'V',
    value: GOOD,
  });
  const own = await makeConfig(client, provider, { value: GOOD });
  const follower = await client.create('provider-configs', {
    provider_id: provider.id,
    provider_config_vault_id: vault.id,
  });
  for (const path of [`provider-configs/${own.id}`, `provider-configs/${follower.id}`]) {
    const { status } = await client.patch(path, { value: { ...patch, base_url: EVIL } });
    expect([path, status]).toEqual([path, 200]);
    const answer = await client.post(`${path}/resolve`, { reason: 'a test' });
    expect([answer.status, answer.body.code]).toEqual([409, 'secrets_stale']);
    expect(JSON.stringify(answer.body)).not.toContain('token-55102');
  }
});
