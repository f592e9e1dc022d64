import { crc32 } from 'node:zlib';
import { customAlphabet } from 'nanoid';
import { digitsOf, type Id } from './id.ts';

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const CHECKSUM_DIGITS = 6;
const random43 = customAlphabet(ALPHABET, 43);

export type KeyType = 'secret' | 'publishable';

const tokenPrefixes: Record<KeyType, string> = { secret: 'berth_sk_', publishable: 'berth_pk_' };

/**
 * The regular expression of every token that Berth makes, for secret scanners: the prefix of its type, the 26 digits of
 * its key's id, 43 random digits and a checksum of 6 digits. It has no anchors or groups and works in RE2.
 */
export const TOKEN_PATTERN = 'berth_[sp]k_[0-7][0-9a-hjkmnp-tv-z]{25}_[0-9A-Za-z]{49}';

const TOKEN = new RegExp(`^${TOKEN_PATTERN}$`);

/**
 * Makes a bearer token of a key with 256 bits of randomness. The token holds the key's id, so that a leaked one can be
 * revoked. Its last six digits are the CRC-32 of all before them, so that a scanner can tell it from a lookalike.
 */
export function newToken(type: KeyType, keyId: Id<'apiKey'>): string {
  const body = `${tokenPrefixes[type]}${digitsOf(keyId)}_${random43()}`;
  return body + checksumOf(body);
}

/**
 * Reports a text in the form of a token with a wrong checksum: mistyped, cut or made up. A text of any other form may
 * be a token that an operator chose, or one from before tokens had checksums.
 */
export function isDamagedToken(text: string): boolean {
  return TOKEN.test(text) && checksumOf(text.slice(0, -CHECKSUM_DIGITS)) !== text.slice(-CHECKSUM_DIGITS);
}

/** CRC-32 (ISO 3309) in base 62, most significant digit first. Six digits suffice: 62^6 is more than 2^32. */
function checksumOf(text: string): string {
  let value = crc32(text);
  let digits = '';
  while (digits.length < CHECKSUM_DIGITS) {
    digits = ALPHABET.charAt(value % ALPHABET.length) + digits;
    value = Math.floor(value / ALPHABET.length);
  }
  return digits;
}
