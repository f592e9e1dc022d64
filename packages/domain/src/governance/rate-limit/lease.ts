import type { Database } from '@berth/db';
import type { Id } from '@berth/kernel';
import { transact } from '@berth/resource';
import { and, eq, lt, sql } from 'drizzle-orm';
import { rateLimitWindows } from './table.ts';
import type { RateLimit } from './window.ts';

/**
 * The largest difference between the clocks of processes. Within it, no process removes a window that another one still
 * uses.
 */
const CLOCKS_DIFFER_MS = 60_000;

export interface Lease {
  /** The number of further requests that the process may let pass in the window. */
  granted: number;
  /** The number of requests of the limit that all processes have taken. */
  taken: number;
}

/**
 * Leases a block of a key's limit in a window, or the rest of it. It is one statement, so two processes never get the
 * same request. Unused requests are lost with the window. The key's old windows are removed.
 */
export async function lease(
  database: Database,
  keyId: Id<'apiKey'>,
  start: number,
  block: number,
  { requests, seconds }: RateLimit,
): Promise<Lease> {
  const table = rateLimitWindows;
  const oldest = new Date(start - seconds * 1000 - CLOCKS_DIFFER_MS).toISOString();
  return transact({ database }, async (db) => {
    const [row] = await db
      .insert(table)
      .values({ api_key_id: keyId, window_start: new Date(start).toISOString(), leased: block })
      .onConflictDoUpdate({
        target: [table.api_key_id, table.window_start],
        set: { leased: sql`${table.leased} + ${block}` },
        setWhere: lt(table.leased, requests),
      })
      .returning({ leased: table.leased });
    if (!row) return { granted: 0, taken: requests };
    if (row.leased === block) {
      await db.delete(table).where(and(eq(table.api_key_id, keyId), lt(table.window_start, oldest)));
    }
    const before = row.leased - block;
    return { granted: Math.min(block, requests - before), taken: Math.min(row.leased, requests) };
  });
}
