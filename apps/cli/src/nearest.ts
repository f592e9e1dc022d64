/** Finds the word that was probably meant; null when none is similar. */
export function nearest(text: string, words: Iterable<string>): string | null {
  const ranked = [...words]
    .map((word) => ({ word, distance: Math.min(...endsOf(word).map((end) => distance(bare(text), end))) }))
    .sort((a, b) => a.distance - b.distance || a.word.length - b.word.length);
  const [best] = ranked;
  return best && best.distance <= Math.max(1, Math.floor(text.length / 3)) ? best.word : null;
}

/** Makes `Did you mean x?` for the nearest word; null when none is similar. */
export function didYouMean(text: string, words: Iterable<string>): string | null {
  const word = nearest(text, words);
  return word === null ? null : `Did you mean ${word}?`;
}

const bare = (word: string): string => word.replace(/^-+/, '');

/** Lists the ends of a word: `configs` may mean `provider-configs`, too. */
function endsOf(word: string): string[] {
  const parts = bare(word).split('-');
  return parts.map((_, index) => parts.slice(index).join('-'));
}

/** Counts the letters to add, remove, change or swap with the next (optimal string alignment). */
function distance(a: string, b: string): number {
  let before: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const isSwapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      const swap = isSwapped ? (before[j - 2] ?? 0) + 1 : change;
      next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, change, swap));
    }
    before = row;
    row = next;
  }
  return row.at(-1) ?? 0;
}
