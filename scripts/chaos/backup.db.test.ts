import { expect, test } from 'vitest';
import { buildServer } from '../../apps/api/test/support/server-process.ts';
import { createServerDatabase } from '../../packages/db/src/testing.ts';
import { backUpAndRestore } from './cases/backup.ts';
import { onPostgres } from './place.ts';

test('a backup that is made under writes has every write that was acknowledged before, whole, and opens only with its key', {
  timeout: 180_000,
}, async () => {
  await buildServer();
  const [source, target] = [await createServerDatabase('migrated'), await createServerDatabase('empty')];
  const drill = backUpAndRestore(onPostgres(source.url), async () => onPostgres(target.url), {
    times: 1,
    writes: 30,
  });
  const figures = await drill.finally(() => Promise.all([source.drop(), target.drop()]));
  expect(figures).toMatch(/^1 backups; [1-9]\d* acknowledged .* [1-9]\d* rows restored/);
});
