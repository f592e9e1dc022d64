import type { Context } from '@berth/resource';
import { eq, sql } from 'drizzle-orm';
import { auditHeads } from './table.ts';

/**
 * Counts the audit events of the instance. Every write adds one in its transaction, so nothing is written while the
 * number stays.
 */
export async function countEvents(ctx: Pick<Context, 'db' | 'instanceId'>): Promise<number> {
  const [row] = await ctx.db
    .select({ events: sql<string>`coalesce(sum(${auditHeads.sequence}), 0)` })
    .from(auditHeads)
    .where(eq(auditHeads.instance_id, ctx.instanceId));
  return Number(row?.events ?? 0);
}
