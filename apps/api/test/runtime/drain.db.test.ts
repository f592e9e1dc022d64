import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import {
  buildServer,
  endOf,
  makeFolder,
  onMigratedDatabase,
  startProcess,
} from '../support/server-process.ts';

/** A process that was told to stop, before it refuses connections. */
const folder = makeFolder();
vi.setConfig({ testTimeout: 60_000 });
beforeAll(buildServer, 60_000);
afterAll(() => folder.remove());

test('a process that stops is not ready first, serves for the time of DRAIN_SECONDS, and then ends', async () => {
  const env = await onMigratedDatabase(folder.path);
  const server = await startProcess({ ...env, DRAIN_SECONDS: '3' });
  const ask = async (path: string) => (await fetch(`${server.url}${path}`)).status;
  expect(await ask('/readyz')).toBe(200);
  server.child.kill('SIGTERM');
  await vi.waitFor(async () => expect(await ask('/readyz')).toBe(503));
  expect([await ask('/healthz'), await ask('/providers')]).toEqual([200, 401]);
  expect(await endOf(server.child)).toBe(0);
  await expect(ask('/healthz')).rejects.toThrow('fetch failed');
});
