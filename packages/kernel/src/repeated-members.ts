import type { Problem } from './errors.ts';
import { MAX_DEPTH, storageProblems } from './json.ts';
import { afterString } from './json-text.ts';
import { MOST_PROBLEMS } from './shown-problems.ts';

const COLON = /\s*:/y;

/**
 * Finds the members that a valid JSON text gives again within one object, of which a parser keeps the last.
 * @param value the parsed text.
 */
export const repeatedMembers = (text: string, value: unknown): Problem[] =>
  membersIn(text) === membersOf(value) ? [] : repeatedIn(text).map((path) => storageProblems.repeated(path));

/** Counts the members that a text gives: one for each colon outside of a string. */
function membersIn(text: string): number {
  let members = 0;
  for (let at = 0; at < text.length; ) {
    const char = text.charCodeAt(at);
    if (char === 0x3a) members++;
    at = char === 0x22 ? afterString(text, at) : at + 1;
  }
  return members;
}

/** Counts the members of a parsed text, however deep it is. */
function membersOf(value: unknown): number {
  let members = 0;
  const pending = [value];
  while (pending.length > 0) {
    const one = pending.pop();
    if (typeof one !== 'object' || one === null) continue;
    const within = Object.values(one);
    if (!Array.isArray(one)) members += within.length;
    for (const member of within) pending.push(member);
  }
  return members;
}

/** An object or array that is open at some place of the text, and the member or item of it that is read there. */
interface Open {
  names: Set<string> | null;
  at: string | number;
}

/** Finds the paths of the members that are given again. Deeper ones than any document may have are left out. */
function repeatedIn(text: string): string[][] {
  const found: string[][] = [];
  const open: Open[] = [];
  for (let at = 0; at < text.length && found.length < MOST_PROBLEMS; ) {
    const char = text[at];
    const inner = open.at(-1);
    const start = at++;
    if (char === '{') open.push({ names: new Set(), at: '' });
    else if (char === '[') open.push({ names: null, at: 0 });
    else if (char === '}' || char === ']') open.pop();
    else if (char === ',' && typeof inner?.at === 'number') inner.at++;
    else if (char === '"') {
      at = afterString(text, start);
      COLON.lastIndex = at;
      if (!inner?.names || !COLON.test(text)) continue;
      const name: string = JSON.parse(text.slice(start, at));
      inner.at = name;
      if (inner.names.has(name) && open.length <= MAX_DEPTH) found.push(open.map((one) => String(one.at)));
      inner.names.add(name);
    }
  }
  return found;
}
