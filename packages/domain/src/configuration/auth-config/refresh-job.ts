import { type Context, transact } from '@berth/resource';
import { and, asc, count, eq, lte, sql } from 'drizzle-orm';
import type { JobHandler } from '../../governance/job/index.ts';
import { refreshAuthConfig } from './refresh.ts';
import { authConfigs } from './table.ts';
import { RENEW_AHEAD_MS } from './token-value.ts';

/** The pause after the first failure to renew the tokens of a row. It doubles each time, up to the longest one. */
const FIRST_PAUSE_S = 60;
const LONGEST_PAUSE_S = 6 * 60 * 60;

const { instance_id, id, refresh_due_at, refresh_failures } = authConfigs;

const isDueBy = (now: Date) =>
  and(
    sql`${authConfigs.is_refreshable} and not ${authConfigs.needs_reauth} and ${authConfigs.status} = 'active'`,
    lte(refresh_due_at, now.toISOString()),
  );

/**
 * Renews the access tokens of an instance that end soon, one after the other, those that have been due the longest
 * first. A row that fails waits longer each time, so that it keeps no other from its turn.
 */
export const refreshJob: JobHandler<null, object> = {
  kind: 'auth-configs.refresh',
  unique: true,
  everyMs: 5 * 60_000,
  begin: async ({ db, instanceId, now }) => {
    const [due] = await db
      .select({ count: count() })
      .from(authConfigs)
      .where(and(eq(instance_id, instanceId), isDueBy(now)));
    return { state: {}, total: due?.count ?? 0 };
  },
  step: async (ctx) => {
    const next = await takeNext(ctx);
    if (next === null) return null;
    // Writes in a transaction of its own: a claim keeps it from happening twice
    await refreshAuthConfig(ctx, next, RENEW_AHEAD_MS);
    return { state: {}, advanced: 1, write: async () => {} };
  },
  due: async ({ db, now }) => {
    const rows = await db.selectDistinct({ id: instance_id }).from(authConfigs).where(isDueBy(now));
    return rows.map(({ id }) => id);
  },
};

/**
 * Takes the row that has been due the longest, and puts it off as if it had failed: also a process that ends now leaves
 * the others their turn. Tokens that are stored set its time anew.
 */
const takeNext = (ctx: Context): Promise<string | null> =>
  transact(ctx, async (db) => {
    const { instanceId, now } = ctx;
    const due = db
      .select({ id })
      .from(authConfigs)
      .where(and(eq(instance_id, instanceId), isDueBy(now)))
      .orderBy(asc(refresh_due_at), asc(id))
      .limit(1)
      .for('no key update', { skipLocked: true });
    const pause = sql`least(${FIRST_PAUSE_S} * 2 ^ least(${refresh_failures}, 20), ${LONGEST_PAUSE_S})`;
    const [taken] = await db
      .update(authConfigs)
      .set({
        refresh_due_at: sql`${now.toISOString()}::timestamptz + ${pause} * interval '1 second'`,
        refresh_failures: sql`${refresh_failures} + 1`,
      })
      .where(and(eq(instance_id, instanceId), sql`${id} = (${due})`))
      .returning({ id });
    return taken?.id ?? null;
  });
