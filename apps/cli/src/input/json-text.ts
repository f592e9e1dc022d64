import { isExact } from './exact-number.ts';
import { inexactNumber, type Position, repeatedMember } from './position.ts';

const MARK = /["{}[\]]|-?\d[\d.eE+-]*/g;
/** A number without this is kept: a double holds up to 15 digits exactly. */
const MAYBE_INEXACT = /.{16}|[eE]/;
const COLON = /\s*:/y;

/**
 * Parses JSON. Refuses a member that is given twice, of which a parser keeps the last, and a number that would be
 * changed. Takes time linear in the text. @param what the text, as the message names it.
 * @throws SyntaxError, UsageError.
 */
export function parseJson(text: string, what: string): unknown {
  const value: unknown = JSON.parse(text);
  refuseChanged(text, what);
  return value;
}

/** Refuses a valid JSON text of which a parser keeps something else than it says. */
function refuseChanged(text: string, what: string): void {
  const open: (Set<string> | null)[] = [];
  MARK.lastIndex = 0;
  for (let found = MARK.exec(text); found !== null; found = MARK.exec(text)) {
    const [mark] = found;
    if (mark === '{') open.push(new Set());
    else if (mark === '[') open.push(null);
    else if (mark === '}' || mark === ']') open.pop();
    else if (mark !== '"') {
      if (MAYBE_INEXACT.test(mark) && !isExact(mark, Number(mark)))
        throw inexactNumber(what, positionOf(text, found.index));
    } else {
      const end = afterString(text, found.index);
      MARK.lastIndex = end;
      COLON.lastIndex = end;
      const names = open.at(-1);
      if (!names || !COLON.test(text)) continue;
      const name = JSON.parse(text.slice(found.index, end)) as string; // a string of JSON, by its quotes
      if (names.has(name)) throw repeatedMember(what, positionOf(text, found.index));
      names.add(name);
    }
  }
}

function positionOf(text: string, at: number): Position {
  const lines = text.slice(0, at).split('\n');
  return { line: lines.length, col: (lines.at(-1) ?? '').length + 1 };
}

/** Returns the place behind the string that begins at `start`. */
function afterString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    const char = text[at];
    if (char === '"') return at + 1;
    if (char === '\\') at++;
  }
  return text.length;
}
