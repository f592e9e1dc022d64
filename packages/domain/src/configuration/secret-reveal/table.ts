import { idText, instant } from '@berth/db';
import { foreignKey, index, integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { providerConfigs } from '../provider-config/table.ts';

/** Each time that secrets were given out: to which key, of which revisions, and why. */
export const secretReveals = pgTable(
  'secret_reveals',
  {
    instance_id: idText().notNull(),
    id: idText().notNull(),
    provider_config_id: idText().notNull(),
    revision: integer(),
    vault_revision: integer(),
    reason: text().notNull(),
    revealed_to: idText().notNull(),
    request_id: idText().notNull(),
    created_at: instant().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.instance_id, table.id] }),
    index('secret_reveals_key').on(table.instance_id, table.revealed_to, table.created_at),
    foreignKey({
      name: 'secret_reveals_provider_config_fk',
      columns: [table.instance_id, table.provider_config_id],
      foreignColumns: [providerConfigs.instance_id, providerConfigs.id],
    }),
  ],
);
