import type { Context } from '@berth/resource';
import { and, count, eq, gte, lte, max, min } from 'drizzle-orm';
import { LANES } from './chain.ts';
import { auditEvents, auditHeads } from './table.ts';

/** The part of a lane that is verified: from a sequence on, and up to one, or null for whatever there is. */
export interface Range {
  lane: number;
  first: number;
  last: number | null;
  /** How many events that is, as far as is known before they are read. */
  events: number;
}

interface Window {
  from?: string | null;
  to?: string | null;
}

/** The ranges of all lanes for a time: from a moment on, up to one, or all of them. */
export async function rangesOf(ctx: Context, { from, to }: Window): Promise<Range[]> {
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
    .where(
      and(
        eq(auditEvents.instance_id, ctx.instanceId),
        from ? gte(auditEvents.created_at, from) : undefined,
        to ? lte(auditEvents.created_at, to) : undefined,
      ),
    )
    .groupBy(auditEvents.lane);
  return lanes.map((lane) => {
    const within = found.find((range) => range.lane === lane);
    // Of a lane without events of that time, only that its end is there
    const first = from ? (within?.first ?? Math.max(headOf(lane), 1)) : 1;
    return { lane, first, last: to ? (within?.last ?? 0) : null, events: within?.events ?? 0 };
  });
}
