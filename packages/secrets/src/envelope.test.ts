import { randomBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { KEY_BYTES, open, SealError, seal } from './envelope.ts';

const key = randomBytes(KEY_BYTES);
const plaintext = Buffer.from('{"token":"sk-live-123"}');
const PLACE = 'value ins_1 pcf_1 1';

test('a sealed text opens with the same key and place', () => {
  for (const text of ['', 'x', plaintext.toString(), 'ä🚢'.repeat(10_000)]) {
    expect(open(key, seal(key, Buffer.from(text), PLACE), PLACE).toString()).toBe(text);
  }
});

test('a text is sealed differently each time and does not show in the ciphertext', () => {
  const sealed = Array.from({ length: 50 }, () => seal(key, plaintext, PLACE));
  expect(new Set(sealed.map((bytes) => bytes.toString('hex'))).size).toBe(sealed.length);
  for (const bytes of sealed) expect(bytes.includes('sk-live')).toBe(false);
});

describe('a ciphertext does not open', () => {
  const sealed = seal(key, plaintext, PLACE);
  const refuse = (bytes: Buffer, place = PLACE, under = key) =>
    expect(() => open(under, bytes, place)).toThrow(SealError);

  test('with any bit flipped', () => {
    for (let bit = 0; bit < sealed.length * 8; bit++) {
      const changed = Buffer.from(sealed);
      changed.writeUInt8(changed.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
      refuse(changed);
    }
  });

  test('when truncated, extended or empty', () => {
    for (let length = 0; length < sealed.length; length++) refuse(sealed.subarray(0, length));
    refuse(Buffer.concat([sealed, Buffer.from([0])]));
  });

  test('at any other place', () => {
    for (const place of [
      '',
      'value ins_1 pcf_1 2',
      'value ins_1 pcf_2 1',
      'value ins_2 pcf_1 1',
      `${PLACE} `,
    ]) {
      refuse(sealed, place);
    }
  });

  test('under another key, and the error does not reveal the text', () => {
    const other = Buffer.from(key);
    other.writeUInt8(other.readUInt8(31) ^ 1, 31);
    refuse(sealed, PLACE, other);
    const thrown = (() => {
      try {
        return open(other, sealed, PLACE);
      } catch (error) {
        return String(error);
      }
    })();
    expect(thrown).not.toContain('sk-live');
  });
});
