import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../free-port.ts';
import { memoryOf } from '../measuring/memory.ts';
import { bundleScript } from '../toolchain/bundle.mjs';
import { KEY, MASTER_KEY } from './keys.ts';
import type { Target } from './load.ts';

const ROOT = join(import.meta.dirname, '../..');

export interface Running extends Target {
  name: string;
  /** Milliseconds from the start of the process to its first answer. */
  readyMs: number;
  /** Reads the resident memory now and at its peak, in bytes; zeros where the system does not tell. */
  memory(): { now: number; peak: number };
  stop(): Promise<void>;
}

/** Starts the built server as it is deployed. */
export async function startBerth(
  databaseUrl: string,
  more: Readonly<Record<string, string>> = {},
): Promise<Running> {
  const port = await freePort();
  return start('berth', port, [join(ROOT, 'apps/api/dist/main.js')], {
    PORT: String(port),
    DATABASE_URL: databaseUrl,
    BERTH_MASTER_KEY: MASTER_KEY.toString('base64'),
    BERTH_BOOTSTRAP_KEY: KEY,
    LOG_LEVEL: 'silent',
    ...more,
  });
}

/** Starts the built server twice on an embedded database of its own. Returns the time of each start, in ms. */
export async function startsEmbedded(): Promise<{ first: number; again: number }> {
  const folder = mkdtempSync(join(tmpdir(), 'berth-bench-'));
  const start = async (): Promise<number> => {
    const berth = await startBerth('', { BERTH_DATA_DIR: join(folder, 'data') });
    await berth.stop();
    return berth.readyMs;
  };
  try {
    return { first: await start(), again: await start() };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export async function startBare(
  databaseUrl: string,
  instanceId: string,
  plans: 'auto' | 'generic',
): Promise<Running> {
  const port = await freePort();
  const name = plans === 'generic' ? 'bare with generic plans' : 'bare';
  const script = join(ROOT, 'scripts/bench/bare.ts');
  return start(name, port, ['--import', 'tsx', script, databaseUrl, instanceId, String(port), plans], {});
}

/**
 * Starts the built server with an audit trail that records nothing, to measure the cost of the trail. No setting does
 * this.
 */
export async function startWithoutTrail(databaseUrl: string): Promise<Running> {
  const port = await freePort();
  const script = await bundleScript("import '../../../scripts/bench/without-trail.ts'");
  return start('without the trail', port, [script, databaseUrl, String(port)], {});
}

async function start(
  name: string,
  port: number,
  args: string[],
  env: Record<string, string>,
): Promise<Running> {
  const began = performance.now();
  const child = spawn(process.execPath, args, {
    cwd: ROOT,
    env: { PATH: process.env.PATH, NODE_ENV: 'production', ...env },
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
  const readyMs = performance.now() - began;
  return { name, port, key: KEY, readyMs, memory: () => memoryOf(child.pid), stop };
}

const START_TIMEOUT_MS = 120_000;

async function answering(child: ChildProcess, url: string): Promise<void> {
  const until = performance.now() + START_TIMEOUT_MS;
  while (performance.now() < until && child.exitCode === null) {
    const answer = await fetch(url, { headers: { authorization: `Bearer ${KEY}` } }).catch(() => null);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error('A server of the benchmark did not answer');
}
