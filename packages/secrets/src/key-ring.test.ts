import { randomBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { KEY_BYTES, SealError } from './envelope.ts';
import { createKeyRing, newDataKey } from './key-ring.ts';

const PLACE = 'data-key ins_1 dek_1';

test('a data key that was wrapped is unwrapped by the same ring', () => {
  const master = randomBytes(KEY_BYTES);
  const dataKey = newDataKey();
  const stored = createKeyRing(master).wrap(dataKey, PLACE);
  expect(createKeyRing(Buffer.from(master)).unwrap(stored, PLACE).equals(dataKey)).toBe(true);
  expect(stored.wrapped.includes(dataKey)).toBe(false);
});

describe('a data key is refused', () => {
  const ring = createKeyRing(randomBytes(KEY_BYTES));
  const stored = ring.wrap(newDataKey(), PLACE);

  test('under another master key, which is named', () => {
    const other = createKeyRing(randomBytes(KEY_BYTES));
    expect(() => other.unwrap(stored, PLACE)).toThrow(SealError);
    expect(() => other.unwrap(stored, PLACE)).toThrow(ring.activeKeyId);
  });

  test('under another master key that claims the same id', () => {
    const other = createKeyRing(randomBytes(KEY_BYTES));
    expect(() => other.unwrap({ ...stored, masterKeyId: other.activeKeyId }, PLACE)).toThrow(SealError);
  });

  test('at another place, or changed', () => {
    expect(() => ring.unwrap(stored, 'data-key ins_1 dek_2')).toThrow(SealError);
    const wrapped = Buffer.from(stored.wrapped);
    wrapped.writeUInt8(wrapped.readUInt8(20) ^ 1, 20);
    expect(() => ring.unwrap({ ...stored, wrapped }, PLACE)).toThrow(SealError);
  });
});

test('the id of a master key does not give it away, and is the same each time', () => {
  const master = randomBytes(KEY_BYTES);
  const { activeKeyId } = createKeyRing(master);
  expect(activeKeyId).toMatch(/^mk_[0-9a-f]{12}$/);
  expect(createKeyRing(master).activeKeyId).toBe(activeKeyId);
  expect(master.toString('hex')).not.toContain(activeKeyId.slice(3));
});

test('a master key has 32 bytes', () => {
  for (const length of [0, 16, 31, 33]) expect(() => createKeyRing(randomBytes(length))).toThrow('32 bytes');
});

test('data keys are random', () => {
  const keys = Array.from({ length: 100 }, () => newDataKey().toString('hex'));
  expect(new Set(keys).size).toBe(100);
  expect(keys.every((key) => key.length === 2 * KEY_BYTES)).toBe(true);
});
