import { UsageError } from '../usage-error.ts';

/** A position in a text. Lines and columns count from 1. */
export interface Position {
  line: number;
  col: number;
}

export const positionText = (position: Position | undefined): string =>
  position ? ` at line ${position.line}, column ${position.col}` : '';

/** Makes the error for a member that is given twice. @param what the text, as the message names it. */
export const repeatedMember = (what: string, at: Position | undefined): UsageError =>
  new UsageError(`${what} gives a member twice${positionText(at)}.`, 'Keep one of the two.');

/** Makes the error for a number that a double of IEEE 754 would change. */
export const inexactNumber = (what: string, at: Position | undefined): UsageError =>
  new UsageError(
    `${what} holds a number${positionText(at)} that cannot be kept exactly.`,
    'Write it as a string, in quotes.',
  );
