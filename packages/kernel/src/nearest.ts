/** The most letters of a word that is compared; a longer word has no nearest one. */
const LONGEST_WORD = 40;

/**
 * Returns the candidate that a word was probably meant to be, without regard to case: one typing error for a short
 * candidate, two for one of seven letters or more. The first of the nearest wins.
 */
export function nearest(word: string, candidates: Iterable<string>): string | undefined {
  if (word.length > LONGEST_WORD) return undefined;
  const lower = word.toLowerCase();
  let best: { candidate: string; distance: number } | undefined;
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - word.length) > 2) continue;
    const distance = editDistance(lower, candidate.toLowerCase());
    if (distance > (candidate.length < 7 ? 1 : 2) || distance >= (best?.distance ?? 3)) continue;
    best = { candidate, distance };
  }
  return best?.candidate;
}

/** Returns the name of a member that was probably meant, without regard to separators: `providerId`, `provider_id`. */
export function nearestName(name: string, known: readonly string[]): string | undefined {
  const plain = nearest(bare(name), known.map(bare));
  return known.find((word) => bare(word) === plain);
}

const bare = (name: string): string => name.toLowerCase().replaceAll(/[-_]/g, '');

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
