import { type SQL, sql } from 'drizzle-orm';
import type { Database } from './database.ts';

/** The ways in which a database can find a text inside columns. */
export interface TextSearch {
  /** True when the tables have their search indexes, which need the extension pg_trgm. */
  hasIndexes: boolean;
  /** True when the index can find a text: it holds words by three characters each. */
  finds(text: string): boolean;
}

/** The search index that every migration of search indexes makes first. */
const FIRST_INDEX = 'provider_configs_search';

const known = new WeakMap<Database['read'], Promise<TextSearch>>();

/** Reads once for each open database how it finds texts. */
export function textSearch({ read }: Pick<Database, 'read'>): Promise<TextSearch> {
  let found = known.get(read);
  if (!found) {
    found = readTextSearch(read).catch((error) => {
      known.delete(read);
      throw error;
    });
    known.set(read, found);
  }
  return found;
}

async function readTextSearch(read: Database['read']): Promise<TextSearch> {
  const [indexes] = await rows<{ found: boolean }>(
    read,
    sql`select exists (
      select from pg_catalog.pg_index where indexrelid = to_regclass(${FIRST_INDEX}) and indisvalid
    ) as found`,
  );
  if (!indexes?.found) return { hasIndexes: false, finds: () => false };
  // In the locale C, words end at every letter beyond ASCII
  const [words] = await rows<{ wide: boolean }>(read, sql`select 'äß' ~ '^[[:alpha:]]{2}$' as wide`);
  const word = words?.wide ? /[\p{L}\p{N}]{3}/u : /[a-z0-9]{3}/i;
  return { hasIndexes: true, finds: (text) => word.test(text) };
}

/** The two drivers wrap the rows differently. */
async function rows<Row>(read: Database['read'], statement: SQL): Promise<Row[]> {
  const result: unknown = await read.execute(statement);
  return (Array.isArray(result) ? result : (result as { rows: unknown[] }).rows) as Row[];
}

/**
 * Makes the search indexes if they are missing, where the database has the extensions or may create them. Returns true
 * when there are indexes now.
 */
export async function makeTextSearch(database: Database): Promise<boolean> {
  if ((await textSearch(database)).hasIndexes) return true;
  await database.transaction((tx) => tx.execute(sql`select make_search_indexes()`));
  known.delete(database.read);
  return (await textSearch(database)).hasIndexes;
}
