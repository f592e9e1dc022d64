import type { SQL } from 'drizzle-orm';
import type { Queryable } from './database.ts';

/** Runs a statement and returns its rows, which the drivers wrap differently. */
export async function rowsOf<Row>(db: Queryable, statement: SQL): Promise<Row[]> {
  const result: unknown = await db.execute(statement);
  return (Array.isArray(result) ? result : (result as { rows: unknown[] }).rows) as Row[];
}
