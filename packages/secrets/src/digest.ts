import { createHmac, hkdfSync } from 'node:crypto';

/** What a value's digests are made under. It follows from the data key, and says nothing about it (RFC 5869). */
const digestKeyOf = (dataKey: Buffer): Buffer =>
  Buffer.from(hkdfSync('sha256', dataKey, Buffer.alloc(0), 'berth digest', 32));

/**
 * A digest of a text: `<key version>.<hex>`, HMAC-SHA-256. Equal digests mean equal texts; digests of different key
 * versions say nothing about each other.
 */
export function digestUnder(dataKey: Buffer, version: number): (text: string) => string {
  const key = digestKeyOf(dataKey);
  return (text) => `${version}.${createHmac('sha256', key).update(text).digest('hex')}`;
}

/** Whether a text reads like a digest. */
export const looksLikeDigest = (text: string): boolean => /^\d{1,9}\.[0-9a-f]{64}$/.test(text);
