import { and, asc, count, eq, gt, lte, sql } from 'drizzle-orm';
import type { JobHandler } from '../../governance/job/index.ts';
import { refreshAuthConfig } from './refresh.ts';
import { authConfigs } from './table.ts';

/** The time before the end of an access token from which the job renews it. */
const AHEAD_MS = 10 * 60_000;

/** The last auth config that was looked at. */
interface Cursor {
  id: string;
}

const isDueBy = (now: Date) =>
  and(
    sql`${authConfigs.is_refreshable} and not ${authConfigs.needs_reauth} and ${authConfigs.status} = 'active'`,
    lte(authConfigs.expires_at, new Date(now.getTime() + AHEAD_MS).toISOString()),
  );

/** Renews the access tokens of an instance that end soon, one after the other. */
export const refreshJob: JobHandler<null, Cursor> = {
  kind: 'auth-configs.refresh',
  unique: true,
  everyMs: 5 * 60_000,
  begin: async ({ db, instanceId, now }) => {
    const [due] = await db
      .select({ count: count() })
      .from(authConfigs)
      .where(and(eq(authConfigs.instance_id, instanceId), isDueBy(now)));
    return { state: { id: '' }, total: due?.count ?? 0 };
  },
  step: async (ctx, { id }) => {
    const [next] = await ctx.db
      .select({ id: authConfigs.id })
      .from(authConfigs)
      .where(and(eq(authConfigs.instance_id, ctx.instanceId), gt(authConfigs.id, id), isDueBy(ctx.now)))
      .orderBy(asc(authConfigs.id))
      .limit(1);
    if (!next) return null;
    // Writes in a transaction of its own: a claim keeps it from happening twice
    await refreshAuthConfig(ctx, next.id, AHEAD_MS);
    return { state: { id: next.id }, advanced: 1, write: async () => {} };
  },
  due: async ({ db, now }) => {
    const rows = await db
      .selectDistinct({ id: authConfigs.instance_id })
      .from(authConfigs)
      .where(isDueBy(now));
    return rows.map(({ id }) => id);
  },
};
