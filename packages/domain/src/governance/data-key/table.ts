import { bytes, instant } from '@berth/db';
import { index, integer, pgTable, text, unique } from 'drizzle-orm/pg-core';
import { tenantKey, tenantRow } from '../tenant.ts';

/** The data keys of an instance, each wrapped under a master key. The newest seals; all open. */
export const dataKeys = pgTable(
  'data_keys',
  {
    ...tenantKey(),
    /** Counts the data keys of the instance; digests carry it. */
    version: integer().notNull(),
    master_key_id: text().notNull(),
    wrapped: bytes().notNull(),
    created_at: instant().notNull(),
    /** The time at which the data key was destroyed. `wrapped` is since then the key that proves its audit events. */
    erased_at: instant(),
  },
  (table) => [
    ...tenantRow(table),
    unique('data_keys_version').on(table.instance_id, table.version),
    index('data_keys_master_key').on(table.master_key_id),
  ],
);
