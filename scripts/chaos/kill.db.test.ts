import { expect, test } from 'vitest';
import { buildServer } from '../../apps/api/test/support/server-process.ts';
import { createServerDatabase } from '../../packages/db/src/testing.ts';
import { killAgainAndAgain } from './cases/kill.ts';
import { onPostgres } from './place.ts';

test('of two processes that are killed in turns under writes, nothing acknowledged is lost and nothing is half-written', {
  timeout: 180_000,
}, async () => {
  await buildServer();
  const { url, drop } = await createServerDatabase('migrated');
  const killing = killAgainAndAgain(onPostgres(url), { processes: 2, kills: 3 });
  expect(await killing.finally(drop)).toMatch(/^3 kills; [1-9]\d* acknowledged/);
});
