import { idText, instant } from '@berth/db';
import { foreignKey, index, json, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { instances } from '../instance/table.ts';

/** What was answered to requests that may come again. */
export const idempotencyRecords = pgTable(
  'idempotency_records',
  {
    instance_id: idText().notNull(),
    /** Method and path. */
    route: text().notNull(),
    /** As the caller sent it. */
    key: text().notNull(),
    /** HMAC of the request under the instance's data key: `<key version>.<hex>`. */
    payload: text().notNull(),
    answer: json().$type<Record<string, unknown>>().notNull(),
    created_at: instant().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.instance_id, table.route, table.key] }),
    index('idempotency_records_created').on(table.created_at),
    foreignKey({
      name: 'idempotency_records_instance_fk',
      columns: [table.instance_id],
      foreignColumns: [instances.id],
    }),
  ],
);
