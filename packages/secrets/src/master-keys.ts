import { createHash } from 'node:crypto';
import { KEY_BYTES } from './envelope.ts';

/** A master key of the local ring. Without an id it has the id derived from it. */
export interface MasterKey {
  id?: string;
  /** 32 bytes. */
  key: Buffer;
}

/** Thrown for keys that cannot be used. The message names them by position only: an id may hold a key by mistake. */
export class MasterKeyError extends Error {
  override readonly name = 'MasterKeyError';
}

const ID = /^[A-Za-z0-9._-]{1,64}$/;
const BASE64 = /^[0-9A-Za-z+/_-]+={0,2}$/;

/** Derives an id from a key, to tell keys without a name apart. */
export const derivedId = (key: Buffer): string =>
  `mk_${createHash('sha256').update('berth master key').update(key).digest('hex').slice(0, 12)}`;

/**
 * Reads `base64` or `id:base64`, or several of them separated by commas.
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

/** Ids are stored beside the data, so a colon typed for a comma must not turn a key into an id. */
const looksLikeKey = (id: string): boolean =>
  id.length >= 42 && BASE64.test(id) && Buffer.from(id, 'base64').length === KEY_BYTES;

/**
 * Maps every key by its id, and by the derived id that it had before it was given a name.
 * @throws MasterKeyError for a duplicate key or id.
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
