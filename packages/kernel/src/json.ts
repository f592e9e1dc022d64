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

export interface Unstorable {
  code: 'invalid_text' | 'too_deep' | 'too_many_members';
  path: string[];
  message: string;
}

/**
 * Finds the first place of a parsed JSON document that cannot be stored: a NUL or a lone surrogate in a string or a
 * key, a number beyond a double's range, nesting deeper than MAX_DEPTH, or the object or array that brings the total
 * above MAX_MEMBERS. Null when there is none.
 */
export function findUnstorable(value: unknown): Unstorable | null {
  const path: string[] = [];
  let members = 0;
  const found = (code: Unstorable['code'], message: string): Unstorable => ({
    code,
    path: [...path],
    message,
  });
  const look = (at: unknown): Unstorable | null => {
    if (typeof at === 'string') {
      return isStorableText(at) ? null : found('invalid_text', 'Text must not hold NUL or lone surrogates');
    }
    if (typeof at === 'number' && !Number.isFinite(at))
      return found('invalid_text', 'Number is out of range');
    if (typeof at !== 'object' || at === null) return null;
    if (path.length >= MAX_DEPTH) return found('too_deep', `Nesting is limited to ${MAX_DEPTH} levels`);
    const entries = Object.entries(at);
    members += entries.length;
    if (members > MAX_MEMBERS) {
      return found('too_many_members', `Members and items are limited to ${MAX_MEMBERS} in all`);
    }
    for (const [key, child] of entries) {
      if (!isStorableText(key)) return found('invalid_text', 'Names must not hold NUL or lone surrogates');
      path.push(key);
      const problem = look(child);
      if (problem) return problem;
      path.pop();
    }
    return null;
  };
  return look(value);
}
