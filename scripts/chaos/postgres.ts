import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { freePort } from '../free-port.ts';
import { accountForServers, binaries } from '../testing/postgres-server.ts';

/** A PostgreSQL of a case alone, with the durability of production. */
export interface Postgres {
  url: string;
  isRunning(): boolean;
  /** Starts it, and resolves once it accepts connections. */
  start(): Promise<void>;
  /** Ends it: SIGINT as an administrator does, SIGQUIT as a crash. */
  end(signal: 'SIGINT' | 'SIGQUIT'): Promise<void>;
  /** Sends SIGSTOP or SIGCONT to each of its processes. */
  signalAll(signal: 'SIGSTOP' | 'SIGCONT'): void;
  remove(): Promise<void>;
}

const living = new Set<ChildProcess>();
const folders = new Set<string>();
process.on('exit', () => {
  for (const child of living) for (const signal of ['SIGCONT', 'SIGKILL'] as const) signalAll(child, signal);
  folders.forEach(remove);
});

/** Sends a signal to a server and each of its processes. */
function signalAll({ pid }: ChildProcess, signal: NodeJS.Signals): void {
  for (const each of [pid, ...childrenOf(pid)]) {
    try {
      if (each) process.kill(each, signal);
    } catch {
      // It has ended
    }
  }
}

function childrenOf(pid: number | undefined): number[] {
  try {
    return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').map(Number);
  } catch {
    return [];
  }
}

function remove(folder: string): void {
  rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
  folders.delete(folder);
}

/** Makes a cluster with its data in a folder below `parent`, and starts it. */
export async function makePostgres(
  parent = '/tmp',
  settings: Record<string, string> = {},
): Promise<Postgres> {
  const account = accountForServers();
  const home = mkdtempSync(join('/tmp', 'berth-chaos-'));
  const data = mkdtempSync(join(parent, 'data-'));
  for (const path of [home, data]) folders.add(path);
  const bin = binaries(home, account);
  for (const path of [home, data]) if (account) chownSync(path, account.uid, account.gid);
  mkdirSync(join(data, 'cluster'));
  if (account) chownSync(join(data, 'cluster'), account.uid, account.gid);
  const cluster = join(data, 'cluster');
  execFileSync(
    join(bin, 'initdb'),
    ['-D', cluster, '-U', 'postgres', '--auth=trust', '--encoding=UTF8', '--locale=C'],
    {
      ...account,
      cwd: home,
      stdio: 'ignore',
    },
  );
  const port = String(await freePort());
  const given = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    port,
    timezone: 'UTC',
    ...settings,
  };
  const args = Object.entries(given).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  let child: ChildProcess | null = null;
  const isRunning = () => child !== null && child.exitCode === null && child.signalCode === null;

  const start = async (): Promise<void> => {
    const server = spawn(join(bin, 'postgres'), ['-D', cluster, ...args], {
      ...account,
      cwd: home,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    child = server;
    living.add(server);
    server.once('exit', () => living.delete(server));
    let output = '';
    await new Promise<void>((resolve, reject) => {
      server.stderr?.on('data', (chunk: Buffer) => {
        output = `${output}${chunk}`.slice(-4_000);
        if (output.includes('ready to accept connections')) resolve();
      });
      server.once('exit', () => reject(new Error(`PostgreSQL did not start:\n${output}`)));
    });
  };
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    if (!child || !isRunning()) return;
    const ended = once(child, 'exit');
    signalAll(child, 'SIGCONT'); // a stopped one ends only when it goes on
    child.kill(signal);
    await ended;
  };
  await start();
  return {
    url: `postgres://postgres@127.0.0.1:${port}/postgres`,
    isRunning,
    start,
    end,
    signalAll: (signal) => {
      if (child) signalAll(child, signal);
    },
    remove: async () => {
      await end('SIGQUIT');
      for (const path of [home, data]) remove(path);
    },
  };
}
