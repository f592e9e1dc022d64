import { UsageError } from '../usage-error.ts';

/** A place in a text. Lines and columns count from 1. */
export interface Place {
  line: number;
  col: number;
}

export const placeText = (place: Place | undefined): string =>
  place ? ` at line ${place.line}, column ${place.col}` : '';

/** Makes the error for a member that is given twice. @param what the text, as the message names it. */
export const repeatedMember = (what: string, at: Place | undefined): UsageError =>
  new UsageError(`${what} gives a member twice${placeText(at)}.`, 'Keep one of the two.');

/** Makes the error for a number that a double of IEEE 754 would change. */
export const inexactNumber = (what: string, at: Place | undefined): UsageError =>
  new UsageError(
    `${what} holds a number${placeText(at)} that cannot be kept exactly.`,
    'Write it as a string, in quotes.',
  );
