import { sql } from 'drizzle-orm';
import { expect, test, vi } from 'vitest';
import { openPostgres } from './postgres.ts';
import { runPrepared } from './prepared.ts';
import { closeAfterFile, openTestDatabase } from './testing.ts';

const LOCK = 4_711;

test.each([
  ['own connections', false, 8],
  ['a pooler', true, 1],
] as const)(
  'with %s, a pool counts the reads under way, and those that wait for a place',
  async (_, isPooled, places) => {
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
    const { all } = await database.transaction(async (tx) => {
      await tx.execute(`select pg_advisory_xact_lock(${LOCK})`);
      const told = (running: number, waiting: number) =>
        vi.waitFor(() => expect(database.pools?.().read).toEqual({ size: 1, running, waiting }), 10_000);
      const sent = Array.from({ length: places }, read);
      await told(places, 0);
      const waiting = Array.from({ length: 3 }, read);
      await told(places, 3);
      return { all: [...sent, ...waiting] };
    });
    await Promise.all(all);
    expect(database.pools?.().read).toEqual({ size: 1, running: 0, waiting: 0 });
  },
);

test('a pool counts the transactions under way, and those that wait for a connection', async () => {
  const opened = await openTestDatabase();
  const database = openPostgres(opened.url ?? '', { writeConnections: 2 });
  closeAfterFile(() => database.close());
  let open = () => {};
  const gate = new Promise<void>((resolve) => {
    open = resolve;
  });
  const all = Array.from({ length: 5 }, () => database.transaction(() => gate));
  expect(database.pools?.().write).toEqual({ size: 2, running: 2, waiting: 3 });
  open();
  await Promise.all(all);
  expect(database.pools?.().write).toEqual({ size: 2, running: 0, waiting: 0 });
});
