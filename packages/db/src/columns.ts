import { getTableName, type SQL, sql } from 'drizzle-orm';
import { type AnyPgColumn, customType, foreignKey, integer, text } from 'drizzle-orm/pg-core';

/** An id column. Collation C sorts by bytes, and so by creation. */
export const idText = customType<{ data: string; driverData: string }>({
  dataType: () => 'text COLLATE "C"',
});

/**
 * A timestamp, as an ISO 8601 string in UTC with milliseconds. Precision 3 on purpose: JavaScript cannot hold
 * microseconds, and a keyset on a column with microseconds loops for ever.
 */
export const instant = customType<{ data: string; driverData: string }>({
  dataType: () => 'timestamp (3) with time zone',
  fromDriver: isoFromPostgres,
});

/** Bytes as a `Buffer`. The driver returns any `Uint8Array`. */
export const bytes = customType<{ data: Buffer; driverData: Uint8Array }>({
  dataType: () => 'bytea',
  fromDriver: (value) => Buffer.from(value),
});

/**
 * Converts `2026-01-10 14:45:00.12+00` to `2026-01-10T14:45:00.120Z`. Sessions run in UTC, so the offset is always +00.
 */
function isoFromPostgres(text: string): string {
  const fraction = text.slice(20, text.length - 3);
  return `${text.slice(0, 10)}T${text.slice(11, 19)}.${fraction.padEnd(3, '0')}Z`;
}

/** The timestamp columns of every resource. */
export const stamps = () => ({
  row_version: integer().notNull().default(1),
  created_at: instant().notNull(),
  updated_at: instant().notNull(),
});

/** The values of `stamps` for a new row. */
export const stamp = (now: Date) => ({ created_at: now.toISOString(), updated_at: now.toISOString() });

/**
 * The members that every change of a row sets. Its time never goes back, whatever the clock of the process: no row is
 * changed before it is created.
 */
export const touch = (
  table: { row_version: AnyPgColumn; updated_at: AnyPgColumn },
  now: Date,
): { row_version: SQL; updated_at: SQL } => touchAt(table, sql`${now.toISOString()}`);

/** Like `touch`, at a time in SQL. */
export const touchAt = (
  table: { row_version: AnyPgColumn; updated_at: AnyPgColumn },
  now: SQL,
): { row_version: SQL; updated_at: SQL } => ({
  row_version: sql`${table.row_version} + 1`,
  updated_at: sql`greatest(${table.updated_at}, ${now}::timestamptz)`,
});

/** Columns of rows that are archived, not deleted. */
export const archivable = () => ({
  status: text().$type<'active' | 'archived'>().notNull().default('active'),
  archived_at: instant(),
});

/** The members that archiving a row sets. */
export const archived = (now: Date) => ({ status: 'archived' as const, archived_at: now.toISOString() });

/** The members that unarchiving a row sets. */
export const unarchived = () => ({ status: 'active' as const, archived_at: null });

/** A foreign key, named after its table and its last column: `provider_configs_provider_deployment_fk`. */
export function link(from: [...AnyPgColumn[], AnyPgColumn], to: [...AnyPgColumn[], AnyPgColumn]) {
  const last = from[from.length - 1] as AnyPgColumn;
  const name = `${getTableName(last.table)}_${last.name.replace(/_id$/, '')}_fk`;
  return foreignKey({ name, columns: from as [AnyPgColumn], foreignColumns: to as [AnyPgColumn] });
}

/** Formats a PostgreSQL array literal, which the driver passes on unchanged. */
export function pgArray(values: readonly string[]): string {
  return `{${values.map((value) => `"${value.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`).join(',')}}`;
}
