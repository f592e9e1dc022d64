export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
export type JsonObject = { [key: string]: Json };

/** Deeper than this, recursive code of ours and of libraries runs out of stack. */
export const MAX_DEPTH = 64;

/** Text that PostgreSQL and UTF-8 can hold: no NUL, no lone surrogate. */
export function isStorableText(text: string): boolean {
  return !text.includes('\u0000') && text.isWellFormed();
}

export interface TextProblem {
  path: string[];
  message: string;
}

/**
 * The first place of a parsed JSON document that cannot be stored: a NUL or a lone surrogate in a string or a
 * key, a number beyond a double's range, or nesting deeper than MAX_DEPTH. Null when there is none.
 */
export function findUnstorable(value: unknown, path: string[] = []): TextProblem | null {
  if (typeof value === 'string') {
    return isStorableText(value) ? null : { path, message: 'Text must not hold NUL or lone surrogates' };
  }
  if (typeof value === 'number' && !Number.isFinite(value))
    return { path, message: 'Number is out of range' };
  if (typeof value !== 'object' || value === null) return null;
  if (path.length >= MAX_DEPTH) return { path, message: `Nesting is limited to ${MAX_DEPTH} levels` };
  for (const [key, child] of Object.entries(value)) {
    if (!isStorableText(key)) return { path, message: 'Names must not hold NUL or lone surrogates' };
    const problem = findUnstorable(child, [...path, key]);
    if (problem) return problem;
  }
  return null;
}
