import { firstId } from '@berth/kernel';
import { type Context, keyOf } from '@berth/resource';
import { and, count, eq, gt, inArray, min } from 'drizzle-orm';
import { auditEvents } from '../governance/audit-event/table.ts';
import { holdPlace } from '../hold-place.ts';
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
  await holdPlace(ctx, 'reveals', ctx.actor.keyId); // so that each counts those before it
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
