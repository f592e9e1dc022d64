import { allOf, type Queryable } from '@berth/db';
import type { PgTable } from 'drizzle-orm/pg-core';

/** New rows by their tables, each table behind those that its rows refer to. */
export type NewRows = Map<PgTable, Record<string, unknown>[]>;

/** Inserts the rows with a statement for each table. */
export async function insertTogether(db: Queryable, rows: NewRows): Promise<void> {
  await allOf(...[...rows].map(async ([table, values]) => void (await db.insert(table).values(values))));
}

/** Inserts rows at once, or leaves them to `insertTogether` of the writer's `later`. */
export async function insertNew<T extends PgTable>(
  { db, later }: { db: Queryable; later?: NewRows },
  table: T,
  rows: readonly T['$inferInsert'][],
): Promise<void> {
  if (rows.length === 0) return;
  const added: NewRows = later ?? new Map();
  added.set(table, [...(added.get(table) ?? []), ...rows]);
  if (!later) await insertTogether(db, added);
}
