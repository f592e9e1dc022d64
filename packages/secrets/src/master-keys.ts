import { createHash } from 'node:crypto';
import { KEY_BYTES } from './envelope.ts';

/** A master key of the local ring. Without an id it has the one that is made from it. */
export interface MasterKey {
  id?: string;
  /** 32 bytes. */
  key: Buffer;
}

/** Keys that cannot be used, in a sentence that names them by their place only: what stands in an id may be a key. */
export class MasterKeyError extends Error {
  override readonly name = 'MasterKeyError';
}

const ID = /^[A-Za-z0-9._-]{1,64}$/;
const BASE64 = /^[0-9A-Za-z+/_-]+={0,2}$/;

/** Made from the key, so that a key without a name is told from another one. */
export const derivedId = (key: Buffer): string =>
  `mk_${createHash('sha256').update('berth master key').update(key).digest('hex').slice(0, 12)}`;

/**
 * Reads `base64` or `id:base64`, or several of them between commas.
 * @throws MasterKeyError
 */
export function parseMasterKeys(text: string): MasterKey[] {
  const keys = text.split(',').map((entry, place) => parseOne(entry.trim(), `key ${place + 1}`));
  keysById(keys);
  return keys;
}

function parseOne(entry: string, name: string): MasterKey {
  const colon = entry.indexOf(':');
  const encoded = entry.slice(colon + 1);
  if (!BASE64.test(encoded)) {
    throw new MasterKeyError(`${name} must be ${KEY_BYTES} bytes in base64, and it is not base64`);
  }
  const key = Buffer.from(encoded, 'base64');
  if (key.length !== KEY_BYTES) {
    throw new MasterKeyError(`${name} must be ${KEY_BYTES} bytes in base64, and it has ${key.length}`);
  }
  if (colon < 0) return { key };
  const id = entry.slice(0, colon);
  if (!ID.test(id))
    throw new MasterKeyError(`${name} needs an id of 1 to 64 letters, digits, ".", "_" or "-"`);
  if (looksLikeKey(id)) throw new MasterKeyError(`${name} has a key in the place of its id`);
  return { id, key };
}

/** Ids are stored beside the data, so a colon in the place of a comma must not make an id of a key. */
const looksLikeKey = (id: string): boolean =>
  id.length >= 42 && BASE64.test(id) && Buffer.from(id, 'base64').length === KEY_BYTES;

/**
 * Every key by its id, and by the one that is made from it: what it wrapped before it was given a name.
 * @throws MasterKeyError when a key or an id is there twice.
 */
export function keysById(keys: readonly MasterKey[]): Map<string, Buffer> {
  const known = new Map<string, Buffer>();
  keys.forEach(({ id, key }, place) => {
    const twin = keys.findIndex((other) => other.key.equals(key));
    if (twin < place) throw new MasterKeyError(`key ${place + 1} is the same as key ${twin + 1}`);
    for (const name of new Set([id ?? derivedId(key), derivedId(key)])) {
      if (known.has(name)) throw new MasterKeyError(`key ${place + 1} has the id of another key`);
      known.set(name, key);
    }
  });
  return known;
}
