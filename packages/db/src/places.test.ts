import { setImmediate } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { PoolExhausted } from './errors.ts';
import { createPlaces } from './places.ts';

const WAIT_MS = 5_000;

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
afterEach(() => void vi.useRealTimers());

/** Work that ends when the test says so. */
function work() {
  let end = (): void => {};
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  return { end, run: () => ended };
}

test('as much work runs at once as there are places, and the rest in the order of the calls', async () => {
  const places = createPlaces(2, WAIT_MS);
  const begun: number[] = [];
  const works = [0, 1, 2, 3].map(() => work());
  const all = works.map(({ run }, index) =>
    places(() => {
      begun.push(index);
      return run();
    }),
  );
  await setImmediate();
  expect(begun).toEqual([0, 1]);
  expect(places.waiting()).toBe(2);
  works[1]?.end();
  await all[1];
  await setImmediate();
  expect(begun).toEqual([0, 1, 2]);
  for (const { end } of works) end();
  await Promise.all(all);
  expect(begun).toEqual([0, 1, 2, 3]);
  expect(places.waiting()).toBe(0);
  expect(vi.getTimerCount()).toBe(0);
});

test('work that waits too long is refused and never runs; places that failed work had are free again', async () => {
  const places = createPlaces(1, WAIT_MS);
  const { end, run } = work();
  const first = places(run);
  let ran = false;
  const late = places(async () => {
    ran = true;
  });
  vi.advanceTimersByTime(WAIT_MS);
  await expect(late).rejects.toThrow(PoolExhausted);
  end();
  await first;
  await expect(places(() => Promise.reject(new Error('of the work')))).rejects.toThrow('of the work');
  expect(await places(async () => 'free')).toBe('free');
  expect(ran).toBe(false);
});
