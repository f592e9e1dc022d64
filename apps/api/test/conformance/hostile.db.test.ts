import { describe, expect, test } from 'vitest';
import { isLongRun } from '../../../../scripts/testing/long.mjs';
import { eachResource, makeScene, type Scene, sendRaw, testIf } from '../support/conformance-kit.ts';
import { startHarness } from '../support/harness.ts';
import { collectionVerbs, verbOf } from '../support/verbs.ts';
import { junk, mutate, type Random, randomQuery, seeded } from './random.ts';
import { membersOf } from './samples.ts';

// Prism hangs at some of these requests.
const harness = await startHarness({ directly: true });
const SECRET = 'never-to-be-seen-again-0d9c1b';
const SEEDS = isLongRun ? [1, 2, 3] : [1];
const TIMES = 25;

describe.each(eachResource)('%s', { timeout: 60_000 }, (_path, resource) => {
  test.each(SEEDS)('no query causes a 500 (seed %i)', async (seed) => {
    const scene = await makeScene(harness, resource, 2);
    const random = seeded(seed * 1_000 + resource.wire.path.length);
    const values = [...scene.ids, String(scene.client.instanceId), 'openai', 'cur_abc'];
    const names = Object.keys(resource.read.filters);
    for (let time = 0; time < TIMES; time++) {
      const query = randomQuery(random, names, values);
      await expectAnswer(
        scene,
        'GET',
        `${resource.wire.path}?${random.chance(0.7) ? `${scene.base}&` : ''}${query}`,
      );
      await expectAnswer(
        scene,
        'GET',
        `${resource.wire.path}/${encodeURIComponent(oddText(random, values))}?${query}`,
      );
    }
  });

  testIf(verbOf(resource, 'create') || verbOf(resource, 'update'))(
    'no body causes a 500 or repeats a secret',
    async () => {
      for (const seed of SEEDS) {
        const scene = await makeScene(harness, resource, 1);
        const random = seeded(seed);
        const from = harness.logged.length;
        for (let time = 0; time < TIMES * 2; time++) {
          const { method, path, body } = randomWrite(random, scene);
          const text = await expectAnswer(scene, method, path, body);
          expect(text, `${method} ${path} repeats the secret`).not.toContain(SECRET);
        }
        expect(harness.logged.slice(from).filter((line) => line.includes(SECRET))).toEqual([]);
      }
    },
  );

  testIf(verbOf(resource, 'archive'))('no odd id of a row causes a 500', async () => {
    const scene = await makeScene(harness, resource, 1);
    const random = seeded(7);
    for (let time = 0; time < TIMES; time++) {
      const id = encodeURIComponent(oddText(random, ['nothing', 'openai', '*']));
      await expectAnswer(scene, 'DELETE', `${resource.wire.path}/${id}`);
    }
  });
});

test('no query makes an operation fail', async () => {
  const random = seeded(11);
  const client = await harness.newInstance();
  for (const { path, verb } of collectionVerbs) {
    const names = Object.keys(verb.input?.properties ?? {});
    for (let time = 0; time < TIMES * 4; time++) {
      const asked = `${path}?${randomQuery(random, names, ['openai', client.instanceId])}`;
      // Raw, because an export answers JSON lines
      const { status } = await sendRaw(harness, 'GET', asked, { authorization: `Bearer ${client.key}` });
      expect(status, path).toBeLessThan(500);
    }
  }
});

test('no answer and no line of the log has a secret that was sent in a value', async () => {
  const client = await harness.newInstance();
  const from = harness.logged.length;
  const values = [
    { api_key: `${SECRET}`, extra: SECRET },
    { api_key: [SECRET] },
    { api_key: 'k', base_url: SECRET },
    { api_key: SECRET, organization: { a: SECRET } },
    { api_key: SECRET },
  ];
  for (const value of values) {
    for (const [path, body] of [
      ['provider-configs', { provider_id: 'openai', value }],
      ['provider-config-vaults', { provider_id: 'openai', name: 'Vault', value }],
      ['provider-deployments', { provider_id: 'openai', provider_config: { value } }],
    ] as const) {
      const answer = await client.post(path, body);
      expect(JSON.stringify(answer.body)).not.toContain(SECRET);
      if (answer.status === 200) {
        expect(JSON.stringify((await client.get(`${path}/${answer.body.id}`)).body)).not.toContain(SECRET);
      }
    }
  }
  for (const path of ['provider-configs', 'provider-config-vaults', 'provider-deployments']) {
    const { body } = await client.get(path);
    expect(body.items.length).toBe(1 + (path === 'provider-configs' ? 1 : 0));
    expect(JSON.stringify(body)).not.toContain(SECRET);
  }
  expect(harness.logged.slice(from).filter((line) => line.includes(SECRET))).toEqual([]);
});

/** Checks that an answer is no 500. The client checks the envelope of every answer. */
async function expectAnswer(scene: Scene, method: string, path: string, body?: unknown): Promise<string> {
  const answer = await scene.client.request(method, path, body);
  const request = `${method} ${path} ${body === undefined ? '' : JSON.stringify(body)}`.slice(0, 2_000);
  expect(answer.status, `${request}\n${harness.logged.at(-2)}`).toBeLessThan(500);
  return JSON.stringify(answer.body);
}

function randomWrite(random: Random, { resource, ids, body }: Scene) {
  const creates =
    verbOf(resource, 'create') !== undefined && (!verbOf(resource, 'update') || random.chance(0.6));
  if (creates) {
    const whole = random.chance(0.1) ? junk(random) : mutate(random, body, SECRET);
    return { method: 'POST', path: resource.wire.path, body: whole ?? null };
  }
  const members = Object.keys(membersOf(verbOf(resource, 'update')?.input));
  const some = members.filter(() => random.chance(0.4)).map((name) => [name, junk(random)]);
  return { method: 'PATCH', path: `${resource.wire.path}/${ids[0]}`, body: Object.fromEntries(some) };
}

function oddText(random: Random, known: readonly string[]): string {
  const text = junk(random, 9);
  return typeof text === 'string' && text.isWellFormed() && text !== '' && !/^\.+/.test(text)
    ? text
    : random.pick(known);
}
