import type { Database } from '@berth/db';
import type { Context } from '@berth/resource';
import { sql } from 'drizzle-orm';
import { changeCounter } from './table.ts';

const listeners = new WeakMap<Database, Set<() => void>>();

/**
 * Has every process forget what it believes of what this write changes: this one when the write has committed, the
 * others when they next look at the counter. The counter is held until the write ends, so this comes late in a verb.
 */
export async function announceChange(ctx: Context): Promise<void> {
  await ctx.db
    .insert(changeCounter)
    .values({ id: 1, value: 1n })
    .onConflictDoUpdate({ target: changeCounter.id, set: { value: sql`${changeCounter.value} + 1` } });
  ctx.write.afterCommit.push(() => tell(ctx.database));
}

/** Calls `forget` after every announced change of this process or another. For as long as the database is open. */
export function onChange(database: Database, forget: () => void): void {
  const known = listeners.get(database) ?? new Set();
  listeners.set(database, known.add(forget));
}

/** Has this process forget. */
export function tell(database: Database): void {
  for (const forget of listeners.get(database) ?? []) forget();
}
