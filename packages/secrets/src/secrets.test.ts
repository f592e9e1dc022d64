import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { type KeyProvider, KeyServiceError, newDataKey } from './key-provider.ts';
import { createKeyRing } from './key-ring.ts';
import { createSecrets } from './secrets.ts';

/** A ring that counts the keys it opens and fails while it is told to. */
function countingRing() {
  const ring = createKeyRing([{ key: randomBytes(32) }]);
  const state = { unwraps: 0, isDown: false };
  const refuse = () => {
    if (state.isDown) throw new KeyServiceError('The key service at http://inside answers 503', 503);
  };
  const provider: KeyProvider = {
    ...ring,
    wrap: async (key, place) => {
      refuse();
      return ring.wrap(key, place);
    },
    unwrap: async (stored, place) => {
      state.unwraps += 1;
      await new Promise((resolve) => setImmediate(resolve));
      refuse();
      return ring.unwrap(stored, place);
    },
  };
  return { provider, state };
}

test('a key is opened once, also for simultaneous callers', async () => {
  const { provider, state } = countingRing();
  const secrets = createSecrets(provider);
  const key = newDataKey();
  const stored = await secrets.wrap(key, 'here');
  expect(secrets.opened('here')).toBeUndefined();
  const opened = await Promise.all(Array.from({ length: 20 }, () => secrets.open(stored, 'here')));
  expect(opened.every((one) => one.equals(key))).toBe(true);
  expect(secrets.opened('here')).toEqual(key);
  await secrets.open(stored, 'here');
  expect(state.unwraps).toBe(1);
});

test('a failure is not cached and tells the caller nothing about the service', async () => {
  const { provider, state } = countingRing();
  const secrets = createSecrets(provider);
  const stored = await secrets.wrap(newDataKey(), 'here');
  state.isDown = true;
  const failures = await Promise.allSettled([secrets.open(stored, 'here'), secrets.open(stored, 'here')]);
  for (const failure of failures) {
    expect(failure).toMatchObject({ status: 'rejected', reason: { code: 'unavailable', details: {} } });
    expect(String((failure as PromiseRejectedResult).reason)).not.toContain('inside');
  }
  await expect(secrets.wrap(newDataKey(), 'there')).rejects.toMatchObject({ code: 'unavailable' });
  state.isDown = false;
  expect(await secrets.open(stored, 'here')).toHaveLength(32);
  expect(state.unwraps).toBe(2);
});

test('a limited number of keys stays open: the most recently used', async () => {
  const { provider } = countingRing();
  const secrets = createSecrets(provider, 3);
  const places = ['a', 'b', 'c', 'd'];
  for (const place of places) {
    await secrets.open(await secrets.wrap(newDataKey(), place), place);
    secrets.opened('a');
  }
  expect(places.filter((place) => secrets.opened(place))).toEqual(['a', 'c', 'd']);
});
