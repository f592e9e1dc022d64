import { createHmac, createSecretKey, hkdfSync, type KeyObject } from 'node:crypto';

type Purpose = 'digest' | 'audit' | 'request';

/** Derives a key from a data key by HKDF (RFC 5869). The derived key reveals nothing about the data key. */
const derived = (dataKey: Buffer, purpose: Purpose): Buffer =>
  Buffer.from(hkdfSync('sha256', dataKey, Buffer.alloc(0), `berth ${purpose}`, 32));

/**
 * Returns a function that makes `<key version>.<hex>` of a text, HMAC-SHA-256. Equal results mean equal texts; results
 * of different key versions cannot be compared.
 */
const macUnder = (purpose: Purpose) => (dataKey: Buffer, version: number) =>
  macWith(keptKey(dataKey, purpose), version);

/** The derived keys of the data keys that are open, each as long as its data key. */
const kept = new WeakMap<Buffer, Map<Purpose, KeyObject>>();

function keptKey(dataKey: Buffer, purpose: Purpose): KeyObject {
  let keys = kept.get(dataKey);
  if (!keys) {
    keys = new Map();
    kept.set(dataKey, keys);
  }
  let key = keys.get(purpose);
  if (!key) {
    key = createSecretKey(derived(dataKey, purpose));
    keys.set(purpose, key);
  }
  return key;
}

const macWith =
  (key: Buffer | KeyObject, version: number) =>
  (text: string): string =>
    `${version}.${createHmac('sha256', key).update(text).digest('hex')}`;

/** Digests a leaf of a value. */
export const digestUnder = macUnder('digest');

/** Authenticates an audit event: only a holder of the data key can make it. */
export const auditMacUnder = macUnder('audit');

/**
 * Derives the key that proves audit events. It opens no value and makes no digest, so it may outlive its data key:
 * `auditMacWith` makes the same proofs with it.
 */
export const auditProofKey = (dataKey: Buffer): Buffer => derived(dataKey, 'audit');

export const auditMacWith = macWith;

/** Fingerprints a request, so that its repetition is recognised. */
export const requestMacUnder = macUnder('request');

/** Reports a text in the form of a digest. */
export const looksLikeDigest = (text: string): boolean => /^\d{1,9}\.[0-9a-f]{64}$/.test(text);
