import { errorSections } from '../../src/error-catalog.ts';
import type { ErrorRow } from '../../src/face/face.ts';

/** Finds the row of a code in a section of the catalogue. @throws Error when there is none. */
export function rowOf(section: string, status: number, code: string): ErrorRow {
  const rows = errorSections.find(({ name }) => name === section)?.rows ?? [];
  const found = rows.find((row) => row.code === code && row.status === status);
  if (!found) throw new Error(`The catalogue has no ${status} ${code} on the ${section} face`);
  return found;
}

/** Makes the expression of a text: each place in braces stands for one or more characters. */
export const expressionOf = (text: string): RegExp =>
  new RegExp(
    `^${text
      .split(/\{\w+\}/)
      .map((part) => part.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&'))
      .join('.+')}$`,
    's',
  );

/** Tells if a message is one of the texts. */
export const isAmong = (message: string, texts: readonly string[]): boolean =>
  texts.some((text) => expressionOf(text).test(message));
