import { bytes, idText, instant } from '@berth/db';
import { foreignKey, index, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { instances } from '../instance/table.ts';

/** The data keys of an instance, each sealed under a master key. The newest seals, all open. */
export const dataKeys = pgTable(
  'data_keys',
  {
    instance_id: idText().notNull(),
    id: idText().notNull(),
    master_key_id: text().notNull(),
    wrapped: bytes().notNull(),
    created_at: instant().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.instance_id, table.id] }),
    foreignKey({
      name: 'data_keys_instance_fk',
      columns: [table.instance_id],
      foreignColumns: [instances.id],
    }),
    index('data_keys_master_key').on(table.master_key_id),
  ],
);
