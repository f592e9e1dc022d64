import { KEYWORDS } from '../schema/keywords.ts';

// Keywords of neighbouring vocabularies that are one or two letters away from a keyword and intended
const NOT_TYPOS: ReadonlySet<string> = new Set([
  'example',
  'id',
  'name',
  'nullable',
  'order',
  'secret',
  'sensitive',
]);

const LONGEST_WORD = 40;

/**
 * Returns the keyword that a word was probably meant to be; `undefined` for a keyword and for a word that resembles
 * none.
 */
export function intendedKeyword(word: string): string | undefined {
  if (KEYWORDS.has(word) || NOT_TYPOS.has(word) || word.startsWith('x-') || word.length > LONGEST_WORD)
    return undefined;
  const lower = word.toLowerCase();
  let best: { keyword: string; distance: number } | undefined;
  for (const keyword of KEYWORDS) {
    if (keyword.startsWith('$') !== word.startsWith('$')) continue;
    const distance = editDistance(lower, keyword.toLowerCase());
    // One typing error for a short word, two for a long one
    if (distance > (keyword.length < 7 ? 1 : 2) || distance >= (best?.distance ?? 3)) continue;
    best = { keyword, distance };
  }
  return best?.keyword;
}

/** Counts the letters added, dropped, changed, or swapped with a neighbour. */
function editDistance(a: string, b: string): number {
  if (Math.abs(a.length - b.length) > 2) return 3;
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const changed = (last[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      let cost = Math.min(changed, (last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1);
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (swapped) cost = Math.min(cost, (beforeLast[j - 2] ?? 0) + 1);
      row.push(cost);
    }
    [beforeLast, last] = [last, row];
  }
  return last[b.length] ?? 0;
}
