import { type Context, largeOf, withLarge } from '@berth/resource';
import { asc, getTableColumns, type SQL } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import type { AuditRow } from './chain.ts';
import { auditEventEntity, auditEvents, LARGE } from './table.ts';

/** The number of events that are in memory at a time, of large ones fewer. */
const BATCH = 500;

const events = { entity: auditEventEntity, read: { large: LARGE } };

/** Reads the next events in the order of a column. `more` is true when further ones may follow. */
export async function nextEvents(
  ctx: Context,
  where: SQL | undefined,
  by: PgColumn,
): Promise<{ rows: AuditRow[]; more: boolean }> {
  const found = await ctx.db
    .select({ ...getTableColumns(auditEvents), ...largeOf(events) })
    .from(auditEvents)
    .where(where)
    .orderBy(asc(by))
    .limit(BATCH);
  const rows = (await withLarge(ctx, events, found)) as AuditRow[];
  return { rows, more: found.length === BATCH || rows.length < found.length };
}
