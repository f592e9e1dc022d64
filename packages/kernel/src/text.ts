import type { Problem } from './errors.ts';
import { isUnseen } from './name.ts';
import { problemTexts } from './texts.ts';

/*
 * Texts that people write and others read: names, titles, descriptions, reasons. A text that nobody can see, one that
 * turns the direction of what stands around it, and one that moves the cursor of a terminal would mislead its readers.
 */

/** The form of a text: one line, or lines with tabs. */
export type TextForm = 'line' | 'lines';

/** Control characters, and the characters that embed, override or isolate a direction (UAX 9 §2). */
const REFUSED: Readonly<Record<TextForm, RegExp>> = {
  // U+2028 and U+2029 separate lines and paragraphs
  line: /[\p{Cc}\u2028-\u202e\u2066-\u2069]/u,
  lines: /[^\P{Cc}\t\n\r]|[\u202a-\u202e\u2066-\u2069]/u,
};

export const textProblems = problemTexts({
  unseen: { code: 'invalid_min_length', message: 'Must have a character that can be seen.' },
  line: {
    code: 'invalid_characters',
    message:
      'May have no control characters, line breaks or tabs, and none of the characters U+202A to U+202E and U+2066 to U+2069, which change the direction of text.',
  },
  lines: {
    code: 'invalid_characters',
    message:
      'May have no control characters but tabs and line breaks, and none of the characters U+202A to U+202E and U+2066 to U+2069, which change the direction of text.',
  },
});

/** Finds the problem of a text at `path`; null when it has none. A blank text is one only where a text is needed. */
export function textProblem(
  text: string,
  form: TextForm,
  { path = [], isNeeded = false }: { path?: readonly string[]; isNeeded?: boolean } = {},
): Problem | null {
  const isBlank = text.trim() === '';
  if ((isNeeded || !isBlank) && isUnseen(text)) return textProblems.unseen(path, { min: 1 });
  return !isBlank && REFUSED[form].test(text) ? textProblems[form](path) : null;
}

/** Removes the characters that a text of one line may not have. Texts of earlier releases may have some. */
export const withoutRefused = (text: string): string => text.replace(new RegExp(REFUSED.line, 'gu'), '');

/**
 * Cuts a text to `most` characters, without spaces at its end. Characters are code points, as JSON Schema (Validation
 * §6.3.1) and PostgreSQL count them.
 */
export const cutCharacters = (text: string, most: number): string =>
  text.length <= most ? text : [...text].slice(0, most).join('').trimEnd();
