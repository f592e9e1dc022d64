import { getAt, type Pointer, roundedLength } from '@berth/json-schema';
import type { JsonObject } from './document.ts';
import { valueProblems } from './errors.ts';

/**
 * The limits of a value, with that of its vault below it: members and items together, characters of all their names and
 * texts, and characters of the JSON Pointers to all of them. Kept secrets count on their own, each with its length
 * rounded up to a power of two, at least 64: the limit must not tell the length of one. They have twice the characters,
 * because rounding can double them; several writes, each with new secrets, cannot make a value larger.
 */
export const VALUE_BUDGET = {
  members: 21_000,
  characters: 1024 * 1024,
  pointers: 4 * 1024 * 1024,
  secrets: 2 * 1024 * 1024,
} as const;

interface Excess {
  code: string;
  message: string;
}

/** Finds the first limit that a value with kept secrets exceeds; null when it keeps all. */
export function excessIn(value: JsonObject, kept: readonly Pointer[]): Excess | null {
  const count = { members: 0, characters: 0, pointers: 0, secrets: 0 };
  for (const pointer of new Set(kept)) {
    const secret = getAt(value, pointer);
    if (typeof secret !== 'string') continue;
    count.secrets += roundedLength(secret.length);
    count.characters -= secret.length;
  }
  const pending: { item: unknown; length: number }[] = [{ item: value, length: 0 }];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { item, length } = next;
    if (typeof item === 'string') count.characters += item.length;
    if (typeof item !== 'object' || item === null) continue;
    const isArray = Array.isArray(item);
    for (const [name, child] of Object.entries(item)) {
      const below = length + 1 + name.length;
      count.members += 1;
      count.characters += isArray ? 0 : name.length;
      count.pointers += below;
      pending.push({ item: child, length: below });
    }
    const excess = excessOf(count);
    if (excess !== null) return excess;
  }
  return excessOf(count);
}

const NAMES = {
  members: 'members and items',
  characters: 'characters',
  pointers: 'characters of pointers',
  secrets: 'characters of kept secrets',
};

function excessOf(count: Record<keyof typeof VALUE_BUDGET, number>): Excess | null {
  for (const limit of Object.keys(NAMES) as (keyof typeof VALUE_BUDGET)[]) {
    if (count[limit] > VALUE_BUDGET[limit]) {
      const facts = { things: NAMES[limit], most: VALUE_BUDGET[limit] };
      const { code, message } = valueProblems.tooLarge(facts, []);
      return { code, message };
    }
  }
  return null;
}
