import { customAlphabet } from 'nanoid';

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const random43 = customAlphabet(ALPHABET, 43);

export type KeyType = 'secret' | 'publishable';

const tokenPrefixes: Record<KeyType, string> = { secret: 'berth_sk_', publishable: 'berth_pk_' };

/** A bearer token with 256 bits of randomness: 43 base-62 digits behind the prefix of its type. */
export function newToken(type: KeyType): string {
  return tokenPrefixes[type] + random43();
}
