import type { Database, Queryable } from './database.ts';
import { rowMapper, type SelectedField } from './row-mapper.ts';

/** Beyond this many statement shapes per database the rest run unnamed, so that no client can fill the server. */
export const MAX_NAMED = 200;

/** What drizzle's builders share once a statement is complete. */
export interface Statement<Row> {
  /** Without a name the driver sends it unprepared; an empty name would still be kept by the connection. */
  prepare(name: string | undefined): { execute(params: Record<string, unknown>): Promise<Row[]> };
}

type Prepared = ReturnType<Statement<unknown>['prepare']>;

/** What drizzle's prepared selects hold on both drivers, and do not show in their types. */
interface Mapped {
  fields: SelectedField[];
  customResultMapper: ReturnType<typeof rowMapper>;
}

const caches = new WeakMap<Queryable, Map<string, Prepared>>();

/** Where a statement runs: the read pool of the database, or a transaction that is open on it. */
export interface Reader {
  db: Queryable;
  database: Database;
}

/**
 * Runs a statement with named parameters. On the read pool the built statement is kept by `shape` and prepared
 * under a name; building it anew for each request costs twice the whole list, and the driver sends an unnamed
 * statement unprepared. Two statements of one shape must have the same text.
 */
export async function runPrepared<Row>(
  { db, database }: Reader,
  shape: string,
  build: (db: Queryable) => Statement<Row>,
  params: Record<string, unknown>,
): Promise<Row[]> {
  if (db !== database.read) return build(db).prepare(undefined).execute(params);
  const cache = cacheOf(db);
  let prepared = cache.get(shape);
  if (!prepared) {
    const named = cache.size < MAX_NAMED;
    prepared = build(db).prepare(named ? `berth_${cache.size}` : undefined);
    const mapped = prepared as unknown as Mapped;
    mapped.customResultMapper = rowMapper(mapped.fields);
    if (named) cache.set(shape, prepared);
  }
  return prepared.execute(params) as Promise<Row[]>;
}

function cacheOf(db: Queryable): Map<string, Prepared> {
  let cache = caches.get(db);
  if (!cache) {
    cache = new Map();
    caches.set(db, cache);
  }
  return cache;
}
