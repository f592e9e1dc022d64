import { registry } from '@berth/domain';
import { expansionsOf } from '@berth/resource';
import { beforeAll, describe, expect, test } from 'vitest';
import { idsOf, routesOf } from '../support/conformance-kit.ts';
import { type Client, startHarness } from '../support/harness.ts';
import {
  conditionsOf,
  embeddedIds,
  type HandReach,
  idsWhere,
  keyReaching,
  makeReachWorld,
  type ReachWorld,
  reachable,
} from '../support/reach-kit.ts';

/*
 * A key with a reach sees what the same query, written by hand, returns: in every list, by every id, on every route.
 */

const harness = await startHarness();
let world: ReachWorld;
beforeAll(async () => {
  world = await makeReachWorld(harness);
}, 60_000);

interface Case {
  reach: Record<string, string[]>;
  hand: HandReach;
}

/** One reach for each part, and some of several parts. */
const cases: Record<string, () => Case> = {
  'a provider': () => same({ providers: [world.halves[0].provider] }),
  'a provider by its slug': () => ({
    reach: { providers: [world.halves[0].slug] },
    hand: { providers: [world.halves[0].provider] },
  }),
  'a deployment': () => same({ deployments: [world.halves[0].deployments[0]] }),
  'a config': () => same({ configs: [world.halves[0].configs[2] ?? ''] }),
  'a handle': () => same({ handles: ['a-bound'] }),
  'handles with a star': () => ({ reach: { handles: ['a-*'] }, hand: { handles: ['a-%'] } }),
  'handles with a star in front': () => ({ reach: { handles: ['*-bound'] }, hand: { handles: ['%-bound'] } }),
  'handles by patterns that overlap': () => ({
    reach: { handles: ['a-*', '*-bound', 'a-bound'] },
    hand: { handles: ['a-%', '%-bound', 'a-bound'] },
  }),
  'a deployment and handles of the other provider': () => ({
    reach: { deployments: [world.halves[0].deployments[0]], handles: ['b-*'] },
    hand: { deployments: [world.halves[0].deployments[0]], handles: ['b-%'] },
  }),
  'a provider, and its rows again': () =>
    same({
      providers: [world.halves[0].provider],
      deployments: [...world.halves[0].deployments],
      configs: [...world.halves[0].configs],
      handles: ['a-plain'],
    }),
};

const same = (hand: HandReach): Case => ({ reach: hand as Case['reach'], hand });

/** The resources that are listed within one version. */
const VERSIONED = reachable
  .filter(({ read }) => read.filters.provider_version_id?.required)
  .map(({ wire }) => wire.path);

/** Reads a whole list in pages of three. */
async function listAll(client: Client, path: string, order: 'asc' | 'desc'): Promise<string[]> {
  const ids: string[] = [];
  for (let more = true; more; ) {
    const start = ids.length > 0 ? `&after=${ids.at(-1)}` : '';
    const { status, body } = await client.get(`${path}limit=3&order=${order}${start}`);
    expect(status, path).toBe(200);
    ids.push(...body.items.map(({ id }: { id: string }) => id));
    expect(body.pagination.has_more_before, path).toBe(start !== '');
    more = body.pagination.has_more_after;
  }
  return ids;
}

describe.each(Object.entries(cases))('a key that reaches %s', { timeout: 120_000 }, (_name, makeCase) => {
  let key: Client;
  let hand: HandReach;
  beforeAll(async () => {
    const made = makeCase();
    hand = made.hand;
    key = await keyReaching(harness, world.client, made.reach);
  });

  const inside = (resource: (typeof reachable)[number]) =>
    idsWhere(harness, world, resource, conditionsOf(hand)[resource.wire.path]);

  test.each(reachable.map((resource) => [resource.wire.path, resource] as const))(
    'lists and gets of %s the rows inside, and no other',
    async (path, resource) => {
      const expected = await inside(resource);
      const all = await idsWhere(harness, world, resource);
      const { status } = resource.read.filters;
      const words = status?.input.kind === 'choice' ? status.input.values : [];
      const live = words.map((word) => `status=${word}&`).join('');
      if (!VERSIONED.includes(path)) {
        expect(await listAll(key, `${path}?${live}`, 'asc')).toEqual(expected);
        expect(await listAll(key, `${path}?${live}`, 'desc')).toEqual(expected.toReversed());
        const byId = all.slice(-100).map((id) => `id=${id}`);
        if (resource.read.filters.id) {
          const { body } = await key.get(`${path}?${live}limit=100&${byId.join('&')}`);
          expect(body.items.map(({ id }: { id: string }) => id)).toEqual(
            expected.filter((id) => all.slice(-100).includes(id)),
          );
        }
      }
      const outside = all.filter((id) => !expected.includes(id));
      for (const id of [...expected.slice(-4), ...outside.slice(-4)]) {
        expect((await key.get(`${path}/${id}`)).status, id).toBe(expected.includes(id) ? 200 : 404);
      }
    },
  );

  test.each(VERSIONED)('lists of %s only those of a version inside', async (path) => {
    const version = registry.resources.find(({ wire }) => wire.path === 'provider-versions');
    if (!version) throw new Error('There are no versions');
    const visible = await inside(version);
    for (const { provider } of world.halves) {
      const [id] = await idsWhere(harness, world, version, `provider_id = '${provider}'`);
      const { body } = await key.get(`${path}?provider_version_id=${id}`);
      expect(body.items.length).toBe(visible.includes(String(id)) ? 1 : 0);
    }
  });

  test('every route of a row outside is answered as for a row that is not there', async () => {
    for (const resource of reachable) {
      const expected = await inside(resource);
      const outside = (await idsWhere(harness, world, resource)).filter((id) => !expected.includes(id));
      const [id] = outside.slice(-1);
      if (id === undefined) continue;
      const scene = { resource, client: world.client, ids: [id], base: '', body: undefined };
      const absent = idsOf(resource).absent();
      for (const { method, path, body } of routesOf(scene).filter((route) => route.path.includes(id))) {
        const answer = await key.request(method, path, body);
        const twin = await key.request(method, path.replace(id, absent), body);
        expect([answer.status, answer.body.entity], `${method} ${path}`).toEqual([404, resource.entity.name]);
        expect(JSON.parse(JSON.stringify(answer.body).replaceAll(id, absent))).toEqual(twin.body);
      }
    }
  });

  test('no answer embeds a row of the instance outside', async () => {
    const own = reachable.filter(({ entity }) => entity.tenancy.of === 'tenant');
    const known = new Set<string>();
    const all = new Set<string>();
    for (const resource of own) {
      for (const id of await inside(resource)) known.add(id);
      for (const id of await idsWhere(harness, world, resource)) all.add(id);
    }
    for (const resource of own) {
      const { path } = resource.wire;
      const members = [...expansionsOf(registry, resource).keys()];
      const expand = `?${members.map((member) => `expand=${member}`).join('&')}`;
      const answers = [await key.get(`${path}${expand}&limit=100`)];
      for (const id of await inside(resource)) {
        answers.push(await key.get(`${path}/${id}${expand}`));
        if (path !== 'value-revisions') answers.push(await key.get(`${path}/${id}/dependents`));
      }
      for (const { body } of answers) {
        expect(embeddedIds(body).filter((id) => all.has(id) && !known.has(id))).toEqual([]);
      }
    }
  });

  test('the dependents of a row inside are those inside', async () => {
    for (const resource of reachable.filter(({ wire }) => wire.path === 'providers')) {
      for (const id of await inside(resource)) {
        const { body } = await key.get(`providers/${id}/dependents?limit=100`);
        const { body: whole } = await world.client.get(`providers/${id}/dependents?limit=100`);
        expect(body).toEqual(whole);
      }
    }
  });
});
