import { DomainError, newId } from '@berth/kernel';
import type { Context } from '@berth/resource';
import { and, count, eq, gt, min } from 'drizzle-orm';
import type { StoredValue } from '../provider-config/index.ts';
import { secretReveals } from './table.ts';

const WINDOW_MS = 60_000;

/** Records that secrets are about to be given out. @throws DomainError `rate_limited`. */
export async function recordReveal(ctx: Context, stored: StoredValue, reason: string): Promise<void> {
  await refuseTooMany(ctx);
  await ctx.db.insert(secretReveals).values({
    instance_id: ctx.instanceId,
    id: newId('secretReveal', ctx.now),
    provider_config_id: stored.config.id,
    revision: stored.own?.revision ?? null,
    vault_revision: stored.vault?.revision ?? null,
    reason,
    revealed_to: ctx.actor.keyId,
    request_id: ctx.requestId,
    created_at: ctx.now.toISOString(),
  });
}

/** Counted in the database, so that the limit holds over all processes. */
async function refuseTooMany(ctx: Context): Promise<void> {
  const since = new Date(ctx.now.getTime() - WINDOW_MS).toISOString();
  const [recent] = await ctx.db
    .select({ reveals: count(), first: min(secretReveals.created_at) })
    .from(secretReveals)
    .where(
      and(
        eq(secretReveals.instance_id, ctx.instanceId),
        eq(secretReveals.revealed_to, ctx.actor.keyId),
        gt(secretReveals.created_at, since),
      ),
    );
  if (!recent?.first || recent.reveals < ctx.settings.revealsPerMinute) return;
  const free = Date.parse(recent.first) + WINDOW_MS - ctx.now.getTime();
  throw new DomainError('rate_limited', 'This key has revealed too many secrets in the last minute.', {
    retry_after: Math.max(1, Math.ceil(free / 1000)),
  });
}
