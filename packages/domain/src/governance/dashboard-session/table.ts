import { idText, instant, link } from '@berth/db';
import { index, pgTable, text } from 'drizzle-orm/pg-core';
import { apiKeys } from '../api-key/table.ts';

/**
 * Sessions of the dashboard. A session holds no right of its own: each request looks up the key by the hash of the
 * secret that was signed in with, so a session ends with that secret.
 */
export const dashboardSessions = pgTable(
  'dashboard_sessions',
  {
    /** The hash of the token in the cookie. */
    token_hash: text().primaryKey(),
    api_key_id: idText().notNull(),
    /** The hash of the secret of the key that was signed in with. */
    secret_hash: text().notNull(),
    created_at: instant().notNull(),
    /** Written once a minute at most. */
    last_seen_at: instant().notNull(),
    /** The end of the session, however busy it is. */
    expires_at: instant().notNull(),
  },
  (table) => [
    link([table.api_key_id], [apiKeys.id]),
    index('dashboard_sessions_key').on(table.api_key_id, table.created_at),
    index('dashboard_sessions_expires').on(table.expires_at),
  ],
);
