import { invalidMember, type Problem } from './errors.ts';

/*
 * Names that programs look rows up by, such as the handle of a config. A name is stored in Unicode normalization form C
 * (UAX 15), without spaces at its ends, so that two spellings that look alike are one name.
 */

/**
 * Control, format, private-use and unassigned characters, surrogates, characters without a width or a shape, line and
 * paragraph separators, and all white space but the space.
 */
const UNSEEN = /[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800]|(?! )\p{Zs}/u;

const UNSEEN_MESSAGE =
  'Must hold no control, format, zero-width, bidirectional, private-use or unassigned characters, and no white space but the space';

/** Normalizes a name. */
export const normalName = (text: string): string => text.normalize('NFC').replace(/^ +| +$/g, '');

/** Finds the problem of a name, which may have up to `most` characters; null when it has none. */
export function nameProblem(text: string, most: number): Omit<Problem, 'path'> | null {
  if (text.trim() === '') return { code: 'invalid_min_length', message: 'Must not be blank', min: 1 };
  if (UNSEEN.test(text)) return { code: 'invalid_characters', message: UNSEEN_MESSAGE };
  const name = normalName(text);
  if ([...name].length <= most) return null;
  const message = `Invalid length, expected at most ${most} characters`;
  return { code: 'invalid_max_length', message, max: most };
}

/** Reads a name from the body, where it stands at `path`. @throws DomainError `invalid_data`. */
export function readName(text: string, most: number, path: string[]): string {
  const problem = nameProblem(text, most);
  if (problem) throw invalidMember(path, problem.code, problem.message);
  return normalName(text);
}

/**
 * Lists the spellings under which a name may be stored: the normal one, and those that releases before the
 * normalization may have stored as they were sent.
 */
export const spellingsOf = (text: string): string[] => [
  ...new Set([normalName(text), text, normalName(text).normalize('NFD')]),
];
