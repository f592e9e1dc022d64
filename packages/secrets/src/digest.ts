import { createHmac, hkdfSync } from 'node:crypto';

type Purpose = 'digest' | 'audit' | 'request';

/** What follows from a data key and says nothing about it (RFC 5869). */
const derived = (dataKey: Buffer, purpose: Purpose): Buffer =>
  Buffer.from(hkdfSync('sha256', dataKey, Buffer.alloc(0), `berth ${purpose}`, 32));

/**
 * Makes `<key version>.<hex>` of a text, HMAC-SHA-256. Equal ones mean equal texts; those of different key versions
 * say nothing about each other.
 */
const macUnder = (purpose: Purpose) => (dataKey: Buffer, version: number) => {
  const key = derived(dataKey, purpose);
  return (text: string): string => `${version}.${createHmac('sha256', key).update(text).digest('hex')}`;
};

/** The digest of a leaf of a value. */
export const digestUnder = macUnder('digest');

/** What proves that an audit event was written by who holds the data key. */
export const auditMacUnder = macUnder('audit');

/** What a request is known by when it comes again. */
export const requestMacUnder = macUnder('request');

/** Whether a text reads like a digest. */
export const looksLikeDigest = (text: string): boolean => /^\d{1,9}\.[0-9a-f]{64}$/.test(text);
