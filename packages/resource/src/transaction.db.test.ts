import { openTestDatabase } from '@berth/db/testing';
import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { transact } from './transaction.ts';

test('a transaction whose prepared statement a migration has outdated starts again', async () => {
  const database = await openTestDatabase();
  await database.query('create table outdated (id text)');
  const read = () =>
    transact({ database }, (db) => db.execute(sql`select * from outdated where id <> ${'none'}`));
  await Promise.all(Array.from({ length: 20 }, read)); // some on each connection
  await database.query('alter table outdated add name text');
  await database.query("insert into outdated values ('a', 'A')");
  expect(await read()).toMatchObject([{ id: 'a', name: 'A' }]);
});
