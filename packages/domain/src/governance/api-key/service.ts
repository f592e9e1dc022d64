import { stamp } from '@berth/db';
import { newId, newToken } from '@berth/kernel';
import { type Context, change, hold, type Reach, type Written } from '@berth/resource';
import { and, count, eq, gt, inArray, isNull, or } from 'drizzle-orm';
import { afterWrites, announceChange } from '../changes/index.ts';
import { hashToken } from '../token-hash.ts';
import { keyErrors } from './errors.ts';
import { grant } from './grant.ts';
import { type Limits, readLimits, refuseWider } from './limits.ts';
import { readReach, refuseBeyondReach } from './reach.ts';
import type { CreateApiKey } from './schema.ts';
import { apiKeyEntity, apiKeys } from './table.ts';

interface NewKey extends Limits {
  name: string;
  type: 'secret' | 'publishable';
  scopes: string[];
  reach?: Reach | null;
  bootstrap?: boolean;
  /** A given token, in place of a generated one. */
  token?: string;
}

/** Stores a key of the context's instance and returns its token, which is stored nowhere. */
export async function issueKey(
  ctx: Pick<Context, 'db' | 'instanceId' | 'now'>,
  { name, token, ...key }: NewKey,
): Promise<{ id: string; secret: string }> {
  const id = newId('apiKey', ctx.now);
  const secret = token ?? newToken(key.type, id);
  await ctx.db.insert(apiKeys).values({
    ...key,
    id,
    instance_id: ctx.instanceId,
    name: name.trim(),
    ...storedToken(secret),
    ...stamp(ctx.now),
  });
  return { id, secret };
}

/** The stored columns of a token. */
export const storedToken = (token: string) => ({
  token_hash: hashToken(token),
  token_hint: token.slice(-4),
});

/**
 * Creates a key of the caller's instance. It cannot hold more scopes, end later or allow other addresses than the
 * caller's. A caller with a reach holds no scope of API keys, and makes none.
 */
export async function createApiKey(ctx: Context, input: CreateApiKey): Promise<Written> {
  const type = input.type ?? 'secret';
  const scopes = grant(ctx, type, input.scopes);
  const reach = await readReach(ctx, input.reach ?? null);
  if (reach) refuseBeyondReach(ctx, { scopes, bootstrap: false });
  const limits: Limits = { expires_at: null, allowed_ips: null, ...readLimits(ctx, input) };
  await refuseWider(ctx, limits);
  const { id, secret } = await issueKey(ctx, {
    name: input.name,
    type,
    scopes,
    reach,
    ...limits,
  });
  return { id, once: { secret } };
}

/** Counts the keys of the context's instance that work. */
export async function countLiveKeys({ db, instanceId, now }: Context): Promise<number> {
  const [{ live } = { live: 0 }] = await db
    .select({ live: count() })
    .from(apiKeys)
    .where(
      and(
        eq(apiKeys.instance_id, instanceId),
        eq(apiKeys.status, 'active'),
        or(isNull(apiKeys.expires_at), gt(apiKeys.expires_at, now.toISOString())),
      ),
    );
  return live;
}

/** Revokes a key permanently. Its answer comes when the writes of the key that are under way have ended. */
export async function revokeApiKey(ctx: Context, id: string): Promise<void> {
  if (id === ctx.actor.keyId) throw keyErrors.revokesItself({ id });
  await holdBoth(ctx, id);
  const row = await hold(ctx, apiKeyEntity, id, 'change');
  if (row.status === 'revoked') throw keyErrors.revokedAlready({ id });
  await change(ctx, apiKeyEntity, id, { status: 'revoked', revoked_at: ctx.now.toISOString() });
  await announceChange(ctx);
  afterWrites(ctx, apiKeys, id);
}

/**
 * Holds the key of the caller and another one, in the order of their ids. Of two keys that revoke each other at once,
 * the later one finds itself revoked. @throws as `Authority`.
 */
async function holdBoth(ctx: Context, id: string): Promise<void> {
  await ctx.db
    .select({ id: apiKeys.id })
    .from(apiKeys)
    .where(and(eq(apiKeys.instance_id, ctx.instanceId), inArray(apiKeys.id, [id, ctx.actor.keyId])))
    .orderBy(apiKeys.id)
    .for('no key update');
  await ctx.authority?.hold(ctx);
}
