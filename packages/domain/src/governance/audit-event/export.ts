import { type Context, onPrimary } from '@berth/resource';
import { type Static, Type } from '@sinclair/typebox';
import { and, eq, gt } from 'drizzle-orm';
import { about, Moment, optional } from '../../fields.ts';
import { nextEvents } from './batch.ts';
import { withoutDigests } from './digests.ts';
import { within } from './period.ts';
import { presentAuditEvent } from './presenter.ts';
import { noteReading } from './reading.ts';
import { auditEvents } from './table.ts';

const side = optional(Moment);

export const ExportQuery = Type.Object({
  created_at: optional(
    about(
      'Filter by time, as in a list: later than `gt`, from `gte` on, earlier than `lt`, up to `lte`.',
      Type.Object({ gt: side, gte: side, lt: side, lte: side }),
    ),
  ),
  from: optional(about('Include events from this time on.', Moment)),
  to: optional(about('Include events up to this time.', Moment)),
});

/** Yields the events of a period as JSON lines, oldest first. One batch is in memory at a time. */
export async function* exportEvents(
  asked: Context,
  period: Static<typeof ExportQuery>,
): AsyncGenerator<string> {
  const ctx = onPrimary(asked); // the export is noted there
  await noteReading(ctx, 'audit-events.export');
  let after = '';
  for (;;) {
    const where = and(eq(auditEvents.instance_id, ctx.instanceId), gt(auditEvents.id, after), within(period));
    const { rows, more } = await nextEvents(ctx, where, auditEvents.id);
    const lines = withoutDigests(ctx, rows).map((row) => `${JSON.stringify(presentAuditEvent(row))}\n`);
    if (lines.length > 0) yield lines.join('');
    const last = rows.at(-1);
    if (!last || !more) return;
    after = last.id;
  }
}
