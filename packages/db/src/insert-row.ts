import { getTableColumns, getTableName, is, SQL, sql } from 'drizzle-orm';
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core';
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

/**
 * Makes the row that an insert of these values stores, as a select reads it.
 * @throws when a column without a value has a default that only the database knows.
 */
export function insertedRow<T extends PgTable>(table: T, row: T['$inferInsert']): T['$inferSelect'] {
  const values = row as Record<string, unknown>;
  const stored: Record<string, unknown> = {};
  for (const [name, column] of Object.entries(getTableColumns(table))) {
    stored[name] = values[name] === undefined ? defaultOf(column) : values[name];
  }
  return stored as T['$inferSelect']; // each column has its value or its default
}

function defaultOf(column: PgColumn): unknown {
  if (!column.hasDefault) return null;
  if (column.default === undefined || is(column.default, SQL))
    throw new Error(`The default of the column ${column.name} is not known before it is stored`);
  return column.default;
}
