import type { SQL } from 'drizzle-orm';
import type { Queryable } from './database.ts';

/** Runs a statement and returns its rows; drizzle gives raw SQL no type. */
export const rowsOf = async <Row>(db: Queryable, statement: SQL): Promise<Row[]> =>
  (await db.execute(statement)) as unknown as Row[];
