import type { Database } from './database.ts';

/**
 * Makes a memory of what is made once for each key of a database, with at most `most` keys. When it is full, all are
 * made anew; an old one still serves those who have it.
 */
export function madeOnce<Made>(most: number): (database: Database, key: string, make: () => Made) => Made {
  const byDatabase = new WeakMap<Database, Map<string, Made>>();
  return (database, key, make) => {
    const made = byDatabase.get(database) ?? new Map<string, Made>();
    byDatabase.set(database, made);
    const known = made.get(key);
    if (known !== undefined) return known;
    if (made.size === most) made.clear();
    const fresh = make();
    made.set(key, fresh);
    return fresh;
  };
}
