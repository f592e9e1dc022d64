import { newId } from '@berth/kernel';
import { type Context, hold, refuseArchived, requireScope, type Written } from '@berth/resource';
import { readReason } from '../../reason.ts';
import { openToReveal, refreshAuthConfig } from '../auth-config/index.ts';
import { authConfigEntity } from '../auth-config/table.ts';
import { newTransfer } from '../auth-transfer/index.ts';
import { refuseTooManyReveals } from '../reveals.ts';
import type { CreateAuthExport } from './schema.ts';
import { authExports } from './table.ts';

const RIGHT = 'provider-auth-configs:reveal';

/** Renews tokens that are about to end, before they are shown. The outcome is the health of the auth config. */
export async function prepareAuthExport(
  ctx: Context,
  { input }: { input: CreateAuthExport },
): Promise<undefined> {
  requireScope(ctx, RIGHT);
  readReason(input.note, 'note'); // before anybody is asked
  if (!ctx.write.options.dryRun) await refreshAuthConfig(ctx, input.provider_auth_config_id);
}

/**
 * Reveals the value of an auth config, and records it before. A dry run shows no value.
 * @throws DomainError `forbidden`, `not_found`, `use_after_delete`, `rate_limited`, `secrets_stale`.
 */
export async function createAuthExport(ctx: Context, input: CreateAuthExport): Promise<Written> {
  requireScope(ctx, RIGHT);
  const row = await hold(ctx, authConfigEntity, input.provider_auth_config_id, 'reference');
  refuseArchived(authConfigEntity, row);
  await refuseTooManyReveals(ctx);
  const value = await openToReveal(ctx, row, true);
  const id = newId('authExport', ctx.now);
  await ctx.db.insert(authExports).values({ id, ...newTransfer(ctx, input, row) });
  const isShown = !ctx.write.options.dryRun;
  return { id, reason: input.note.trim(), ...(isShown ? { once: { value } } : {}) };
}
