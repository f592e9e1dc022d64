import { isScalar, type ParseOptions } from 'yaml';
import { UsageError } from '../usage-error.ts';

const MARK = /["{}[\]]/g;
const COLON = /\s*:/y;

/**
 * Refuses a valid JSON text that gives a member twice in one object: a parser keeps the last and says nothing. Takes
 * time linear in the text. @param what the text, as the message names it. @throws UsageError
 */
export function refuseRepeated(text: string, what: string): void {
  const at = repeatedAt(text);
  if (at === null) return;
  const lines = text.slice(0, at).split('\n');
  throw repeatedMember(what, { line: lines.length, col: (lines.at(-1) ?? '').length + 1 });
}

/** Makes the error for a member that is given twice. Columns count from 1. */
export const repeatedMember = (what: string, place: { line: number; col: number } | undefined): UsageError =>
  new UsageError(`${what} gives a member twice${placeText(place)}.`, 'Keep one of the two.');

export const placeText = (place: { line: number; col: number } | undefined): string =>
  place ? ` at line ${place.line}, column ${place.col}` : '';

/** Takes keys of YAML for the same whose members in JSON have one name: `1` and `"1"`. */
export const isSameKey: ParseOptions['uniqueKeys'] & {} = (one, other) =>
  one === other || (isScalar(one) && isScalar(other) && nameOf(one.value) === nameOf(other.value));

const nameOf = (key: unknown): string => (key === null ? '' : String(key));

/** Returns the place of the first name that comes again in its object. */
function repeatedAt(text: string): number | null {
  const open: (Set<string> | null)[] = [];
  MARK.lastIndex = 0;
  for (let found = MARK.exec(text); found !== null; found = MARK.exec(text)) {
    const [mark] = found;
    if (mark === '{') open.push(new Set());
    else if (mark === '[') open.push(null);
    else if (mark !== '"') open.pop();
    else {
      const end = afterString(text, found.index);
      MARK.lastIndex = end;
      COLON.lastIndex = end;
      const names = open.at(-1);
      if (!names || !COLON.test(text)) continue;
      const name = JSON.parse(text.slice(found.index, end)) as string;
      if (names.has(name)) return found.index;
      names.add(name);
    }
  }
  return null;
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
