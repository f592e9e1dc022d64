import { and, eq, inArray, lte } from 'drizzle-orm';
import type { JobHandler } from '../../governance/job/index.ts';
import { setupSignIns } from './table.ts';

/** The sign-ins that one step removes. */
const PER_STEP = 1_000;

const { instance_id, id, expires_at } = setupSignIns;
const isOver = (now: Date) => lte(expires_at, now.toISOString());

/** Removes the sign-ins of an instance that no answer came to while their session lasted. */
export const sweepJob: JobHandler<null, object> = {
  kind: 'setup-sessions.sweep',
  unique: true,
  everyMs: 10 * 60_000,
  begin: async () => ({ state: {}, total: null }),
  step: async ({ db, instanceId, now }) => {
    const over = await db
      .select({ id })
      .from(setupSignIns)
      .where(and(eq(instance_id, instanceId), isOver(now)))
      .limit(PER_STEP);
    if (over.length === 0) return null;
    const ids = over.map((row) => row.id);
    return {
      state: {},
      advanced: ids.length,
      write: async (ctx) => {
        const isOne = and(eq(instance_id, instanceId), inArray(id, ids), isOver(now));
        await ctx.db.delete(setupSignIns).where(isOne);
      },
    };
  },
  due: async ({ db, now }) => {
    const rows = await db.selectDistinct({ id: instance_id }).from(setupSignIns).where(isOver(now));
    return rows.map((row) => row.id);
  },
};
