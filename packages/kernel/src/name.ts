import type { Problem } from './errors.ts';
import { invalidMember } from './input.ts';
import { problemTexts } from './texts.ts';

/*
 * Names that programs look rows up by, such as the handle of a config. A name is stored in Unicode normalization form C
 * (UAX 15), without spaces at its ends, so that two spellings that look alike are one name.
 */

/**
 * Control, format, private-use and unassigned characters, surrogates, characters without a width or a shape, line and
 * paragraph separators, and all white space but the space.
 */
const UNSEEN = /[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800]|(?! )\p{Zs}/u;

export const nameProblems = problemTexts({
  blank: { code: 'invalid_min_length', message: 'Must have a character that is no space.' },
  unseen: {
    code: 'invalid_characters',
    message:
      'May have letters, digits, punctuation, symbols and the space; no other white space, and no control, format, zero-width, bidirectional, private-use or unassigned characters.',
  },
  long: { code: 'invalid_max_length', message: 'Must have {max} characters or fewer.' },
});

/** True for a text without a character that a reader can see. */
export function isUnseen(text: string): boolean {
  for (const character of text) if (!UNSEEN.test(character) && character.trim() !== '') return false;
  return true;
}

/** Normalizes a name. */
export const normalName = (text: string): string => text.normalize('NFC').replace(/^ +| +$/g, '');

/** Finds the problem of a name at `path`, which may have up to `most` characters; null when it has none. */
export function nameProblem(text: string, most: number, path: readonly string[] = []): Problem | null {
  if (text.trim() === '') return nameProblems.blank(path, { min: 1 });
  if (UNSEEN.test(text)) return nameProblems.unseen(path);
  return [...normalName(text)].length <= most ? null : nameProblems.long({ max: most }, path, { max: most });
}

/** Reads a name from the body, where it stands at `path`. @throws DomainError `invalid_data`. */
export function readName(text: string, most: number, path: string[]): string {
  const problem = nameProblem(text, most, path);
  if (problem) throw invalidMember(problem);
  return normalName(text);
}

/**
 * Lists the spellings under which a name may be stored: the normal one, and those that releases before the
 * normalization may have stored as they were sent.
 */
export const spellingsOf = (text: string): string[] => [
  ...new Set([normalName(text), text, normalName(text).normalize('NFD')]),
];
