import { AsyncLocalStorage } from 'node:async_hooks';
import { expect, test } from 'vitest';
import { sharedLookup } from './shared-lookup.ts';

/** A lookup whose answers are given by hand: each key is found as itself and the number of its lookup. */
function asked() {
  const lookups: { keys: readonly string[]; answer: () => void; fail: (error: Error) => void }[] = [];
  const lookup = sharedLookup<string>(
    (keys) =>
      new Promise((resolve, reject) => {
        const number = lookups.length;
        const answer = () =>
          resolve(new Map(keys.filter((key) => key !== 'none').map((key) => [key, `${key}${number}`])));
        lookups.push({ keys, answer, fail: reject });
      }),
  );
  return { lookups, lookup };
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Has lookups of one key each under way. */
async function underWay(lookup: (key: string) => Promise<unknown>, keys: string[]) {
  const found: Promise<unknown>[] = [];
  for (const key of keys) {
    found.push(lookup(key));
    await turn();
  }
  return found;
}

test('callers in one turn of the event loop go together', async () => {
  const { lookups, lookup } = asked();
  const together = [lookup('a'), lookup('b'), lookup('a')];
  expect(lookups).toEqual([]);
  await turn();
  expect(lookups.map(({ keys }) => keys)).toEqual([['a', 'b']]);
  lookups[0]?.answer();
  expect(await Promise.all(together)).toEqual(['a0', 'b0', 'a0']);
});

test('callers while two lookups are under way go together in one that begins after their calls', async () => {
  const { lookups, lookup } = asked();
  const alone = await underWay(lookup, ['a', 'b']);
  const together = [lookup('c'), lookup('a')];
  await turn();
  together.push(lookup('c'), lookup('none'));
  await turn();
  expect(lookups.map(({ keys }) => keys)).toEqual([['a'], ['b']]);
  lookups[0]?.answer();
  expect(await alone[0]).toBe('a0');
  expect(lookups.map(({ keys }) => keys).slice(2)).toEqual([['c', 'a', 'none']]);
  lookups[2]?.answer();
  expect(await Promise.all(together)).toEqual(['c2', 'a2', 'c2', undefined]);
  lookups[1]?.answer();
  expect(await alone[1]).toBe('b1');
});

test('a lookup takes 50 keys at most, and one that fails is followed by the next', async () => {
  const { lookups, lookup } = asked();
  const alone = await underWay(lookup, ['a', 'b']);
  const many = Array.from({ length: 120 }, (_, index) => lookup(`k${index}`));
  const settled = Promise.allSettled([...alone, ...many]);
  lookups[0]?.fail(new Error('gone'));
  lookups[1]?.answer();
  await turn();
  expect(lookups.slice(2).map(({ keys }) => keys.length)).toEqual([50, 50]);
  lookups[2]?.fail(new Error('gone too'));
  lookups[3]?.answer();
  await turn();
  expect(lookups[4]?.keys).toHaveLength(20);
  lookups[4]?.answer();
  const outcomes = (await settled).map((one) =>
    one.status === 'fulfilled' ? one.value : String(one.reason),
  );
  expect(outcomes.slice(0, 3)).toEqual(['Error: gone', 'b1', 'Error: gone too']);
  expect(outcomes.slice(52).slice(0, 1)).toEqual(['k503']);
  expect(outcomes.at(-1)).toBe('k1194');
});

test('callers do not wait for long for lookups that are not answered', async () => {
  const { lookups, lookup } = asked();
  await underWay(lookup, ['a', 'b']);
  const waited = lookup('c');
  await expect.poll(() => lookups.length).toBe(3);
  lookups[2]?.answer();
  expect(await waited).toBe('c2');
});

test('a lookup runs in the context of the first of its callers, whoever has made room for it', async () => {
  const caller = new AsyncLocalStorage<string>();
  const seen: (string | undefined)[] = [];
  const answers: (() => void)[] = [];
  const lookup = sharedLookup<string>(() => {
    seen.push(caller.getStore());
    return new Promise((resolve) => answers.push(() => resolve(new Map())));
  });
  const ask = (name: string) => caller.run(name, () => lookup(name));
  const alone = [ask('a')];
  await turn();
  alone.push(ask('b'));
  await turn();
  const together = [ask('c'), ask('d')];
  answers[0]?.();
  await alone[0];
  answers[1]?.();
  await turn();
  answers[2]?.();
  await Promise.all([...alone, ...together]);
  expect(seen).toEqual(['a', 'b', 'c']);
});

test('a lookup that throws before its promise fails its callers alone', async () => {
  let times = 0;
  const lookup = sharedLookup<string>((keys) => {
    times += 1;
    if (times === 1) throw new Error('refused');
    return Promise.resolve(new Map(keys.map((key) => [key, key])));
  });
  const refused = [lookup('a'), lookup('b')];
  expect(await Promise.allSettled(refused)).toMatchObject([{ status: 'rejected' }, { status: 'rejected' }]);
  expect(await lookup('a')).toBe('a');
});
