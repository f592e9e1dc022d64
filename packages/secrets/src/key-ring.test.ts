import { randomBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { KEY_BYTES, SealError } from './envelope.ts';
import { composeProviders, MissingKeyError, newDataKey, proveProvider } from './key-provider.ts';
import { createKeyRing } from './key-ring.ts';

const PLACE = 'data-key ins_1 dek_1';
const newKey = () => randomBytes(KEY_BYTES);

test('a ring unwraps the data key that it wrapped', async () => {
  const key = newKey();
  const dataKey = newDataKey();
  const stored = await createKeyRing([{ key }]).wrap(dataKey, PLACE);
  expect(await createKeyRing([{ key: Buffer.from(key) }]).unwrap(stored, PLACE)).toEqual(dataKey);
  expect(stored.wrapped.includes(dataKey)).toBe(false);
});

describe('a ring refuses a data key', async () => {
  const ring = createKeyRing([{ key: newKey() }]);
  const stored = await ring.wrap(newDataKey(), PLACE);

  test('under another master key, and names that key', async () => {
    const missing = createKeyRing([{ key: newKey() }, { id: 'b', key: newKey() }]).unwrap(stored, PLACE);
    await expect(missing).rejects.toThrow(MissingKeyError);
    await expect(missing).rejects.toMatchObject({ masterKeyId: await ring.activeKeyId() });
  });

  test('under another master key with the same id', async () => {
    const other = createKeyRing([{ id: stored.masterKeyId, key: newKey() }]);
    await expect(other.unwrap(stored, PLACE)).rejects.toThrow(SealError);
    await expect(other.unwrap(stored, PLACE)).rejects.not.toThrow(MissingKeyError);
  });

  test('at another place, and with any bit flipped', async () => {
    await expect(ring.unwrap(stored, 'data-key ins_1 dek_2')).rejects.toThrow(SealError);
    for (let bit = 0; bit < stored.wrapped.length * 8; bit++) {
      const wrapped = Buffer.from(stored.wrapped);
      wrapped.writeUInt8(wrapped.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
      await expect(ring.unwrap({ ...stored, wrapped }, PLACE)).rejects.toThrow(SealError);
    }
  });
});

describe('a ring of several keys', () => {
  const [old, next] = [newKey(), newKey()];

  test('wraps under the first and opens a key that any of them wrapped', async () => {
    const before = createKeyRing([{ id: 'old', key: old }]);
    const stored = await before.wrap(newDataKey(), PLACE);
    const ring = createKeyRing([
      { id: 'new', key: next },
      { id: 'old', key: old },
    ]);
    expect(await ring.activeKeyId()).toBe('new');
    expect((await ring.wrap(newDataKey(), PLACE)).masterKeyId).toBe('new');
    expect(await ring.unwrap(stored, PLACE)).toEqual(await before.unwrap(stored, PLACE));
    expect(['new', 'old', 'other'].map((id) => ring.opens(id))).toEqual([true, true, false]);
  });

  test('opens a key wrapped before its master key got an id, and treats the derived id as inactive', async () => {
    const nameless = createKeyRing([{ key: old }]);
    const dataKey = newDataKey();
    const stored = await nameless.wrap(dataKey, PLACE);
    const named = createKeyRing([{ id: 'old', key: old }]);
    expect(await named.unwrap(stored, PLACE)).toEqual(dataKey);
    expect(stored.masterKeyId).not.toBe(await named.activeKeyId());
    const rotated = createKeyRing([
      { id: 'new', key: next },
      { id: 'old', key: old },
    ]);
    expect(await rotated.unwrap(stored, PLACE)).toEqual(dataKey);
  });
});

test('the id of a master key is stable and does not reveal the key', async () => {
  const key = newKey();
  const id = await createKeyRing([{ key }]).activeKeyId();
  expect(id).toMatch(/^mk_[0-9a-f]{12}$/);
  expect(await createKeyRing([{ key }]).activeKeyId()).toBe(id);
  expect(key.toString('hex')).not.toContain(id.slice(3));
});

test('the first of several providers wraps, and each opens its own keys', async () => {
  const [a, b] = [createKeyRing([{ id: 'a', key: newKey() }]), createKeyRing([{ id: 'b', key: newKey() }])];
  const [underA, underB] = [await a.wrap(newDataKey(), PLACE), await b.wrap(newDataKey(), PLACE)];
  const both = composeProviders(b, a);
  await proveProvider(both);
  expect(await both.activeKeyId()).toBe('b');
  expect((await both.wrap(newDataKey(), PLACE)).masterKeyId).toBe('b');
  expect(await both.unwrap(underA, PLACE)).toEqual(await a.unwrap(underA, PLACE));
  expect(await both.unwrap(underB, PLACE)).toEqual(await b.unwrap(underB, PLACE));
  expect(['a', 'b', 'c'].map((id) => both.opens(id))).toEqual([true, true, false]);
  await expect(both.unwrap({ ...underA, masterKeyId: 'c' }, PLACE)).rejects.toThrow(
    'master key c is missing',
  );
});

test('data keys are random', () => {
  const keys = Array.from({ length: 100 }, () => newDataKey().toString('hex'));
  expect(new Set(keys).size).toBe(100);
  expect(keys.every((key) => key.length === 2 * KEY_BYTES)).toBe(true);
});
