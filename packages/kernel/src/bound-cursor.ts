import { createHash } from 'node:crypto';
import { isStorableText } from './json.ts';
import type { Position } from './page.ts';

const MAX_LENGTH = 2_000;

/**
 * Encodes an opaque cursor that continues after a row of one list: base64url of the JSON `[list, id, at]`. `list` is a
 * hash of everything that decides which rows the list has and in which order.
 */
export function encodeBoundCursor(list: unknown, { id, at }: Omit<Position, 'side'>): string {
  return Buffer.from(JSON.stringify([hashOf(list), id, at ?? null])).toString('base64url');
}

/** Decodes a cursor that `encodeBoundCursor` made for the same list. Null for any other text. */
export function decodeBoundCursor(list: unknown, text: string): Position | null {
  if (text.length > MAX_LENGTH || !/^[\w-]+$/.test(text)) return null;
  const parts = partsOf(Buffer.from(text, 'base64url').toString());
  if (!parts || parts[0] !== hashOf(list)) return null;
  const [, id, at] = parts;
  if (typeof id !== 'string' || !isStorableText(id)) return null;
  if (at === null) return { side: 'after', id };
  return typeof at === 'string' && isStorableText(at) ? { side: 'after', id, at } : null;
}

const hashOf = (list: unknown): string =>
  createHash('sha256').update(JSON.stringify(list)).digest('base64url').slice(0, 12);

function partsOf(json: string): unknown[] | null {
  try {
    const parts: unknown = JSON.parse(json);
    return Array.isArray(parts) && parts.length === 3 ? parts : null;
  } catch {
    return null;
  }
}
