import type { SQL } from 'drizzle-orm';
import type { Database, Queryable } from './database.ts';
import { type UsualShapes, usualShapes } from './prepared-shapes.ts';
import { type BuiltText, builtText, send } from './prepared-text.ts';
import { rowMapper, type SelectedField } from './row-mapper.ts';

/**
 * The number of statements kept built per database and prepared per connection, so that no client can fill either. Of
 * the largest lists they take 10 MB here, and 50 MB in the process that serves a connection.
 */
export const MAX_PREPARED = 200;

/**
 * A shape earns its place when fewer than this many other shapes come between its first two uses. Takes about 200 kB.
 */
const REMEMBERED_SHAPES = 1_000;

/** The common interface of drizzle's builders for a complete statement. */
export interface Statement<Row> {
  /** Without a name the driver sends it unprepared. An empty name would still make the connection keep it. */
  prepare(name: string | undefined): Prepared<Row>;
}

/** Makes a statement of raw SQL with placeholders, for an open transaction. */
export const rawStatement = <Row>(db: Queryable, query: SQL): Statement<Row> => ({
  prepare: () => db.execute(query) as unknown as Prepared<Row>, // drizzle gives raw SQL no type
});

interface Prepared<Row> {
  execute(params: Record<string, unknown>): Promise<Row[]>;
}

/** Members of drizzle's prepared selects that their types do not show. */
interface Mapped {
  fields: SelectedField[];
  customResultMapper: ReturnType<typeof rowMapper>;
}

const caches = new WeakMap<Queryable, UsualShapes<Prepared<unknown>>>();

/** The statements of transactions that are kept built. */
const texts = new WeakMap<Database, UsualShapes<BuiltText<unknown>>>();

/** The place where a statement runs: the read pool of the database, or an open transaction on it. */
export interface Reader {
  db: Queryable;
  database: Database;
}

/**
 * Runs a statement with named parameters. Statements of the usual shapes are kept built, those of the read pool and
 * those of transactions; an unusual one is built anew, which costs twice the whole list, and on the read pool it is
 * sent unprepared. Two statements of one shape must have the same text.
 *
 * drizzle only tells the driver that a statement has a name. postgres.js finds the prepared statement by its text on
 * each connection, and closes the least recently used one beyond `max_prepared`. A statement that cannot be built
 * throws at once, so that no transaction commits without it.
 */
export function runPrepared<Row>(
  { db, database }: Reader,
  shape: string,
  build: (db: Queryable) => Statement<Row>,
  params: Record<string, unknown>,
): Promise<Row[]> {
  if (db !== database.read) return inTransaction({ db, database }, shape, build, params);
  const usual = cacheOf(db).use(shape, () => withMapper(build(db).prepare(shape)));
  const prepared = usual ?? withMapper(build(db).prepare(undefined));
  const execute = () => prepared.execute(params) as Promise<Row[]>;
  return database.readPlaces ? database.readPlaces(execute) : execute();
}

function inTransaction<Row>(
  { db, database }: Reader,
  shape: string,
  build: (db: Queryable) => Statement<Row>,
  params: Record<string, unknown>,
): Promise<Row[]> {
  let kept = texts.get(database);
  if (!kept) {
    kept = usualShapes(MAX_PREPARED, REMEMBERED_SHAPES);
    texts.set(database, kept);
  }
  const make = () => builtText<Row>(build(db).prepare(undefined));
  return send(db, (kept.use(shape, make) as BuiltText<Row> | null) ?? make(), params);
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
