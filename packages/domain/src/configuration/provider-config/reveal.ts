import { firstId } from '@berth/kernel';
import { type Context, keyOf, type NewEvent } from '@berth/resource';
import { and, count, eq, gt, min } from 'drizzle-orm';
import { auditEvents } from '../../governance/audit-event/table.ts';
import { providerConfigEntity } from '../tables/provider-config.ts';
import { configErrors } from './errors.ts';
import type { StoredValue } from './stored-value.ts';

const WINDOW_MS = 60_000;
const ACTION = 'provider-configs.reveal';

/**
 * Records that secrets are about to be revealed, with the reason, and `further` events of the same request.
 * @throws DomainError `rate_limited`.
 */
export async function recordReveal(
  ctx: Context,
  stored: StoredValue,
  reason: string,
  further: readonly NewEvent[],
): Promise<void> {
  await refuseTooMany(ctx);
  const own = {
    action: ACTION,
    resource_type: providerConfigEntity.name,
    resource_id: stored.config.id,
    reason,
    before: null,
    after: { revision: stored.own?.revision ?? null, vault_revision: stored.vault?.revision ?? null },
  };
  await ctx.services.audit.append(ctx, own, ...further);
}

/** Counts reveals in the audit trail, so that the limit holds over all processes. */
async function refuseTooMany(ctx: Context): Promise<void> {
  const since = new Date(ctx.now.getTime() - WINDOW_MS);
  const [recent] = await ctx.db
    .select({ reveals: count(), first: min(auditEvents.created_at) })
    .from(auditEvents)
    .where(
      and(
        eq(auditEvents.instance_id, ctx.instanceId),
        eq(auditEvents.actor_id, ctx.actor.keyId),
        eq(auditEvents.action, ACTION),
        gt(auditEvents.id, firstId('auditEvent', since)),
        // After a clock has stepped back, ids can be ahead of it.
        gt(auditEvents.created_at, since.toISOString()),
      ),
    );
  if (!recent?.first || recent.reveals < ctx.services.settings.revealsPerMinute) return;
  const free = Date.parse(recent.first) + WINDOW_MS - ctx.now.getTime();
  throw configErrors.tooManyReveals(
    { key: keyOf(ctx), most: ctx.services.settings.revealsPerMinute },
    { retry_after: Math.max(1, Math.ceil(free / 1000)) },
  );
}
