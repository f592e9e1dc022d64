import { randomBytes } from 'node:crypto';
import { type Database, isStorageFull, runPrepared } from '@berth/db';
import { type Context, inTransaction, type NewEvent, transact } from '@berth/resource';
import { and, desc, eq, inArray, lt, sql } from 'drizzle-orm';
import { apiKeyEntity } from '../api-key/table.ts';
import { hashToken } from '../token-hash.ts';
import { dashboardErrors } from './errors.ts';
import { dashboardSessions as table } from './table.ts';

/** The life of a session without requests, and its whole life, in milliseconds. */
export interface SessionLimits {
  idleMs: number;
  lifeMs: number;
}

export interface Session {
  /** The hash of the secret that was signed in with, for `authenticateHash`. */
  secretHash: string;
  /** The end of the session, however busy it is. */
  expiresAt: string;
}

/** The most sessions of one key. A further one ends the oldest. */
const MOST_OF_KEY = 50;
/** The most rows of ended sessions that one sign-in removes. */
const MOST_REMOVED = 500;
const SEEN_EVERY_MS = 60_000;

/** Begins a session of the context's key, and ends the one that the browser had. Returns the token for the cookie. */
export async function beginSession(
  ctx: Context,
  { secret, former, lifeMs }: { secret: string; former: string | null; lifeMs: number },
): Promise<{ token: string; expiresAt: string }> {
  const token = randomBytes(32).toString('base64url');
  const now = ctx.now.toISOString();
  const expiresAt = new Date(ctx.now.getTime() + lifeMs).toISOString();
  const ended = new Date(ctx.now.getTime() - SEEN_EVERY_MS).toISOString();
  await inTransaction(ctx, async (within) => {
    const { db } = within;
    const hashes = () => db.select({ hash: table.token_hash }).from(table);
    const expired = hashes().where(lt(table.expires_at, ended)).limit(MOST_REMOVED);
    const oldest = hashes()
      .where(eq(table.api_key_id, ctx.actor.keyId))
      .orderBy(desc(table.created_at))
      .offset(MOST_OF_KEY - 1);
    if (former !== null) await db.delete(table).where(eq(table.token_hash, hashToken(former)));
    await db.delete(table).where(inArray(table.token_hash, expired));
    await db.delete(table).where(inArray(table.token_hash, oldest));
    await db.insert(table).values({
      token_hash: hashToken(token),
      api_key_id: ctx.actor.keyId,
      secret_hash: hashToken(secret),
      created_at: now,
      last_seen_at: now,
      expires_at: expiresAt,
    });
    await ctx.services.audit.append(within, eventOf(ctx, 'sign-in'));
    return {};
  });
  return { token, expiresAt };
}

/** Ends a session. Without a session there is nothing to end. */
export async function endSession(ctx: Context, token: string): Promise<void> {
  await inTransaction(ctx, async (within) => {
    const gone = await within.db
      .delete(table)
      .where(eq(table.token_hash, hashToken(token)))
      .returning({ hash: table.token_hash });
    if (gone.length > 0) await ctx.services.audit.append(within, eventOf(ctx, 'sign-out'));
    return {};
  });
}

const eventOf = (ctx: Context, verb: string): NewEvent => ({
  action: `dashboard.${verb}`,
  resource_type: apiKeyEntity.name,
  resource_id: ctx.actor.keyId,
  before: null,
  after: null,
});

const HASH = 'hash';

/**
 * Finds the session of a token, and notes that it is in use. @throws DomainError `unauthorized` with the reason
 * `session_ended` for a session that was ended, was idle for too long, or is past its end.
 */
export async function openSession(
  database: Database,
  token: string,
  now: Date,
  { idleMs }: SessionLimits,
): Promise<Session> {
  const hash = hashToken(token);
  const [row] = await runPrepared(
    { db: database.read, database },
    'dashboard-session',
    (db) =>
      db
        .select()
        .from(table)
        .where(eq(table.token_hash, sql.placeholder(HASH))),
    { [HASH]: hash },
  );
  const idle = row ? now.getTime() - Date.parse(row.last_seen_at) : 0;
  if (!row || Date.parse(row.expires_at) <= now.getTime() || idle >= idleMs)
    throw dashboardErrors.sessionEnded();
  if (idle >= Math.min(SEEN_EVERY_MS, idleMs / 10)) await noteSeen(database, hash, now);
  return { secretHash: row.secret_hash, expiresAt: row.expires_at };
}

/** Writes the time of the last request. While the disk is full, reads go on without it. */
async function noteSeen(database: Database, hash: string, now: Date): Promise<void> {
  const seen = now.toISOString();
  await transact({ database }, (db) =>
    db
      .update(table)
      .set({ last_seen_at: seen })
      .where(and(eq(table.token_hash, hash), lt(table.last_seen_at, seen))),
  ).catch((error: unknown) => {
    if (!isStorageFull(error)) throw error;
  });
}
