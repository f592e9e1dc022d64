import { type Context, change } from '@berth/resource';
import type { Tokens } from '../oauth/index.ts';
import { findRevision, type JsonObject, openRevision, purgeExcess, storeNext } from '../value/index.ts';
import { authConfigEntity, type authConfigs } from './table.ts';
import { columnsOf, withTokens } from './token-value.ts';
import { authConfigValue, termsOfMethod } from './value.ts';

type AuthConfig = typeof authConfigs.$inferSelect;

/**
 * Stores new tokens as the next revision of a held auth config, proven by the provider just now. They are laid over
 * `before`, by default the present value. Returns the revision that holds them.
 * @throws DomainError `invalid_data` when the auth method's schema has no place for them.
 */
export async function storeTokens(
  ctx: Context,
  row: AuthConfig,
  tokens: Tokens,
  before?: JsonObject,
): Promise<number> {
  const value = withTokens(row.type, before ?? (await openedValue(ctx, row)), tokens);
  const terms = await termsOfMethod(ctx, row.auth_method_id, row.type);
  const edit = { kind: 'replace' as const, value, place: ['value'] };
  // No caller chose the tokens, so none learns from one that stays the same
  const { kept } = await storeNext(ctx, row, terms, edit, { comparing: true });
  const revision = kept?.revision ?? row.revision;
  await change(ctx, authConfigEntity, row.id, {
    ...kept,
    ...columnsOf(row, value),
    health_checked_at: ctx.now.toISOString(),
  });
  if (kept !== null) await purgeExcess(ctx, authConfigValue, { id: row.id, revision });
  return revision;
}

const openedValue = async (ctx: Context, row: AuthConfig): Promise<JsonObject> =>
  (await openRevision(ctx, await findRevision(ctx, row.id, row.revision))).document.value;
