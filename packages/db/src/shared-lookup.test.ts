import { AsyncLocalStorage } from 'node:async_hooks';
import { expect, test } from 'vitest';
import { sharedLookup } from './shared-lookup.ts';

/** A lookup whose answers are given by hand: each key is found as itself and the number of its lookup. */
function asked() {
  const lookups: { keys: readonly string[]; answer: () => void; fail: (error: Error) => void }[] = [];
  const idle = { times: 0 };
  const lookup = sharedLookup<string>(
    (keys) =>
      new Promise((resolve, reject) => {
        const number = lookups.length;
        const answer = () =>
          resolve(new Map(keys.filter((key) => key !== 'none').map((key) => [key, `${key}${number}`])));
        lookups.push({ keys, answer, fail: reject });
      }),
    () => {
      idle.times += 1;
    },
  );
  return { lookups, lookup, idle };
}

test('callers while two lookups are under way go together in one that begins after their calls', async () => {
  const { lookups, lookup, idle } = asked();
  const alone = [lookup('a'), lookup('b')];
  const together = [lookup('c'), lookup('a'), lookup('c'), lookup('none')];
  expect(lookups.map(({ keys }) => keys)).toEqual([['a'], ['b']]);
  lookups[0]?.answer();
  expect(await alone[0]).toBe('a0');
  expect(lookups.map(({ keys }) => keys).slice(2)).toEqual([['c', 'a', 'none']]);
  lookups[2]?.answer();
  expect(await Promise.all(together)).toEqual(['c2', 'a2', 'c2', undefined]);
  expect(idle.times).toBe(0);
  lookups[1]?.answer();
  expect(await alone[1]).toBe('b1');
  expect(idle.times).toBe(1);
});

test('a lookup takes 50 keys at most, and one that fails is followed by the next', async () => {
  const { lookups, lookup } = asked();
  const alone = [lookup('a'), lookup('b')];
  const many = Array.from({ length: 120 }, (_, index) => lookup(`k${index}`));
  const settled = Promise.allSettled([...alone, ...many]);
  lookups[0]?.fail(new Error('gone'));
  lookups[1]?.answer();
  await new Promise((resolve) => setImmediate(resolve));
  expect(lookups.slice(2).map(({ keys }) => keys.length)).toEqual([50, 50]);
  lookups[2]?.fail(new Error('gone too'));
  lookups[3]?.answer();
  await new Promise((resolve) => setImmediate(resolve));
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
  void lookup('a');
  void lookup('b');
  const waited = lookup('c');
  await expect.poll(() => lookups.length).toBe(3);
  lookups[2]?.answer();
  expect(await waited).toBe('c2');
});

test('a lookup runs in the context of the first of its callers', async () => {
  const caller = new AsyncLocalStorage<string>();
  const seen: (string | undefined)[] = [];
  const lookup = sharedLookup<string>(async () => {
    seen.push(caller.getStore());
    return new Map();
  });
  await Promise.all(['a', 'b', 'c', 'd'].map((name) => caller.run(name, () => lookup(name))));
  expect(seen).toEqual(['a', 'b', 'c']);
});
