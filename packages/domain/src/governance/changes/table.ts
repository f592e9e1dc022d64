import { sql } from 'drizzle-orm';
import { bigint, check, pgTable, smallint } from 'drizzle-orm/pg-core';

/**
 * One row: how many changes there were that other processes have to hear of. Each counts in its own transaction, so
 * whoever reads the number sees the changes.
 */
export const changeCounter = pgTable(
  'change_counter',
  {
    id: smallint().primaryKey(),
    value: bigint({ mode: 'bigint' }).notNull(),
  },
  (table) => [check('change_counter_one_row', sql`${table.id} = 1`)],
);
