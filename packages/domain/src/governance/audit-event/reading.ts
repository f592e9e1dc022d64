import { firstId } from '@berth/kernel';
import { type Context, transact } from '@berth/resource';
import { and, eq, gt, lte } from 'drizzle-orm';
import { auditEventEntity, auditEvents } from './table.ts';
import { auditTrail } from './trail.ts';

const ONCE_IN_MS = 60_000;

/**
 * Records that a key reads the audit trail, once a minute at most: a reader who pages through the trail would otherwise
 * never reach its end.
 */
export async function noteReading(ctx: Context, action: string): Promise<void> {
  const since = new Date(ctx.now.getTime() - ONCE_IN_MS);
  const [recent] = await ctx.db
    .select({ id: auditEvents.id })
    .from(auditEvents)
    .where(
      and(
        eq(auditEvents.instance_id, ctx.instanceId),
        eq(auditEvents.actor_id, ctx.actor.keyId),
        eq(auditEvents.action, action),
        gt(auditEvents.id, firstId(auditEventEntity.kind, since)),
        // After a clock has stepped back, events and ids are ahead of it.
        gt(auditEvents.created_at, since.toISOString()),
        lte(auditEvents.created_at, ctx.now.toISOString()),
      ),
    )
    .limit(1);
  if (recent) return;
  await transact(ctx, (db) =>
    auditTrail.append(
      { ...ctx, db },
      { action, resource_type: auditEventEntity.name, resource_id: null, before: null, after: null },
    ),
  );
}
