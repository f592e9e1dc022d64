import { eq, sql } from 'drizzle-orm';
import { integer, json, pgTable, serial, text } from 'drizzle-orm/pg-core';
import { expect, test } from 'vitest';
import type { Queryable } from './database.ts';
import { sqlFailure } from './errors.ts';
import { allOf } from './in-order.ts';
import { insertedRow, insertRow } from './insert-row.ts';
import { runPrepared } from './prepared.ts';
import { openTestDatabase } from './testing.ts';

const kept = pgTable('kept', { id: text().primaryKey(), number: integer().default(7), more: json() });

async function open() {
  const database = await openTestDatabase();
  await database.query('create table kept (id text primary key, number int default 7, more json)');
  const inTransaction = <T>(run: (db: Queryable, insert: (row: typeof kept.$inferInsert) => void) => T) =>
    database.transaction(async (db) => run(db, (row) => insertRow({ db, database }, kept, row)));
  const count = (db: Queryable) =>
    runPrepared(
      { db, database },
      'count',
      (build) => build.select({ n: sql<number>`count(*)::int` }).from(kept),
      {},
    );
  const fail = (db: Queryable) =>
    runPrepared(
      { db, database },
      'fail',
      (build) => build.select({ n: sql<number>`1 / 0` }).from(sql`(select 1) as one`),
      {},
    );
  const rows = () => database.query('select id, number, more::text from kept order by id');
  const stored = (db: Queryable, id: string) => db.select().from(kept).where(eq(kept.id, id));
  return { inTransaction, count, fail, rows, stored };
}

test('a row is there for the statements that are sent after it', async () => {
  const { inTransaction, count } = await open();
  for (let time = 1; time <= 4; time++) {
    const counted = await inTransaction(async (db, insert) => {
      insert({ id: `a${time}` });
      const before = count(db);
      insert({ id: `b${time}`, number: time });
      return allOf(before, count(db));
    });
    expect(counted).toEqual([[{ n: 2 * time - 1 }], [{ n: 2 * time }]]);
  }
});

test('a column gets its default without a value, and null for null', async () => {
  const { inTransaction, rows } = await open();
  await inTransaction((_db, insert) => {
    insert({ id: 'a', more: { b: [1] } });
    insert({ id: 'b', number: null, more: null });
    insert({ id: 'c', number: undefined });
  });
  expect(await rows()).toEqual([
    { id: 'a', number: 7, more: '{"b":[1]}' },
    { id: 'b', number: null, more: null },
    { id: 'c', number: 7, more: null },
  ]);
});

test('the row that an insert makes is known before it is read', async () => {
  const { inTransaction, stored } = await open();
  for (const row of [
    { id: 'a', more: { b: [1, null], a: 'é' } },
    { id: 'b', number: null, more: null },
    { id: 'c', number: undefined },
  ]) {
    const made = insertedRow(kept, row);
    expect(await inTransaction((db, insert) => [insert(row), stored(db, row.id)][1])).toEqual([made]);
  }
});

test('a default of the database makes no row before it is stored', () => {
  const dated = pgTable('dated', { at: text().default(sql`now()`), number: serial() });
  expect(() => insertedRow(dated, { number: 1 })).toThrow('at');
  expect(() => insertedRow(dated, { at: 'today' })).toThrow('number');
  expect(insertedRow(dated, { at: 'today', number: 1 })).toEqual({ at: 'today', number: 1 });
});

test('a row that is refused fails the transaction, though nobody waits for it', async () => {
  const { inTransaction, count, rows } = await open();
  await inTransaction((_db, insert) => insert({ id: 'a' }));
  const last = inTransaction((_db, insert) => {
    insert({ id: 'b' });
    insert({ id: 'a' });
  });
  expect(sqlFailure(await last.catch((error: unknown) => error))?.state).toBe('23505');
  const first = inTransaction(async (db, insert) => {
    insert({ id: 'a' });
    await count(db);
  });
  expect(sqlFailure(await first.catch((error: unknown) => error))?.state, 'not 25P02').toBe('23505');
  expect(await rows()).toHaveLength(1);
});

test('no part is left running when another one fails', async () => {
  const { inTransaction, count, rows } = await open();
  const ended: string[] = [];
  const failing = inTransaction(async (db, insert) => {
    const fail = async () => {
      throw new Error('refused');
    };
    const slow = async () => {
      await count(db);
      insert({ id: 'a' });
      await count(db);
      ended.push('slow');
    };
    await allOf(fail(), slow());
  });
  await expect(failing).rejects.toThrow('refused');
  expect(ended).toEqual(['slow']);
  expect(await rows()).toEqual([]);
});

test('the error of the statement that was sent first is thrown, wherever its part stands', async () => {
  const { inTransaction, fail } = await open();
  const failing = inTransaction(async (db) => {
    const failed = fail(db);
    const late = async () => {
      await Promise.resolve();
      return db.execute(sql`select 1`);
    };
    await allOf(late(), failed);
  });
  expect(sqlFailure(await failing.catch((error: unknown) => error))?.state, 'not 25P02').toBe('22012');
});
