import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { digestUnder, looksLikeDigest } from './digest.ts';
import { newDataKey } from './key-provider.ts';

test('equal texts have equal digests under one key and different ones under another', () => {
  const key = newDataKey();
  const digest = digestUnder(key, 1);
  expect(digest('"a"')).toBe(digestUnder(Buffer.from(key), 1)('"a"'));
  expect(digest('"a"')).not.toBe(digest('"b"'));
  expect(digest('"a"')).not.toBe(digestUnder(newDataKey(), 1)('"a"'));
});

test('a digest names the version of its key and is recognised as a digest', () => {
  const digest = digestUnder(newDataKey(), 12)('x');
  expect(digest).toMatch(/^12\.[0-9a-f]{64}$/);
  expect(looksLikeDigest(digest)).toBe(true);
  for (const text of [
    '',
    '1.abc',
    `1.${'g'.repeat(64)}`,
    `${digest}0`,
    ` ${digest}`,
    randomBytes(32).toString('hex'),
  ]) {
    expect(looksLikeDigest(text), text).toBe(false);
  }
});
