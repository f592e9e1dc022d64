import { setTimeout as pause } from 'node:timers/promises';
import { DomainError } from '@berth/kernel';
import { beyondReach, type Context, findRow, hold, transact } from '@berth/resource';
import { and, eq, isNull, lt, or } from 'drizzle-orm';
import { authMethodEntity } from '../../catalog/auth-method/table.ts';
import { openFreshApp } from '../auth-credentials/index.ts';
import { authCredentialsEntity } from '../auth-credentials/table.ts';
import { requestTokens, type TokenResult } from '../oauth/index.ts';
import { findRevision, openRevision } from '../value/index.ts';
import { giveBackLate } from './give-back.ts';
import { recordUse } from './health.ts';
import { authConfigEntity, authConfigs } from './table.ts';
import { storeTokens } from './tokens.ts';

type AuthConfig = typeof authConfigs.$inferSelect;

/** The time for which a process may refresh the tokens of a row before another may try. */
const CLAIM_MS = 60_000;
/** The time before the end of an access token from which a reader gets a new one. */
const READ_AHEAD_MS = 60_000;
const LOOK_EVERY_MS = 200;
const LONGEST_WAIT_MS = 12_000;

/**
 * Gets new tokens for an auth config whose access token ends within `aheadMs`, and records the outcome as its health.
 * Of several processes one asks the provider; the others wait for it. Tokens for a row that was archived meanwhile are
 * given back. Must not be called in a transaction: the claim on
 * the row is a column, so that no transaction waits for the provider.
 */
export async function refreshAuthConfig(outer: Context, id: string, aheadMs = READ_AHEAD_MS): Promise<void> {
  const row = await findRow(outer, authConfigEntity, id);
  if (!isDue(row, outer.now, aheadMs)) return;
  const ctx = beyondReach(outer);
  const claim = await claimRefresh(ctx, row);
  if (claim === null) return waitForOther(ctx, row);
  const result = await renewedTokens(ctx, row);
  const isArchived = await transact(ctx, (db) => settle({ ...ctx, db }, { row, claim, result }));
  if (isArchived && result.ok) await giveBackLate(ctx, row, result.tokens);
}

function isDue(row: AuthConfig, now: Date, aheadMs: number): boolean {
  if (row.status !== 'active' || !row.is_refreshable || row.needs_reauth || row.expires_at === null)
    return false;
  return Date.parse(row.expires_at) - now.getTime() <= aheadMs;
}

/** Claims a row for this process, in one statement. Returns the claim; null while another process has one. */
async function claimRefresh(ctx: Context, row: AuthConfig): Promise<string | null> {
  const until = new Date(ctx.now.getTime() + CLAIM_MS).toISOString();
  const { instance_id, id, revision, refresh_claimed_until } = authConfigs;
  const [claimed] = await transact(ctx, (db) =>
    db
      .update(authConfigs)
      .set({ refresh_claimed_until: until })
      .where(
        and(
          eq(instance_id, ctx.instanceId),
          eq(id, row.id),
          eq(revision, row.revision),
          or(isNull(refresh_claimed_until), lt(refresh_claimed_until, ctx.now.toISOString())),
        ),
      )
      .returning({ id }),
  );
  return claimed ? until : null;
}

/** Waits until the process that has the claim stores its outcome. */
async function waitForOther(ctx: Context, { id, revision }: AuthConfig): Promise<void> {
  for (let waited = 0; waited < LONGEST_WAIT_MS; waited += LOOK_EVERY_MS) {
    const row = await findRow(ctx, authConfigEntity, id);
    if (row.revision !== revision || row.refresh_claimed_until === null) return;
    await pause(LOOK_EVERY_MS);
  }
}

/** Asks the provider for new tokens, by the grant that gave the ones before. */
export async function renewedTokens(ctx: Context, row: AuthConfig): Promise<TokenResult> {
  const method = await findRow(ctx, authMethodEntity, row.auth_method_id);
  const credentials = row.provider_auth_credentials_id
    ? await findRow(ctx, authCredentialsEntity, row.provider_auth_credentials_id)
    : null;
  if (method.oauth === null || credentials?.status !== 'active')
    return { ok: false, reason: 'credentials_missing' };
  const app = await openFreshApp(ctx, credentials, method);
  if (app === null) return { ok: false, reason: 'secrets_stale' };
  const { document } = await openRevision(ctx, await findRevision(ctx, row.id, row.revision));
  const { refresh_token } = document.value;
  return requestTokens(
    ctx,
    method.oauth,
    app,
    typeof refresh_token === 'string'
      ? { grant: 'refresh_token', refresh_token }
      : { grant: 'client_credentials', scopes: credentials.scopes },
  );
}

interface Outcome {
  row: AuthConfig;
  claim: string;
  result: TokenResult;
}

/**
 * Stores the outcome, unless the row has changed since: then it belongs to a value that is gone. Returns true for a row
 * that was archived since, and so stores nothing.
 */
async function settle(ctx: Context, { row: before, claim, result }: Outcome): Promise<boolean> {
  const row = await hold(ctx, authConfigEntity, before.id, 'change');
  const isOwn = row.refresh_claimed_until === claim;
  if (row.status !== 'active') {
    if (isOwn) await endClaim(ctx, row);
    return true;
  }
  if (row.revision !== before.revision || !isOwn) return false;
  const stored = result.ok ? await storedOrRefused(ctx, row, result) : result.reason;
  const isStored = typeof stored === 'number';
  const changed = isStored || (await recordUse(ctx, row, stored));
  if (!isStored) await endClaim(ctx, row);
  if (!changed) return false;
  await ctx.services.audit.append(ctx, {
    action: `provider-auth-configs.${isStored ? 'refresh' : 'refresh-failed'}`,
    resource_type: authConfigEntity.name,
    resource_id: row.id,
    before: { revision: row.revision },
    after: isStored ? { revision: stored } : { health_reason: stored },
  });
  return false;
}

/** Lets another process try. Storing a value ends the claim as well. */
const endClaim = (ctx: Context, { id }: AuthConfig) =>
  ctx.db
    .update(authConfigs)
    .set({ refresh_claimed_until: null })
    .where(and(eq(authConfigs.instance_id, ctx.instanceId), eq(authConfigs.id, id)));

/** Stores tokens. Returns the revision that holds them, or the reason why they were not stored. */
async function storedOrRefused(
  ctx: Context,
  row: AuthConfig,
  { tokens }: Extract<TokenResult, { ok: true }>,
): Promise<'value_refused' | number> {
  try {
    return await storeTokens(ctx, row, tokens);
  } catch (error) {
    if (error instanceof DomainError && error.code === 'invalid_data') return 'value_refused';
    throw error;
  }
}
