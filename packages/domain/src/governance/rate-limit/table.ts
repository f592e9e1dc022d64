import { idText, instant, link } from '@berth/db';
import { integer, pgTable, primaryKey } from 'drizzle-orm/pg-core';
import { apiKeys } from '../api-key/table.ts';

/** The part of a key's limit that the processes have leased, by window of time. */
export const rateLimitWindows = pgTable(
  'rate_limit_windows',
  {
    api_key_id: idText().notNull(),
    window_start: instant().notNull(),
    /** The number of leased requests. It may exceed the limit by the part of the last block that was not granted. */
    leased: integer().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.api_key_id, table.window_start] }),
    link([table.api_key_id], [apiKeys.id]),
  ],
);
