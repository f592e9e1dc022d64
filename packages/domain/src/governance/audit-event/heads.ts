import type { Database } from '@berth/db';
import { transact } from '@berth/resource';
import { count } from 'drizzle-orm';
import { auditHeads } from './table.ts';

/**
 * Counts the lanes of the audit trails of all instances that have an event. Reads the whole table, in a transaction: no
 * other statement waits for it behind its connection. @throws when PostgreSQL takes longer than five seconds.
 */
export const auditHeadCount = (database: Database): Promise<number> =>
  transact({ database }, async (tx) => {
    if (database.driver === 'postgres') await tx.execute(`set local statement_timeout = '5s'`);
    const [row] = await tx.select({ count: count() }).from(auditHeads);
    return row?.count ?? 0;
  });
