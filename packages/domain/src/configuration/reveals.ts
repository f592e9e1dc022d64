import { firstId } from '@berth/kernel';
import { type Context, keyOf } from '@berth/resource';
import { and, count, eq, gt, inArray, min, sql } from 'drizzle-orm';
import { auditEvents } from '../governance/audit-event/table.ts';
import { revealErrors } from './errors.ts';

/** The actions of the audit trail that show secrets to their caller. */
export const reveals = {
  config: 'provider-configs.reveal',
  authConfig: 'provider-auth-config-exports.create',
} as const;

const WINDOW_MS = 60_000;

/**
 * Refuses a reveal beyond the limit of the key. Counts reveals in the audit trail, so that the limit holds over all
 * processes. @throws DomainError `rate_limited`.
 */
export async function refuseTooManyReveals(ctx: Context): Promise<void> {
  await holdReveals(ctx);
  const since = new Date(ctx.now.getTime() - WINDOW_MS);
  const [recent] = await ctx.db
    .select({ reveals: count(), first: min(auditEvents.created_at) })
    .from(auditEvents)
    .where(
      and(
        eq(auditEvents.instance_id, ctx.instanceId),
        eq(auditEvents.actor_id, ctx.actor.keyId),
        inArray(auditEvents.action, Object.values(reveals)),
        gt(auditEvents.id, firstId('auditEvent', since)),
        // After a clock has stepped back, ids can be ahead of it.
        gt(auditEvents.created_at, since.toISOString()),
      ),
    );
  if (!recent?.first || recent.reveals < ctx.services.settings.revealsPerMinute) return;
  const free = Date.parse(recent.first) + WINDOW_MS - ctx.now.getTime();
  throw revealErrors.tooManyReveals(
    { key: keyOf(ctx), most: ctx.services.settings.revealsPerMinute },
    { retry_after: Math.max(1, Math.ceil(free / 1000)) },
  );
}

/**
 * Lets the reveals of a key wait for each other until the transaction ends, so that each counts those before it. PGlite
 * runs one transaction at a time and needs no lock.
 */
async function holdReveals({ db, database, instanceId, actor }: Context): Promise<void> {
  if (database.driver !== 'postgres') return;
  const place = JSON.stringify(['reveals', instanceId, actor.keyId]);
  await db.execute(sql`select pg_advisory_xact_lock(hashtextextended(${place}, 0))`);
}
