import { sql } from 'drizzle-orm';
import postgres from 'postgres';
import { afterAll, describe, expect, test } from 'vitest';
import { openPostgres } from './postgres.ts';
import { openReplicaConnection } from './replica-connection.ts';
import { createServerDatabase, testDriver } from './testing.ts';

/* A connection asks nothing of its server but to answer, so that any PostgreSQL does. */

const closing: (() => Promise<unknown>)[] = [];
afterAll(async () => {
  for (const close of closing.reverse()) await close();
});

async function openScene({ places, waitMs }: { places: number; waitMs: number }) {
  const { url, drop } = await createServerDatabase('migrated');
  const opened = openPostgres(url);
  const bounded = { count: 0 };
  const primary = {
    ...opened,
    readPlaces: <T>(run: () => Promise<T>): Promise<T> => {
      bounded.count += 1;
      return run();
    },
  };
  // As Berth's own clients: a question for types would fail unheard when its connection is destroyed
  const options = { max: 1, fetch_types: false };
  const client = postgres(url, options);
  const connection = openReplicaConnection({
    primary,
    toPrimary: client.unsafe,
    connect: (closed) => postgres(url, { ...options, onclose: closed }),
    places,
    waitMs,
  });
  closing.push(
    drop,
    () => opened.close(),
    () => client.end(),
    () => connection.close(),
  );
  const run = async () => await connection.database.read.execute(sql`select pg_sleep(0.2)`); // sent when it is awaited
  return { connection, run, bounded };
}

describe.runIf(testDriver() === 'postgres')('a connection to a replica', () => {
  test('is full while all of its places are taken, and takes further statements in their turn', async () => {
    const { connection, run, bounded } = await openScene({ places: 2, waitMs: 10_000 });
    const rows = [run(), run(), run()];
    await expect.poll(() => connection.isFull()).toBe(true);
    await Promise.all(rows);
    expect(connection.isFull()).toBe(false);
    expect([connection.isOpen(), bounded.count]).toEqual([true, 0]);
  });

  test('that is too slow leaves its statements to the primary, within the bound of the primary', async () => {
    const { connection, run, bounded } = await openScene({ places: 1, waitMs: 20 });
    await Promise.all([run(), run(), run()]);
    expect([connection.isOpen(), bounded.count]).toEqual([false, 3]);
    expect(connection.database.readPlaces).toBeUndefined();
  });
});
