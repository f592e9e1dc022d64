import type { Context } from '@berth/resource';
import { type Static, Type } from '@sinclair/typebox';
import { and, asc, eq, gt, gte, lte } from 'drizzle-orm';
import { about, optional, WrittenTimestamp } from '../../fields.ts';
import { withoutDigests } from './digests.ts';
import { presentAuditEvent } from './presenter.ts';
import { noteReading } from './reading.ts';
import { auditEvents } from './table.ts';

const BATCH = 500;

export const ExportQuery = Type.Object({
  from: optional(about('Include events from this time on.', WrittenTimestamp)),
  to: optional(about('Include events up to this time.', WrittenTimestamp)),
});

/** Yields the events of a period as JSON lines, oldest first. One batch is in memory at a time. */
export async function* exportEvents(
  ctx: Context,
  { from, to }: Static<typeof ExportQuery>,
): AsyncGenerator<string> {
  await noteReading(ctx, 'audit-events.export');
  let after = '';
  for (;;) {
    const rows = await ctx.db
      .select()
      .from(auditEvents)
      .where(
        and(
          eq(auditEvents.instance_id, ctx.instanceId),
          gt(auditEvents.id, after),
          from ? gte(auditEvents.created_at, from) : undefined,
          to ? lte(auditEvents.created_at, to) : undefined,
        ),
      )
      .orderBy(asc(auditEvents.id))
      .limit(BATCH);
    const lines = withoutDigests(ctx, rows).map((row) => `${JSON.stringify(presentAuditEvent(row))}\n`);
    if (lines.length > 0) yield lines.join('');
    const last = rows.at(-1);
    if (!last || rows.length < BATCH) return;
    after = last.id;
  }
}
