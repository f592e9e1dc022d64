import { idText, stamps } from '@berth/db';
import { tenantEntity } from '@berth/resource';
import { pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { byUpdate, tenantKey, tenantRow } from '../../governance/tenant.ts';

export const consumers = pgTable(
  'consumers',
  {
    ...tenantKey(),
    name: text().notNull(),
    email: text().notNull(),
    /** The API key whose own consumer this is. */
    api_key_id: idText(),
    ...stamps(),
  },
  (table) => [
    ...tenantRow(table),
    byUpdate(table),
    uniqueIndex('consumers_api_key').on(table.instance_id, table.api_key_id),
  ],
);

export const consumerEntity = tenantEntity({ name: 'consumer', kind: 'consumer', table: consumers });
