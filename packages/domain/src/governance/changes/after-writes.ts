import { type Context, transact } from '@berth/resource';
import { eq } from 'drizzle-orm';
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core';

/**
 * Has a write that ends a key answered when the writes that hold this row, and are under way, have
 * ended. It waits after its own commit, because new ones are refused by then: before, those of a busy key would follow
 * one another, and it would wait for ever.
 */
export function afterWrites(
  { database, write }: Context,
  table: PgTable & { id: PgColumn },
  id: string,
): void {
  write.afterCommit.push(() =>
    transact({ database }, async (db) => {
      await db.select({ id: table.id }).from(table).where(eq(table.id, id)).for('update');
    }),
  );
}
