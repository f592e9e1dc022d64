import { sql } from 'drizzle-orm';
import { expect, test, vi } from 'vitest';
import { openPostgres } from './postgres.ts';
import { runPrepared } from './prepared.ts';
import { closeAfterFile, openTestDatabase } from './testing.ts';

const LOCK = 4_711;

test.each([
  ['own connections', false, 8],
  ['a pooler', true, 1],
] as const)('with %s, a pool counts the reads that wait for a place too', async (_, isPooled, places) => {
  const opened = await openTestDatabase();
  const database = openPostgres(opened.url ?? '', { readConnections: 1, isPooled });
  closeAfterFile(() => database.close());
  const read = () =>
    runPrepared(
      { db: database.read, database },
      'waits for the lock',
      (db) =>
        db
          .select({ got: sql`pg_advisory_xact_lock(${LOCK}::bigint)` })
          .from(sql`generate_series(1, ${sql.placeholder('rows')}::int)`),
      { rows: 1 },
    );
  const all = await database.transaction(async (tx) => {
    await tx.execute(`select pg_advisory_xact_lock(${LOCK})`);
    const waiting = Array.from({ length: places + 3 }, read);
    const told = () => expect(database.pools?.().read).toEqual({ size: 1, running: places + 3 });
    await vi.waitFor(told, 10_000);
    return { waiting };
  });
  await Promise.all(all.waiting);
  expect(database.pools?.().read).toEqual({ size: 1, running: 0 });
});
