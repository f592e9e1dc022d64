import { getTableName, sql } from 'drizzle-orm';
import type { PgTable } from 'drizzle-orm/pg-core';
import { type Reader, runPrepared, type Statement } from './prepared.ts';
import { leave } from './sent.ts';

/**
 * Inserts a row in an open transaction, without a wait for the answer: a failure fails the transaction. The statement
 * for the columns that the row has is kept built; the other columns get their defaults.
 */
export function insertRow<T extends PgTable>(place: Reader, table: T, row: T['$inferInsert']): void {
  const values = row as Record<string, unknown>;
  const names = Object.keys(values).filter((name) => values[name] !== undefined);
  const inserted = runPrepared(
    place,
    `insert ${getTableName(table)} ${names.join()}`,
    (db) => {
      const placeholders = Object.fromEntries(names.map((name) => [name, sql.placeholder(name)]));
      // The type of an insert holds its table; here it may be any
      return db.insert(table as PgTable).values(placeholders) as unknown as Statement<never>;
    },
    values,
  );
  leave(place.db, inserted);
}
