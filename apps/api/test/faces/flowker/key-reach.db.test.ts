import { beforeAll, describe, expect, test } from 'vitest';
import { startHarness } from '../../support/harness.ts';
import { keyReaching, makeReachWorld, type ReachWorld } from '../../support/reach-kit.ts';
import { VALUE } from '../../support/rules-kit.ts';
import { CONFIGS, expectError, type FlowkerClient, flowkerClient } from './kit.ts';

const harness = await startHarness();
let world: ReachWorld;
let all: Record<string, string>;
beforeAll(async () => {
  world = await makeReachWorld(harness);
  all = await idsByName(flowkerClient(harness, world.client));
}, 60_000);

async function idsByName(flowker: FlowkerClient): Promise<Record<string, string>> {
  const { body } = await flowker.get(`${CONFIGS}?limit=100`);
  return Object.fromEntries(body.items.map(({ name, id }: { name: string; id: string }) => [name, id]));
}

const reaching = async (reach: object) =>
  flowkerClient(harness, await keyReaching(harness, world.client, reach));

describe('a key with a reach', () => {
  test.each([
    ['a provider', () => ({ providers: ['half-a'] }), /^a-/, ['half-a']],
    ['a config', () => ({ configs: ['a-plain'] }), /^a-plain$/, []],
    ['handles', () => ({ handles: ['*-bound'] }), /-bound$/, []],
    ['a deployment', () => ({ deployments: [world.halves[1].deployments[0]] }), /^b-bound$/, []],
  ])('of %s sees its configurations and providers, and no other', async (_name, reach, names, providers) => {
    const key = await reaching(reach());
    const expected = Object.keys(all).filter((name) => names.test(name));
    for (const sort of ['createdAt', 'updatedAt', 'name']) {
      const { body } = await key.get(`${CONFIGS}?limit=100&sortBy=${sort}`);
      expect(body.items.map(({ name }: { name: string }) => name).sort(), sort).toEqual(expected.sort());
    }
    const listed = (await key.get('/v1/catalog/providers')).body.map(({ id }: { id: string }) => id);
    expect(listed).toEqual(providers);
    const executors = (await key.get('/v1/catalog/executors')).body;
    expect(executors).toHaveLength(providers.length);
    for (const [name, id] of Object.entries(all)) {
      const answer = await key.get(`${CONFIGS}/${id}`);
      if (expected.includes(name)) expect([answer.status, answer.body.name]).toEqual([200, name]);
      else expectError(answer, 404, 'FLK-0290');
    }
    if (providers.length === 0) expect((await key.get('/v1/catalog/providers/half-a')).status).toBe(404);
  });

  test('changes, disables, tests and deletes no configuration outside', async () => {
    const key = await reaching({ configs: ['a-plain'] });
    const path = `${CONFIGS}/${all['b-plain']}`;
    for (const [method, at, body] of [
      ['PATCH', path, { description: 'x' }],
      ['POST', `${path}/disable`, undefined],
      ['POST', `${path}/enable`, undefined],
      ['POST', `${path}/test`, undefined],
      ['DELETE', path, undefined],
    ] as const) {
      expectError(await key.request(method, at, body), 404, 'FLK-0290');
    }
    const made = await key.post(CONFIGS, { name: 'new', providerId: 'half-b', config: VALUE });
    expect(made.status).toBeGreaterThanOrEqual(400);
    expect((await flowkerClient(harness, world.client).get(path)).status).toBe(200);
  });
});
