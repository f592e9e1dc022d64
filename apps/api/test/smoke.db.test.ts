import { expect, test } from 'vitest';
import { startHarness } from './harness.ts';

const { bootstrap, newInstance } = await startHarness();

test('a config is created for a shipped provider and listed', async () => {
  const client = await newInstance();
  const config = await client.create('provider-configs', { provider_id: 'openai', value: { api_key: 'k' } });
  const { body } = await client.get('provider-configs');
  expect(body.items.map((item: { id: string }) => item.id)).toEqual([config.id]);
  expect((await bootstrap.get(`provider-configs/${config.id}`)).status).toBe(404);
});
