import { expect, test } from 'vitest';
import { openTestDatabase } from '../../packages/db/src/testing.ts';
import { emptyTables } from './dump.ts';
import { makeRows } from './rows.ts';

test('the next release has rows in every table', { timeout: 60_000 }, async () => {
  const database = await openTestDatabase();
  const { configs } = await makeRows(database);
  expect(Object.keys(configs)).not.toEqual([]);
  expect(await emptyTables(database), 'make some in scripts/release/further-rows.ts').toEqual([]);
});
