import { beforeAll, describe, expect, test } from 'vitest';
import { startHarness } from '../../support/harness.ts';
import { keyReaching, makeReachWorld, type ReachWorld } from '../../support/reach-kit.ts';
import { expectBoom, informerClient } from './kit.ts';

const harness = await startHarness();
let world: ReachWorld;
beforeAll(async () => {
  world = await makeReachWorld(harness);
}, 60_000);

const reaching = async (reach: object) =>
  informerClient(harness, await keyReaching(harness, world.client, reach));

describe('a key with a reach', () => {
  test.each([
    ['a provider', () => ({ providers: ['half-b'] }), ['half-b'], 3, 2],
    ['a deployment', () => ({ deployments: [world.halves[1].deployments[0]] }), [], 1, 2],
    ['a config', () => ({ configs: ['a-plain'] }), [], 0, 0],
  ])(
    'of %s lists and counts its AI providers, types and models',
    async (_name, reach, types, providers, models) => {
      const key = await reaching(reach());
      const listed = (await key.get('/provider-types')).body.types.map(({ id }: { id: string }) => id);
      expect(listed).toEqual(types);
      expect((await key.get('/providers')).body.total).toBe(providers);
      expect((await key.get('/models')).body.total).toBe(models);
    },
  );

  test('reads, changes and deletes no provider or model outside', async () => {
    const [half, other] = world.halves;
    const key = await reaching({ deployments: [half.deployments[0]] });
    const plain = informerClient(harness, world.client);
    const before = (await plain.get(`/providers/${other.deployments[0]}`)).body;
    expect((await key.get(`/providers/${half.deployments[0]}`)).status).toBe(200);
    expect((await key.get(`/models/${half.models[0]}`)).status).toBe(200);
    for (const [method, path, body] of [
      ['GET', `/providers/${other.deployments[0]}`, undefined],
      ['GET', `/providers/${other.deployments[0]}/models`, undefined],
      ['PUT', `/providers/${other.deployments[0]}`, { name: 'X' }],
      ['DELETE', `/providers/${other.deployments[0]}`, undefined],
      ['GET', `/models/${other.models[0]}`, undefined],
      ['PUT', `/models/${other.models[0]}`, { name: 'X' }],
      ['DELETE', `/models/${other.models[0]}`, undefined],
    ] as const) {
      expectBoom(await key.request(method, path, body), 404);
    }
    expect((await plain.get(`/providers/${other.deployments[0]}`)).body).toEqual(before);
  });

  test('does not delete a provider whose model an alias outside stands for, and does not name it', async () => {
    const [half, other] = world.halves;
    const key = await reaching({ deployments: [half.deployments[0]] });
    const refused = await key.delete(`/providers/${half.deployments[0]}`);
    expectBoom(refused, 409);
    expect(JSON.stringify(refused.body)).not.toContain(String(other.models[1]));
  });

  test('makes no AI provider of a type outside', async () => {
    const key = await reaching({ providers: ['half-a'] });
    const body = (type: string) => ({
      name: type,
      type,
      credential: { type: 'api_key', apiKey: 'key-000000000' },
    });
    expectBoom(await key.post('/providers', body('half-b')), 400);
    expectBoom(await key.post('/providers', body('openai')), 400);
  });
});
