import { LRUCache } from 'lru-cache';

/** The characters of a name that are read, from its end: the last words decide. */
const LONGEST = 100;

/** The words of the names that came last: a walk asks for those of each member. */
const known = new LRUCache<string, readonly string[]>({ max: 2_000 });

/**
 * The words of a member's name in lower case, without accents: `databaseUrl`, `DATABASE_URL` and `database-url` have
 * the same two.
 */
export function wordsOf(name: string): readonly string[] {
  // A slice keeps the whole name in memory, so it is no key of the cache
  if (name.length > LONGEST) return split(name.slice(-LONGEST));
  const kept = known.get(name);
  if (kept !== undefined) return kept;
  const words = split(name);
  known.set(name, words);
  return words;
}

const split = (name: string): string[] =>
  name
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/([a-z\d])([A-Z])/g, '$1 $2')
    .replaceAll(/([A-Z])([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z\d]+/)
    .filter((word) => word !== '');

/** Names as a list has them: a name matches when it ends with the words of an entry. */
export class NameList {
  readonly #entries: ReadonlySet<string>;
  readonly #longest: number;

  constructor(entries: readonly string[]) {
    this.#entries = new Set(entries);
    this.#longest = Math.max(...entries.map((entry) => entry.split(' ').length));
  }

  matches(words: readonly string[]): boolean {
    for (let count = 1; count <= Math.min(this.#longest, words.length); count++) {
      if (this.#entries.has(words.slice(-count).join(' '))) return true;
    }
    return false;
  }
}
