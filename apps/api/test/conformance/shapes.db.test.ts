import { registry } from '@berth/domain';
import { describe, expect, test } from 'vitest';
import { makeScene } from '../support/conformance-kit.ts';
import { startHarness } from '../support/harness.ts';
import { contract, needsContract, servedCalls } from '../support/shapes.ts';

const harness = await startHarness();
const calls = servedCalls();

/*
 * The client checks every 2xx answer of every test against the contract. These tests show that the checks are used: the
 * product serves each call of the contract that belongs to one of its resources.
 */
describe.skipIf(!contract)(`the calls of the contract${needsContract}`, () => {
  test.each(calls.map((call) => [`${call.verb} ${call.path}`, call] as const))(
    '%s is served',
    async (_name, call) => {
      const [path = ''] = call.path.slice(1).split('/');
      const resource = registry.resources.find((candidate) => candidate.wire.path === path);
      if (!resource) {
        const { status } = await (await harness.newInstance()).get(
          path === 'instance' ? path : `${path}?provider_id=openai`,
        );
        expect(status).toBe(200);
        return;
      }
      const scene = await makeScene(harness, resource, 1);
      const row = call.path.includes('/:');
      const target = row ? `${path}/${scene.ids[0]}` : `${path}?${call.verb === 'GET' ? scene.base : ''}`;
      const body =
        call.verb === 'POST' ? scene.body : call.verb === 'PATCH' ? { name: 'Renamed' } : undefined;
      const answer = await scene.client.request(call.verb, target, body);
      expect(answer.status, JSON.stringify(answer.body)).toBe(200);
    },
  );

  test('the contract has several calls of every resource that the issue lists', () => {
    const served = new Set(calls.map((call) => call.path.split('/')[1]));
    for (const path of [
      'providers',
      'provider-configs',
      'provider-deployments',
      'provider-config-vaults',
      'instance',
    ]) {
      expect([...served]).toContain(path);
    }
    expect(calls.length).toBeGreaterThan(25);
  });
});
