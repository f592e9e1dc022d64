import { registry } from '@berth/domain';
import type { Verb } from '@berth/resource';
import { describe, expect, test } from 'vitest';
import { makeScene, type Scene } from '../support/conformance-kit.ts';
import { startHarness } from '../support/harness.ts';
import { contract, needsContract, servedCalls } from '../support/shapes.ts';
import { changeOf } from '../support/verbs.ts';

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
        const target = path === 'provider-config-schema' ? `${path}?provider_id=openai` : path;
        const { status } = await (await harness.newInstance()).request(call.verb, target);
        expect(status).toBe(200);
        return;
      }
      const scene = await makeScene(harness, resource, 1);
      const row = call.path.includes('/:');
      const [, , , ...behind] = call.path.split('/');
      const pattern = behind.map((part) => (part.startsWith(':') ? ':n' : part)).join('/');
      const verb = resource.verbs.find(
        (own) => behind.length > 0 && own.method === call.verb && own.path === pattern,
      );
      if (verb) {
        const send = ({ method, path: below, example }: Verb) =>
          scene.client.request(
            method,
            `${path}/${scene.ids[0]}/${below.replace(':n', example?.n ?? '1')}`,
            example?.body,
          );
        const before = resource.verbs.find(({ name }) => name === verb.example?.after);
        if (before) await send(before);
        expect((await send(verb)).status).toBe(200);
        return;
      }
      const target = row ? await below(scene, call.path) : `${path}?${call.verb === 'GET' ? scene.base : ''}`;
      const posted = row ? {} : scene.body;
      const body = call.verb === 'POST' ? posted : call.verb === 'PATCH' ? changeOf(resource) : undefined;
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

/** Fills the parameters of a path: the first row of the scene, then the first row of the list behind it. */
async function below({ client, ids }: Scene, path: string): Promise<string> {
  const filled = path.slice(1).replace(/:[a-z_]+/, ids[0] ?? '');
  const [list = '', rest] = filled.split(/\/:[a-z_]+/);
  if (rest === undefined) return list;
  const { items } = (await client.get(list)).body;
  return `${list}/${items[0].id}${rest}`;
}
