import { expect, test } from 'vitest';
import { standIn } from '../../../../packages/connectivity/test/stand-in.ts';
import { startHarness } from '../support/harness.ts';

const network = standIn({});
const harness = await startHarness({ network });

test('a provider whose name does not resolve fails the stage dns of its test, and the failed test is recorded', async () => {
  const client = await harness.newInstance();
  const value = { api_key: 'key-of-openai-000', base_url: 'https://nowhere.example/v1' };
  const { id } = await client.create('provider-configs', { provider_id: 'openai', value });
  for (const [path, body] of [
    ['provider-configs/test', { provider_id: 'openai', value }],
    [`provider-configs/${id}/test`, {}],
  ] as const) {
    const tested = await client.post(path, body);
    expect([tested.status, tested.body.status]).toEqual([200, 'failed']);
    const stages = tested.body.stages.map(({ name, status, reason }: Record<string, string>) => [
      name,
      status,
      reason,
    ]);
    expect(stages).toEqual([
      ['dns', 'failed', 'dns_failed'],
      ['connectivity', 'skipped', 'dns'],
      ['authentication', 'skipped', 'dns'],
      ['end_to_end', 'skipped', 'dns'],
    ]);
  }
  expect(network.dialled).toEqual([]);
  const { items } = (await client.get('audit-events?action=provider-configs.test-failed')).body;
  expect(items).toHaveLength(2);
});
