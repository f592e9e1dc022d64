import { getTableName, type SQL, sql } from 'drizzle-orm';
import { type AnyPgColumn, customType, foreignKey, integer, text } from 'drizzle-orm/pg-core';

/** An id column. Collation C makes text order the order of the bytes, and so the order of creation. */
export const idText = customType<{ data: string; driverData: string }>({
  dataType: () => 'text COLLATE "C"',
});

/**
 * A point in time, as an ISO 8601 string in UTC with milliseconds. Precision 3 on purpose: a microsecond that
 * JavaScript cannot hold makes a keyset on this column loop for ever.
 */
export const instant = customType<{ data: string; driverData: string }>({
  dataType: () => 'timestamp (3) with time zone',
  fromDriver: isoFromPostgres,
});

/** Bytes as a `Buffer`: one driver gives any `Uint8Array`. */
export const bytes = customType<{ data: Buffer; driverData: Uint8Array }>({
  dataType: () => 'bytea',
  fromDriver: (value) => Buffer.from(value),
});

/** `2026-01-10 14:45:00.12+00` → `2026-01-10T14:45:00.120Z`. Sessions run in UTC, so the offset is always +00. */
function isoFromPostgres(text: string): string {
  const fraction = text.slice(20, text.length - 3);
  return `${text.slice(0, 10)}T${text.slice(11, 19)}.${fraction.padEnd(3, '0')}Z`;
}

/** Columns that every resource has. */
export const stamps = () => ({
  row_version: integer().notNull().default(1),
  created_at: instant().notNull(),
  updated_at: instant().notNull(),
});

/** The values of `stamps` for a new row. */
export const stamp = (now: Date) => ({ created_at: now.toISOString(), updated_at: now.toISOString() });

/** What every change of a row sets. */
export const touch = (
  table: { row_version: AnyPgColumn },
  now: Date,
): { row_version: SQL; updated_at: string } => ({
  row_version: sql`${table.row_version} + 1`,
  updated_at: now.toISOString(),
});

/** Columns of rows that are archived instead of deleted. */
export const archivable = () => ({
  status: text().$type<'active' | 'archived'>().notNull().default('active'),
  archived_at: instant(),
});

/** What archiving a row sets. */
export const archived = (now: Date) => ({ status: 'archived' as const, archived_at: now.toISOString() });

/** A foreign key, named after its table and the last of its columns: `provider_configs_provider_deployment_fk`. */
export function link(from: [...AnyPgColumn[], AnyPgColumn], to: [...AnyPgColumn[], AnyPgColumn]) {
  const last = from[from.length - 1] as AnyPgColumn;
  const name = `${getTableName(last.table)}_${last.name.replace(/_id$/, '')}_fk`;
  return foreignKey({ name, columns: from as [AnyPgColumn], foreignColumns: to as [AnyPgColumn] });
}

/** The text form of a PostgreSQL array, which both drivers pass on untouched. */
export function pgArray(values: readonly string[]): string {
  return `{${values.map((value) => `"${value.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`).join(',')}}`;
}
