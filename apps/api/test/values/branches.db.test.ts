import { expect, test } from 'vitest';
import { startHarness } from '../support/harness.ts';
import { makeConfig, makeProvider } from '../support/rules-kit.ts';

const harness = await startHarness();

/** The same member is a secret in one choice and none in the other. */
const SCHEMA = {
  type: 'object',
  required: ['type', 'name'],
  oneOf: [
    { properties: { type: { const: 'token' }, name: { type: 'string', writeOnly: true } } },
    { properties: { type: { const: 'user' }, name: { type: 'string' } } },
  ],
};

test('who may write but not reveal does not come to see a secret by changing the choice it belongs to', async () => {
  const client = await harness.newInstance();
  const provider = await makeProvider(client, { config_schema: SCHEMA });
  const value = { type: 'token', name: 'a-secret-771' };
  const { id } = await makeConfig(client, provider, { value });
  const { body: key } = await client.post('api-keys', { name: 'Editor', scopes: ['editor'] });
  const editor = harness.as(key.secret);
  await editor.patch(`provider-configs/${id}`, { value: { type: 'user' } });
  const { body } = await editor.post(`provider-configs/${id}/resolve`, {});
  expect(JSON.stringify(body)).not.toContain('a-secret-771');
});
