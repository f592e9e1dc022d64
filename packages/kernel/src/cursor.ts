import type { Position } from './page.ts';

const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const PREFIX = 'cur_';
const MAX_LENGTH = 300;

/**
 * Decodes an opaque cursor: `cur_` and base 62 of the JSON `["after" | "before", id]` (contract of the root face). Null
 * for any other text.
 */
export function decodeCursor(text: string): Position | null {
  if (!text.startsWith(PREFIX) || text.length > MAX_LENGTH) return null;
  const digits = text.slice(PREFIX.length);
  if (!/^[0-9A-Za-z]+$/.test(digits)) return null;
  let value = 0n;
  for (const digit of digits) value = value * 62n + BigInt(DIGITS.indexOf(digit));
  const hex = value.toString(16);
  const json = Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex').toString();
  return positionFrom(json);
}

/** Encodes a position as a cursor for `decodeCursor`. */
export function encodeCursor({ side, id }: Position): string {
  let value = BigInt(`0x${Buffer.from(JSON.stringify([side, id])).toString('hex')}`);
  let digits = '';
  for (; value > 0n; value /= 62n) digits = DIGITS.charAt(Number(value % 62n)) + digits;
  return PREFIX + digits;
}

function positionFrom(json: string): Position | null {
  try {
    const [side, id, ...more] = JSON.parse(json) as unknown[];
    const known = side === 'after' || side === 'before' ? side : null;
    return known && typeof id === 'string' && more.length === 0 ? { side: known, id } : null;
  } catch {
    return null;
  }
}
