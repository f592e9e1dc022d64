import { expect, test } from 'vitest';
import type { Database } from './database.ts';
import { madeOnce } from './made-once.ts';

const database = () => ({}) as Database; // only its identity counts

test('one is made for each key of a database, and all anew when there are too many', () => {
  const memory = madeOnce<object>(2);
  const [here, there] = [database(), database()];
  const at = (of: Database, key: string) => memory(of, key, () => ({}));
  const first = at(here, 'a');
  expect([at(here, 'a') === first, at(here, 'b') === first, at(there, 'a') === first]).toEqual([
    true,
    false,
    false,
  ]);
  expect(at(here, 'a')).toBe(first);
  const third = at(here, 'c');
  expect([at(here, 'c') === third, at(here, 'a') === first]).toEqual([true, false]);
});
