import { sql } from 'drizzle-orm';
import type { Queryable } from './database.ts';
import { rowsOf } from './rows.ts';

/** The extension Citus of a database, and the numbers of tables that it has placed on its nodes. */
export interface Citus {
  version: string;
  /** The tables whose rows lie in shards. */
  distributed: number;
  /** The tables that each node has in full. */
  reference: number;
}

/** Reads whether a database has the extension Citus; null when it lacks it. */
export async function citusOf(db: Queryable): Promise<Citus | null> {
  const version = await versionOfCitus(db);
  if (version === null) return null;
  const placed = [...(await placedTables(db)).values()];
  const count = (type: string): number => placed.filter((one) => one === type).length;
  return { version, distributed: count('distributed'), reference: count('reference') };
}

/** Tells if a database has the extension, without a look at its tables. */
export const hasCitus = async (db: Queryable): Promise<boolean> => (await versionOfCitus(db)) !== null;

async function versionOfCitus(db: Queryable): Promise<string | null> {
  const [found] = await rowsOf<{ version: string }>(
    db,
    sql`select extversion as version from pg_catalog.pg_extension where extname = 'citus'`,
  );
  return found?.version ?? null;
}

/** Reads how Citus has placed each table: `distributed`, `reference`, or another type of its own. */
export async function placedTables(db: Queryable): Promise<ReadonlyMap<string, string>> {
  const rows = await rowsOf<{ name: string; type: string }>(
    db,
    sql`select relname as name, citus_table_type as type
      from citus_tables join pg_catalog.pg_class on pg_class.oid = table_name
      where relnamespace = 'public'::regnamespace`,
  );
  return new Map(rows.map(({ name, type }) => [name, type]));
}
