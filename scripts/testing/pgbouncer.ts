import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../free-port.ts';
import { findOrInstall } from './debian.ts';
import { accountForServers } from './postgres-server.ts';

const PLACES = ['/usr/sbin/pgbouncer', '/usr/bin/pgbouncer', '/opt/homebrew/bin/pgbouncer'];

/** Few, so that the transactions of one client run on several connections, and those of several clients on one. */
const SERVER_CONNECTIONS = 3;

/** Finds PgBouncer, or installs Debian's package when it may; null where there is none. */
export const findPgBouncer = (): string | null => findOrInstall(PLACES, 'pgbouncer');

/** Starts PgBouncer in transaction mode in front of the server of a URL, with nothing set but that. */
export async function startPgBouncer(
  program: string,
  target: string,
): Promise<{ url: string; stop(): Promise<void> }> {
  const { hostname, port, username, password, pathname } = new URL(target);
  const own = await freePort();
  const folder = mkdtempSync(join(tmpdir(), 'berth-pgbouncer-'));
  const config = join(folder, 'pgbouncer.ini');
  writeFileSync(
    config,
    `[databases]
* = host=${hostname} port=${port} user=${username} password=${password}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${own}
unix_socket_dir =
auth_type = any
pool_mode = transaction
default_pool_size = ${SERVER_CONNECTIONS}
`,
  );
  const account = accountForServers();
  if (account) execFileSync('chown', ['-R', `${account.uid}:${account.gid}`, folder]);
  const child = spawn(program, [config], { ...account, cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] });
  const end = () => child.kill('SIGKILL');
  process.on('exit', end);
  const stop = async () => {
    process.off('exit', end);
    end();
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
    rmSync(folder, { recursive: true, force: true });
  };
  await listening(child).catch(async (error) => {
    await stop();
    throw error;
  });
  return { url: `postgres://berth@127.0.0.1:${own}${pathname}`, stop };
}

async function listening(child: ChildProcess): Promise<void> {
  let output = '';
  await new Promise<void>((resolve, reject) => {
    child.stderr?.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      if (output.includes('process up')) resolve();
    });
    child.once('error', reject);
    child.once('exit', () => reject(new Error(`PgBouncer did not start:\n${output}`)));
  });
  child.stderr?.removeAllListeners('data').resume();
}
