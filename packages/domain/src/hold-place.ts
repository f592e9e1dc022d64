import type { Context } from '@berth/resource';
import { sql } from 'drizzle-orm';

/**
 * Lets transactions that name the same place of an instance wait for each other until they end, where there is no row
 * yet to hold. PGlite runs one transaction at a time and needs no lock.
 */
export async function holdPlace(
  { db, database, instanceId }: Pick<Context, 'db' | 'database' | 'instanceId'>,
  kind: string,
  id: string,
): Promise<void> {
  if (database.driver !== 'postgres') return;
  const place = JSON.stringify([kind, instanceId, id]);
  await db.execute(sql`select pg_advisory_xact_lock(hashtextextended(${place}, 0))`);
}
