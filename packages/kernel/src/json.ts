import type { Problem } from './errors.ts';
import { problemTexts } from './texts.ts';

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
export type JsonObject = { [key: string]: Json };

/** The deepest nesting allowed. Beyond it, recursive code here and in libraries may exhaust the stack. */
export const MAX_DEPTH = 64;

/** The most object members and array items in one document, counted together: the cost of processing each adds up. */
export const MAX_MEMBERS = 50_000;

/** Accepts text that PostgreSQL and UTF-8 can hold: no NUL, no lone surrogate. */
export function isStorableText(text: string): boolean {
  return !text.includes('\u0000') && text.isWellFormed();
}

export const storageProblems = problemTexts({
  text: { code: 'invalid_text', message: 'Must not hold NUL or half of a surrogate pair.' },
  name: { code: 'invalid_text', message: 'A name in here holds NUL or half of a surrogate pair.' },
  number: { code: 'invalid_text', message: 'Is a number beyond the range of a double.' },
  repeated: { code: 'repeated_member', message: 'This member is given more than once; send it once.' },
  tooDeep: { code: 'too_deep', message: 'Nests deeper than {max} levels.' },
  tooMany: {
    code: 'too_many_members',
    message: 'Brings the members and items of the document above {max}.',
  },
});

/**
 * Finds the first place of a parsed JSON document that cannot be stored: a NUL or a lone surrogate in a string or a
 * key, a number beyond a double's range, nesting deeper than MAX_DEPTH, or the object or array that brings the total
 * above MAX_MEMBERS. Null when there is none.
 */
export function findUnstorable(value: unknown): Problem | null {
  const path: string[] = [];
  let members = 0;
  const look = (at: unknown): Problem | null => {
    if (typeof at === 'string') return isStorableText(at) ? null : storageProblems.text(path);
    if (typeof at === 'number' && !Number.isFinite(at)) return storageProblems.number(path);
    if (typeof at !== 'object' || at === null) return null;
    if (path.length >= MAX_DEPTH) return storageProblems.tooDeep({ max: MAX_DEPTH }, path);
    const entries = Object.entries(at);
    members += entries.length;
    if (members > MAX_MEMBERS) return storageProblems.tooMany({ max: MAX_MEMBERS }, path);
    for (const [key, child] of entries) {
      if (!isStorableText(key)) return storageProblems.name(path);
      path.push(key);
      const problem = look(child);
      if (problem) return problem;
      path.pop();
    }
    return null;
  };
  return look(value);
}
