import { bytes, idText, instant } from '@berth/db';
import { foreignKey, index, integer, pgTable, primaryKey, text, unique } from 'drizzle-orm/pg-core';
import { instances } from '../instance/table.ts';

/** The data keys of an instance, each sealed under a master key. The newest seals, all open. */
export const dataKeys = pgTable(
  'data_keys',
  {
    instance_id: idText().notNull(),
    id: idText().notNull(),
    /** Counts the data keys of the instance; digests carry it. */
    version: integer().notNull(),
    master_key_id: text().notNull(),
    wrapped: bytes().notNull(),
    created_at: instant().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.instance_id, table.id] }),
    unique('data_keys_version').on(table.instance_id, table.version),
    foreignKey({
      name: 'data_keys_instance_fk',
      columns: [table.instance_id],
      foreignColumns: [instances.id],
    }),
    index('data_keys_master_key').on(table.master_key_id),
  ],
);
