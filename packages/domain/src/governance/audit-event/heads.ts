import type { Queryable } from '@berth/db';
import { count } from 'drizzle-orm';
import { auditHeads } from './table.ts';

/** Counts the lanes of the audit trails of all instances that have an event. */
export async function auditHeadCount(db: Queryable): Promise<number> {
  const [row] = await db.select({ count: count() }).from(auditHeads);
  return row?.count ?? 0;
}
