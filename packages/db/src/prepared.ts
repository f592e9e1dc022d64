import type { Database, Queryable } from './database.ts';
import { type UsualShapes, usualShapes } from './prepared-shapes.ts';
import { rowMapper, type SelectedField } from './row-mapper.ts';

/**
 * So many statements are kept built per database, and prepared per connection, so that no client can fill either. Of
 * the largest lists that is 10 MB here, and 50 MB in the process that serves a connection.
 */
export const MAX_PREPARED = 200;

/** So many shapes may be used between the first and the second use of one that earns its place. About 200 kB. */
const REMEMBERED_SHAPES = 1_000;

/** What drizzle's builders share once a statement is complete. */
export interface Statement<Row> {
  /** Without a name the driver sends it unprepared; an empty name would still be kept by the connection. */
  prepare(name: string | undefined): Prepared<Row>;
}

interface Prepared<Row> {
  execute(params: Record<string, unknown>): Promise<Row[]>;
}

/** What drizzle's prepared selects hold on both drivers, and do not show in their types. */
interface Mapped {
  fields: SelectedField[];
  customResultMapper: ReturnType<typeof rowMapper>;
}

const caches = new WeakMap<Queryable, UsualShapes<Prepared<unknown>>>();

/** Where a statement runs: the read pool of the database, or a transaction that is open on it. */
export interface Reader {
  db: Queryable;
  database: Database;
}

/**
 * Runs a statement with named parameters. On the read pool the statements of the usual shapes are kept built and are
 * prepared by each connection; building one anew costs twice the whole list, and an unusual one is sent unprepared.
 * Two statements of one shape must have the same text.
 *
 * drizzle only tells the driver that a statement has a name. postgres.js finds the prepared one by the text, on each
 * connection, and closes the one used longest ago beyond `max_prepared`. PGlite prepares nothing.
 */
export async function runPrepared<Row>(
  { db, database }: Reader,
  shape: string,
  build: (db: Queryable) => Statement<Row>,
  params: Record<string, unknown>,
): Promise<Row[]> {
  if (db !== database.read) return build(db).prepare(undefined).execute(params);
  const usual = cacheOf(db).use(shape, () => withMapper(build(db).prepare(shape)));
  const prepared = usual ?? withMapper(build(db).prepare(undefined));
  return prepared.execute(params) as Promise<Row[]>;
}

function withMapper<Row>(prepared: Prepared<Row>): Prepared<Row> {
  const mapped = prepared as unknown as Mapped;
  mapped.customResultMapper = rowMapper(mapped.fields);
  return prepared;
}

function cacheOf(db: Queryable): UsualShapes<Prepared<unknown>> {
  let cache = caches.get(db);
  if (!cache) {
    cache = usualShapes(MAX_PREPARED, REMEMBERED_SHAPES);
    caches.set(db, cache);
  }
  return cache;
}
