import { idText, instant } from '@berth/db';
import { sql } from 'drizzle-orm';
import { type AnyPgColumn, check, integer } from 'drizzle-orm/pg-core';

/** Columns that every table has. */
export const stamps = () => ({
  row_version: integer().notNull().default(1),
  created_at: instant().notNull(),
  updated_at: instant().notNull(),
});

/** The values of `stamps` for a new row. */
export const stamp = (now: Date) => ({ created_at: now.toISOString(), updated_at: now.toISOString() });

/** What every change of a row sets. */
export const touch = (table: { row_version: AnyPgColumn }, now: Date) => ({
  row_version: sql<number>`${table.row_version} + 1`,
  updated_at: now.toISOString(),
});

/** The owner of a catalogue row: an instance, or `public`. */
export const PUBLIC = 'public';

/** The columns by which a tenant row refers to a catalogue row: its owner beside its id. */
export const providerOwner = () => idText().notNull();

/** Only public rows and the instance's own can be referred to; the foreign key does the rest. */
export const ownerIsVisible = (
  name: string,
  table: { instance_id: AnyPgColumn; provider_owner: AnyPgColumn },
) => check(name, sql`${table.provider_owner} in (${table.instance_id}, 'public')`);
