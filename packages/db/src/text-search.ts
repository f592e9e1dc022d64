import { sql } from 'drizzle-orm';
import type { Database, Queryable } from './database.ts';
import { rowsOf } from './rows.ts';

/** The ways in which a database can find a text inside columns. */
export interface TextSearch {
  /** True when the tables have their search indexes, which need the extension pg_trgm. */
  hasIndexes: boolean;
  /** True when the index can find a text: it holds words by three characters each. */
  finds(text: string): boolean;
}

/** The search index that every migration of search indexes makes first. */
const FIRST_INDEX = 'provider_configs_search';

const known = new WeakMap<Queryable, Promise<TextSearch>>();

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

async function readTextSearch(read: Queryable): Promise<TextSearch> {
  const [indexes] = await rowsOf<{ found: boolean }>(
    read,
    sql`select exists (
      select from pg_catalog.pg_index where indexrelid = to_regclass(${FIRST_INDEX}) and indisvalid
    ) as found`,
  );
  if (!indexes?.found) return { hasIndexes: false, finds: () => false };
  // In the locale C, words end at every letter beyond ASCII
  const [words] = await rowsOf<{ wide: boolean }>(read, sql`select 'äß' ~ '^[[:alpha:]]{2}$' as wide`);
  const word = words?.wide ? /[\p{L}\p{N}]{3}/u : /[a-z0-9]{3}/i;
  return { hasIndexes: true, finds: (text) => word.test(text) };
}

/**
 * Makes the search indexes if they are missing, where the database has the extensions or may create them. That takes as
 * long as the tables are large, and writes wait meanwhile.
 */
export async function makeSearchIndexes(db: Queryable): Promise<void> {
  if (await lacksSearchIndexes(db)) await db.execute(sql`select make_search_indexes()`);
}

/** Tells if a database whose migrations make search indexes has none. */
export async function lacksSearchIndexes(db: Queryable): Promise<boolean> {
  const [indexes] = await rowsOf<{ missing: boolean }>(
    db,
    sql`select to_regproc('make_search_indexes') is not null and to_regclass(${FIRST_INDEX}) is null as missing`,
  );
  return indexes?.missing ?? false;
}

/** Has the next search read anew how the database finds texts. */
export function forgetTextSearch(read: Queryable): void {
  known.delete(read);
}
