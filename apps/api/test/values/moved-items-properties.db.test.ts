import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { isLongRun } from '../../../../scripts/testing/long.mjs';
import { type Client, startHarness } from '../support/harness.ts';
import { makeConfig, makeProvider, makeVault } from '../support/rules-kit.ts';

const harness = await startHarness();

const text = { type: 'string' };
const HOOK = {
  type: 'object',
  properties: { name: text, url: { ...text, format: 'uri' }, value: { ...text, writeOnly: true } },
};
const SCHEMA = { type: 'object', properties: { hooks: { type: 'array', items: HOOK } } };
const MASK = '********';

/** An item of the model: the text of its secret, and the address that it was sent for. */
interface Item {
  name: string;
  url: string;
  value: string;
  sentFor: string;
}

interface Step {
  /** A number for each item: equal or lower ones come first, those divisible by 4 go. */
  order: number[];
  /** The new items, as places. */
  added: number[];
  /** The item that gets another address; none for most numbers. */
  redirected: number;
}

const anyStep: fc.Arbitrary<Step> = fc.record(
  {
    order: fc.array(fc.nat({ max: 40 }), { minLength: 8, maxLength: 8 }),
    added: fc.oneof(
      { weight: 3, arbitrary: fc.constant<number[]>([]) },
      fc.array(fc.nat({ max: 8 }), { maxLength: 2 }),
    ),
    redirected: fc.nat({ max: 20 }),
  },
  { noNullPrototype: true },
);

class Hooks {
  items: Item[] = [];
  isStale = false;
  readonly counts = { moved: 0, revealed: 0, stale: 0 };
  #made = 0;

  make = (): Item => {
    const n = this.#made++;
    const url = `https://h${n}.test`;
    return { name: `hook ${n}`, url, value: `canary-${n}-end`, sentFor: url };
  };

  /** Applies a step, and returns the edit that asks for it. */
  step({ order, added, redirected }: Step) {
    const ranked = this.items
      .map((item, index) => ({ item, index, rank: order[index] ?? 1 }))
      .filter(({ rank }) => rank % 4 !== 0)
      .sort((a, b) => a.rank - b.rank)
      .map(({ item, index }) => ({ item: { ...item }, from: index as number | null }));
    for (const place of added) ranked.splice(place, 0, { item: this.make(), from: null });
    const target = ranked[redirected];
    if (target?.from !== null && target) target.item.url = 'https://evil.test';
    const keep = ranked.flatMap(({ from }, to): (string | { from: string; to: string })[] => {
      if (from === null) return [];
      if (from !== to) this.counts.moved += 1;
      return from === to && to % 2 === 0
        ? [`/hooks/${to}/value`]
        : [{ from: `/hooks/${from}/value`, to: `/hooks/${to}/value` }];
    });
    const hooks = ranked.map(({ item: { name, url, value }, from }) => ({
      name,
      url,
      value: from === null ? value : MASK,
    }));
    // A plain pointer follows no item, so the addresses of removed ones are missed
    const isPlain = ranked.length < this.items.length && keep.every((place) => typeof place === 'string');
    this.isStale = isPlain || added.length > 0 || (target !== undefined && target.from !== null);
    this.items = ranked.map(({ item }) => item);
    return { value: { hooks }, keep };
  }
}

test('after any removals and moves each kept secret is in its item, and none goes to another address', async ({
  annotate,
}) => {
  const admin = await harness.newInstance();
  const provider = await makeProvider(admin, { config_schema: SCHEMA });
  const writer = harness.as(
    (await admin.post('api-keys', { name: 'Operator', scopes: ['operator'] })).body.secret,
  );
  const seed = Number(process.env.BERTH_TEST_SEED ?? 20_262);
  const counts = { moved: 0, revealed: 0, stale: 0 };
  const property = fc.asyncProperty(
    fc.boolean(),
    fc.nat({ max: 6 }),
    fc.array(anyStep, { minLength: 1, maxLength: 6 }),
    async (isLinked, size, steps) => {
      const hooks = new Hooks();
      hooks.items = Array.from({ length: size }, hooks.make);
      const value = { hooks: hooks.items.map(({ name, url, value }) => ({ name, url, value })) };
      const made = isLinked
        ? { value: undefined, provider_config_vault_id: (await makeVault(admin, provider, { value })).id }
        : { value };
      const { id } = await makeConfig(admin, provider, made);
      for (const step of steps)
        await takeStep({ admin, writer }, `provider-configs/${id}`, hooks, step, isLinked);
      for (const name of ['moved', 'revealed', 'stale'] as const) counts[name] += hooks.counts[name];
    },
  );
  await fc.assert(property, { numRuns: isLongRun ? 400 : 25, seed, endOnFailure: !isLongRun });
  await annotate(`seed: ${seed}; ${JSON.stringify(counts)}`);
  expect(Math.min(...Object.values(counts))).toBeGreaterThan(0);
}, 300_000);

async function takeStep(
  { admin, writer }: Record<'admin' | 'writer', Client>,
  at: string,
  hooks: Hooks,
  step: Step,
  isLinked: boolean,
): Promise<void> {
  const edit = hooks.step(step);
  const answer = await writer.patch(at, { value_shown: { ...edit, vault_revision: isLinked ? 1 : null } });
  expect([answer.status, answer.body.errors]).toEqual([200, undefined]);
  expect(JSON.stringify(answer.body)).not.toContain('canary');
  const { status, body } = await admin.post(`${at}/resolve`, { reason: 'a test' });
  if (status === 200) {
    hooks.counts.revealed += 1;
    expect(body.value.hooks).toEqual(hooks.items.map(({ name, url, value }) => ({ name, url, value })));
    expect(hooks.items.filter(({ url, sentFor }) => url !== sentFor)).toEqual([]);
  } else {
    hooks.counts.stale += 1;
    expect([body.code, hooks.isStale]).toEqual(['secrets_stale', true]);
    await admin.create(`${at}/confirm-secrets`, {});
    for (const item of hooks.items) item.sentFor = item.url;
    expect((await admin.post(`${at}/resolve`, { reason: 'a test' })).body.value.hooks).toEqual(
      hooks.items.map(({ name, url, value }) => ({ name, url, value })),
    );
  }
}
