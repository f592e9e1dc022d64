import { type Context, transact } from '@berth/resource';
import { and, eq, gt, isNull, or, sql } from 'drizzle-orm';
import { hashToken } from '../../governance/token-hash.ts';
import { setupErrors } from './errors.ts';
import { fail } from './outcome.ts';
import { statusOf } from './state.ts';
import { type SetupSession, setupSessions } from './table.ts';
import type { Visit } from './visit.ts';

/** The number of times that a form may be sent. */
export const MOST_TRIES = 20;

/**
 * Counts a try, and binds the session to the first browser that tries. One try too many ends the session.
 * @throws DomainError `gone`, `forbidden`.
 */
export async function admitTry({ ctx, session }: Visit, browser: string): Promise<void> {
  if ((await countTry(ctx, session, browser)) <= MOST_TRIES) return;
  await fail(ctx, session);
  throw setupErrors.closed();
}

async function countTry(ctx: Context, { id }: SetupSession, browser: string): Promise<number> {
  const hash = hashToken(browser);
  const { browser_hash, attempts, status, outcome, expires_at } = setupSessions;
  const isSession = and(eq(setupSessions.instance_id, ctx.instanceId), eq(setupSessions.id, id));
  const [counted] = await transact(ctx, (db) =>
    db
      .update(setupSessions)
      .set({ attempts: sql`${attempts} + 1`, browser_hash: sql`coalesce(${browser_hash}, ${hash})` })
      .where(
        and(
          isSession,
          eq(status, 'active'),
          eq(outcome, 'pending'),
          gt(expires_at, ctx.now.toISOString()),
          or(isNull(browser_hash), eq(browser_hash, hash)),
        ),
      )
      .returning({ attempts }),
  );
  if (counted) return counted.attempts;
  const [row] = await ctx.db.select().from(setupSessions).where(isSession);
  throw row && statusOf(row, ctx) === 'pending' ? setupErrors.otherBrowser() : setupErrors.closed();
}

/** True for a session that another browser has begun. */
export const isBegunElsewhere = ({ session: { browser_hash } }: Visit, browser: string): boolean =>
  browser_hash !== null && browser_hash !== hashToken(browser);
