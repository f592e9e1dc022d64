import type { Context, NewEvent } from '@berth/resource';
import { refuseTooManyReveals, reveals } from '../reveals.ts';
import { providerConfigEntity } from '../tables/provider-config.ts';
import type { StoredValue } from './stored-value.ts';

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
  await refuseTooManyReveals(ctx);
  const own = {
    action: reveals.config,
    resource_type: providerConfigEntity.name,
    resource_id: stored.config.id,
    reason,
    before: null,
    after: { revision: stored.own?.revision ?? null, vault_revision: stored.vault?.revision ?? null },
  };
  await ctx.services.audit.append(ctx, own, ...further);
}
