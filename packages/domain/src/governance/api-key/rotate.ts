import { type Id, newToken } from '@berth/kernel';
import { type Context, change } from '@berth/resource';
import { and, count, eq, gt, lte } from 'drizzle-orm';
import { announceChange } from '../changes/index.ts';
import { keyErrors } from './errors.ts';
import { requireAllOf } from './grant.ts';
import { isExpired, readLimits, refuseWider } from './limits.ts';
import type { RotateApiKey } from './schema.ts';
import { storedToken } from './service.ts';
import { type ApiKeyRow, apiKeyEntity, oldSecrets } from './table.ts';
import { holdKey, refuseOwnEnd } from './update.ts';

const DEFAULT_OVERLAP_SECONDS = 24 * 60 * 60;
/** The answer to a key that rotates itself may get lost, so the key needs time to ask again. */
const LEAST_OWN_OVERLAP_SECONDS = 60;
const MOST_OLD_SECRETS = 5;

/**
 * Gives a key a new secret. The earlier secrets keep working until the overlap ends, or until their own earlier end.
 * Returns the secret, which is stored nowhere.
 */
export async function rotateApiKey(
  ctx: Context,
  id: string,
  input: RotateApiKey,
): Promise<{ secret: string }> {
  const row = await holdKey(ctx, id);
  await requireAllOf(ctx, row);
  const limits = readLimits(ctx, input);
  await refuseWider(ctx, limits);
  const overlapSeconds = input.overlap_seconds ?? DEFAULT_OVERLAP_SECONDS;
  if (id === ctx.actor.keyId) {
    refuseOwnEnd(ctx, row, limits);
    if (overlapSeconds < LEAST_OWN_OVERLAP_SECONDS) {
      throw keyErrors.shortOverlap({ seconds: LEAST_OWN_OVERLAP_SECONDS }, { id });
    }
  }
  if (isExpired({ expires_at: row.expires_at, ...limits }, ctx.now)) {
    throw keyErrors.expired({ id });
  }
  // A secret that does not work now gets no overlap
  const overlapMs = isExpired(row, ctx.now) ? 0 : overlapSeconds * 1000;
  await retire(ctx, row, new Date(ctx.now.getTime() + overlapMs));
  const secret = newToken(row.type, row.id as Id<'apiKey'>);
  const rotated_at = ctx.now.toISOString();
  await change(ctx, apiKeyEntity, id, { ...storedToken(secret), ...limits, rotated_at });
  await announceChange(ctx);
  return { secret };
}

/** Moves the current secret to the old ones. No old secret works beyond `end`. */
async function retire(ctx: Context, row: ApiKeyRow, end: Date): Promise<void> {
  const ends = end.toISOString();
  const own = eq(oldSecrets.api_key_id, row.id);
  await ctx.db.delete(oldSecrets).where(and(own, lte(oldSecrets.expires_at, ctx.now.toISOString())));
  if (end <= ctx.now) {
    await ctx.db.delete(oldSecrets).where(own);
    return;
  }
  const [known] = await ctx.db.select({ number: count() }).from(oldSecrets).where(own);
  if ((known?.number ?? 0) >= MOST_OLD_SECRETS) {
    throw keyErrors.tooManySecrets({ count: MOST_OLD_SECRETS }, { id: row.id });
  }
  await ctx.db
    .update(oldSecrets)
    .set({ expires_at: ends })
    .where(and(own, gt(oldSecrets.expires_at, ends)));
  const { token_hash, token_hint } = row;
  await ctx.db.insert(oldSecrets).values({ api_key_id: row.id, token_hash, token_hint, expires_at: ends });
}
