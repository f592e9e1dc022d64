import { bytes, idText, instant } from '@berth/db';
import { sql } from 'drizzle-orm';
import { check, index, json, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { dataKeys } from '../data-key/table.ts';
import { linkInInstance, linkToInstance } from '../tenant.ts';

/** Answers to requests that may be repeated. */
export const idempotencyRecords = pgTable(
  'idempotency_records',
  {
    instance_id: idText().notNull(),
    /** The method and the path. */
    route: text().notNull(),
    /** The key as the caller sent it. */
    key: text().notNull(),
    /** HMAC of the request and its API key, under the instance's data key: `<key version>.<hex>`. */
    payload: text().notNull(),
    /** An answer that shows no part of a value. Other answers are sealed. */
    answer: json().$type<Record<string, unknown>>(),
    data_key_id: idText(),
    ciphertext: bytes(),
    created_at: instant().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.instance_id, table.route, table.key] }),
    index('idempotency_records_created').on(table.created_at),
    check(
      'idempotency_records_answer',
      sql`(${table.answer} is null) = (${table.ciphertext} is not null) and (${table.ciphertext} is null) = (${table.data_key_id} is null)`,
    ),
    linkInInstance(table, table.data_key_id, dataKeys),
    linkToInstance(table),
  ],
);
