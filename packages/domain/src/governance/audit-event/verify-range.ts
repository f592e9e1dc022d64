import type { Context } from '@berth/resource';
import { and, count, eq, max, min } from 'drizzle-orm';
import { LANES } from './chain.ts';
import { type Period, within } from './period.ts';
import { auditEvents, auditHeads } from './table.ts';

/** The part of a lane to verify: from one sequence to another, or to the end for null. */
export interface Range {
  lane: number;
  first: number;
  last: number | null;
  /** The number of events, as far as it is known before they are read. */
  events: number;
}

/** Reads the ranges of all lanes for a period, or for everything without `from` and `to`. */
export async function rangesOf(ctx: Context, period: Period): Promise<Range[]> {
  const { from, to } = period;
  const lanes = Array.from({ length: LANES }, (_, lane) => lane);
  const heads = await ctx.db.select().from(auditHeads).where(eq(auditHeads.instance_id, ctx.instanceId));
  const headOf = (lane: number) => heads.find((head) => head.lane === lane)?.sequence ?? 0;
  if (!from && !to) return lanes.map((lane) => ({ lane, first: 1, last: null, events: headOf(lane) }));
  const found = await ctx.db
    .select({
      lane: auditEvents.lane,
      first: min(auditEvents.sequence),
      last: max(auditEvents.sequence),
      events: count(),
    })
    .from(auditEvents)
    .where(and(eq(auditEvents.instance_id, ctx.instanceId), within(period)))
    .groupBy(auditEvents.lane);
  return lanes.map((lane) => {
    const within = found.find((range) => range.lane === lane);
    // For a lane without events in the period, only check that its end exists
    const first = from ? (within?.first ?? Math.max(headOf(lane), 1)) : 1;
    return { lane, first, last: to ? (within?.last ?? 0) : null, events: within?.events ?? 0 };
  });
}
