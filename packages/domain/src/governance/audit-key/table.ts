import { bytes, idText, instant } from '@berth/db';
import { pgTable, text } from 'drizzle-orm/pg-core';

/** The keys that sign checkpoints of the audit trail. The newest signs; all verify. The private half is wrapped. */
export const auditKeys = pgTable('audit_keys', {
  id: idText().primaryKey(),
  public_key: bytes().notNull(),
  master_key_id: text().notNull(),
  wrapped: bytes().notNull(),
  created_at: instant().notNull(),
});
