import type { Database, Queryable } from '@berth/db';
import type { Context } from '@berth/resource';
import { sql } from 'drizzle-orm';
import { changeCounter } from './table.ts';

const listeners = new WeakMap<Database, Set<() => void>>();

/**
 * Makes every process drop the caches that this write outdates: this process after the commit, the others at their next
 * look at the counter. The counter is locked until the write ends, so call this late in a verb.
 */
export async function announceChange(ctx: Context): Promise<void> {
  await countChange(ctx);
  ctx.write.afterCommit.push(() => tell(ctx.database));
}

/**
 * Counts a change of rows that answers show and that no audit event records, in the transaction of the change, so that
 * `versionOfInstance` is another one after it. The counter is locked until the transaction ends, so call this last.
 */
export async function countChange({ db }: { db: Queryable }): Promise<void> {
  await db
    .insert(changeCounter)
    .values({ id: 1, value: 1n })
    .onConflictDoUpdate({ target: changeCounter.id, set: { value: sql`${changeCounter.value} + 1` } });
}

/** Calls `forget` after every announced change of this process or another, for as long as the database is open. */
export function onChange(database: Database, forget: () => void): void {
  const known = listeners.get(database) ?? new Set();
  listeners.set(database, known.add(forget));
}

/** Makes this process drop its caches. */
export function tell(database: Database): void {
  for (const forget of listeners.get(database) ?? []) forget();
}
