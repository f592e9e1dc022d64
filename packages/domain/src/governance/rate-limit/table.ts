import { idText, instant, link } from '@berth/db';
import { integer, pgTable, primaryKey } from 'drizzle-orm/pg-core';
import { apiKeys } from '../api-key/table.ts';

/** How much of a key's limit the processes have taken, in each window of time. */
export const rateLimitWindows = pgTable(
  'rate_limit_windows',
  {
    api_key_id: idText().notNull(),
    window_start: instant().notNull(),
    /** All that was asked for. It may go beyond the limit, by the part of the last block that nobody got. */
    leased: integer().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.api_key_id, table.window_start] }),
    link([table.api_key_id], [apiKeys.id]),
  ],
);
