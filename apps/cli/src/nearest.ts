/** The word that was probably meant; null when none is like it. */
export function nearest(text: string, words: Iterable<string>): string | null {
  const ranked = [...words]
    .map((word) => ({ word, distance: distance(text, word) }))
    .sort((a, b) => a.distance - b.distance);
  const [best] = ranked;
  return best && best.distance <= Math.max(1, Math.floor(text.length / 3)) ? best.word : null;
}

/** `Did you mean "x"?` for the nearest word; null when none is like it. */
export function didYouMean(text: string, words: Iterable<string>): string | null {
  const word = nearest(text, words);
  return word === null ? null : `Did you mean ${word}?`;
}

/** How many letters must be added, taken away or changed (Levenshtein). */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, change));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
