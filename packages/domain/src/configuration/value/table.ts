import { bytes, idText, instant } from '@berth/db';
import { foreignKey, integer, pgTable, primaryKey } from 'drizzle-orm/pg-core';
import { specifications } from '../../catalog/specification/table.ts';
import { ownerIsVisible, providerOwner } from '../../columns.ts';
import { dataKeys } from '../../governance/data-key/table.ts';

/**
 * The values of configs and vaults, each state of one a row: number, specification it was valid for, ciphertext.
 * The owner's `revision` says which one is current, and its foreign key that it is there.
 */
export const valueRevisions = pgTable(
  'value_revisions',
  {
    instance_id: idText().notNull(),
    owner_id: idText().notNull(),
    revision: integer().notNull(),
    provider_owner: providerOwner(),
    specification_id: idText().notNull(),
    data_key_id: idText().notNull(),
    ciphertext: bytes().notNull(),
    created_by: idText().notNull(),
    created_at: instant().notNull(),
  },
  (table) => [
    ownerIsVisible('value_revisions_owner', table),
    primaryKey({ columns: [table.instance_id, table.owner_id, table.revision] }),
    foreignKey({
      name: 'value_revisions_specification_fk',
      columns: [table.provider_owner, table.specification_id],
      foreignColumns: [specifications.owner_id, specifications.id],
    }),
    foreignKey({
      name: 'value_revisions_data_key_fk',
      columns: [table.instance_id, table.data_key_id],
      foreignColumns: [dataKeys.instance_id, dataKeys.id],
    }),
  ],
);
