import { randomBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { derivedId, MasterKeyError, parseMasterKeys } from './master-keys.ts';

const [a, b] = [randomBytes(32), randomBytes(32)];
const text = (key: Buffer) => key.toString('base64');

describe('parseMasterKeys reads', () => {
  test('one key, with or without an id', () => {
    expect(parseMasterKeys(text(a))).toEqual([{ key: a }]);
    expect(parseMasterKeys(`A.b_c-1:${text(a)}`)).toEqual([{ id: 'A.b_c-1', key: a }]);
    expect(parseMasterKeys(a.toString('base64url'))).toEqual([{ key: a }]);
  });

  test('several keys in order', () => {
    const keys = [
      { id: 'new', key: b },
      { id: 'old', key: a },
    ];
    expect(parseMasterKeys(`new:${text(b)}, old:${text(a)}`)).toEqual(keys);
    expect(parseMasterKeys(`new:${text(b)},${text(a)}`)).toEqual([keys[0], { key: a }]);
  });

  test('a key without an id under its derived id', () => {
    expect(parseMasterKeys(`${derivedId(a)}:${text(a)}`)).toEqual([{ id: derivedId(a), key: a }]);
  });
});

test.each([
  ['an empty entry', `a:${text(a)},`, 'key 2 must be 32 bytes in base64, and it is not base64'],
  ['what is not base64', `${text(a)},x:p%55`, 'key 2 must be 32 bytes in base64, and it is not base64'],
  ['a short key', `x:${text(a.subarray(1))}`, 'key 1 must be 32 bytes in base64, and it has 31'],
  ['a long key', text(Buffer.concat([a, b])), 'key 1 must be 32 bytes in base64, and it has 64'],
  ['no id before the colon', `:${text(a)}`, 'key 1 needs an id'],
  ['a letter that no id has', `ä:${text(a)}`, 'key 1 needs an id'],
  ['an id that is too long', `${'x'.repeat(65)}:${text(a)}`, 'key 1 needs an id'],
  ['two colons', `x:y:${text(a)}`, 'key 1 must be 32 bytes in base64, and it is not base64'],
  [
    'a key in place of an id',
    `${a.toString('base64url')}:${text(b)}`,
    'key 1 has a key in the place of its id',
  ],
  ['one key under two ids', `x:${text(a)},y:${text(a)}`, 'key 2 is the same as key 1'],
  ['one key with and without an id', `x:${text(a)},${text(a)}`, 'key 2 is the same as key 1'],
  ['one id for two keys', `x:${text(a)},x:${text(b)}`, 'key 2 has the id of another key'],
  ['the made id of another key', `${derivedId(b)}:${text(a)},${text(b)}`, 'key 2 has the id of another key'],
])('%s is refused, and the message shows no part of the input', (_what, given, sentence) => {
  expect(() => parseMasterKeys(given)).toThrow(MasterKeyError);
  expect(() => parseMasterKeys(given)).toThrow(sentence);
  try {
    parseMasterKeys(given);
  } catch (error) {
    for (const part of given.split(/[,:]/).filter((piece) => piece.length > 8)) {
      expect(String(error)).not.toContain(part);
    }
  }
});
