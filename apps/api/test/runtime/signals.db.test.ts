import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import {
  buildServer,
  endOf,
  makeFolder,
  onMigratedDatabase,
  startProcess,
} from '../support/server-process.ts';

/** Signals to a process that serves. */
const folders = [makeFolder(), makeFolder()] as const;
vi.setConfig({ testTimeout: 60_000 });
beforeAll(buildServer, 60_000);
afterAll(() => {
  for (const folder of folders) folder.remove();
});

test('SIGUSR2 goes on to the next level of the log, which says so, and back to the first', async () => {
  const env = await onMigratedDatabase(folders[0].path);
  const server = await startProcess({ ...env, LOG_LEVEL: 'info' });
  const requests = () => server.output().split('"msg":"request"').length;
  for (const [level, isLogged] of [
    ['warn', false],
    ['error', false],
    ['info', true],
  ] as const) {
    server.child.kill('SIGUSR2');
    await vi.waitFor(() => expect(server.output()).toContain(`"level_now":"${level}"`));
    const before = requests();
    await fetch(`${server.url}/ping`);
    if (isLogged) await vi.waitFor(() => expect(requests()).toBe(before + 1));
    else expect(requests()).toBe(before);
  }
  expect(await server.stop()).toBe(0);
});

test('a process that stops is not ready first, serves for the time of DRAIN_SECONDS, and then ends', async () => {
  const env = await onMigratedDatabase(folders[1].path);
  const server = await startProcess({ ...env, DRAIN_SECONDS: '3' });
  const ask = async (path: string) => (await fetch(`${server.url}${path}`)).status;
  expect(await ask('/readyz')).toBe(200);
  server.child.kill('SIGTERM');
  await vi.waitFor(async () => expect(await ask('/readyz')).toBe(503));
  expect([await ask('/healthz'), await ask('/providers')]).toEqual([200, 401]);
  expect(await endOf(server.child)).toBe(0);
  await expect(ask('/healthz')).rejects.toThrow('fetch failed');
});
