import { sql } from 'drizzle-orm';
import { bigint, check, pgTable, smallint } from 'drizzle-orm/pg-core';

/**
 * A single row that counts the changes that other processes have to know. Each change counts in its own transaction, so
 * a reader of the number sees the changes.
 */
export const changeCounter = pgTable(
  'change_counter',
  {
    id: smallint().primaryKey(),
    value: bigint({ mode: 'bigint' }).notNull(),
  },
  (table) => [check('change_counter_one_row', sql`${table.id} = 1`)],
);
