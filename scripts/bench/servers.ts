import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import type { Target } from './load.ts';

const ROOT = join(import.meta.dirname, '../..');

export const MASTER_KEY = Buffer.alloc(32, 7);
export const KEY = 'a-key-that-opens-nothing-but-this-benchmark';

export interface Running extends Target {
  name: string;
  stop(): Promise<void>;
}

/** The built server, as it is deployed. */
export function startBerth(databaseUrl: string): Promise<Running> {
  return start('berth', [join(ROOT, 'apps/api/dist/main.js')], {
    DATABASE_URL: databaseUrl,
    BERTH_MASTER_KEY: MASTER_KEY.toString('base64'),
    BERTH_BOOTSTRAP_KEY: KEY,
    LOG_LEVEL: 'silent',
  });
}

export function startBare(databaseUrl: string, instanceId: string, generic: boolean): Promise<Running> {
  const name = generic ? 'bare, generic plans' : 'bare';
  return start(name, ['--import', 'tsx', join(ROOT, 'scripts/bench/bare.ts')], {
    DATABASE_URL: databaseUrl,
    INSTANCE_ID: instanceId,
    GENERIC: generic ? '1' : '0',
  });
}

async function start(name: string, args: string[], env: Record<string, string>): Promise<Running> {
  const port = await freePort();
  const child = spawn(process.execPath, args, {
    cwd: ROOT,
    env: { PATH: process.env.PATH, NODE_ENV: 'production', ...env, PORT: String(port) },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const stop = async () => {
    if (child.exitCode !== null) return;
    child.kill('SIGTERM');
    await once(child, 'exit');
  };
  try {
    await answering(child, `http://127.0.0.1:${port}/provider-configs?limit=1`);
  } catch (error) {
    await stop();
    throw error;
  }
  return { name, port, key: KEY, stop };
}

const START_TIMEOUT_MS = 30_000;

async function answering(child: ChildProcess, url: string): Promise<void> {
  const until = performance.now() + START_TIMEOUT_MS;
  while (performance.now() < until && child.exitCode === null) {
    const answer = await fetch(url, { headers: { authorization: `Bearer ${KEY}` } }).catch(() => null);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`${child.spawnargs.join(' ')} did not answer`);
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  if (address === null || typeof address === 'string') throw new Error('No free port');
  return address.port;
}
