import { type ChildProcess, spawn } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePort } from '../free-port.ts';
import { installPackages } from '../testing/debian.ts';
import { accountForServers } from '../testing/postgres-server.ts';
import { Skipped, until } from './case.ts';

const PROGRAMS = {
  patroni: '/usr/bin/patroni',
  'etcd-server': '/usr/bin/etcd',
  'postgresql-15': '/usr/lib/postgresql/15/bin/postgres',
};
const BIN = '/usr/lib/postgresql/15/bin';

interface Node {
  name: string;
  /** The port of PostgreSQL, and that of Patroni, which tells the role. */
  port: number;
  rest: number;
  data: string;
  child: ChildProcess;
}

/** A primary and two standbys under Patroni, with etcd. */
export interface Cluster {
  /** The URL with all hosts, of which one takes writes. */
  url: string;
  /** The URL of each host. */
  urls: readonly string[];
  /** Kills the primary and its Patroni by SIGKILL. Resolves when another node is the primary. */
  killPrimary(): Promise<void>;
  remove(): void;
}

/** Installs what is missing by apt-get, if this account may. @throws Skipped */
function requirePrograms(): void {
  const missing = Object.entries(PROGRAMS).filter(([, path]) => !existsSync(path));
  const packages = missing.map(([name]) => name);
  if (packages.length === 0 || installPackages(['python3-etcd', ...packages])) return;
  throw new Skipped(`these packages of Debian are missing, and cannot be installed: ${packages.join(', ')}`);
}

/** Starts the cluster, and resolves when it has a primary and a synchronous standby. */
export async function startCluster(): Promise<Cluster> {
  requirePrograms();
  const account = accountForServers();
  const home = mkdtempSync('/tmp/berth-patroni-');
  if (account) chownSync(home, account.uid, account.gid);
  const children = new Set<ChildProcess>();
  const launch = (program: string, args: string[]): ChildProcess => {
    const child = spawn(program, args, {
      ...account,
      cwd: home,
      stdio: 'ignore',
      env: { PATH: process.env.PATH, HOME: home },
    });
    children.add(child);
    return child;
  };
  const [etcd, peer] = [await freePort(), await freePort()];
  const at = (port: number): string => `http://127.0.0.1:${port}`;
  launch(PROGRAMS['etcd-server'], [
    ...['--name', 'e', '--data-dir', join(home, 'etcd'), '--initial-cluster', `e=${at(peer)}`],
    ...['--listen-client-urls', at(etcd), '--advertise-client-urls', at(etcd)],
    ...['--listen-peer-urls', at(peer), '--initial-advertise-peer-urls', at(peer)],
  ]);
  const nodes: Node[] = [];
  for (const name of ['n1', 'n2', 'n3']) {
    const [port, rest] = [await freePort(), await freePort()];
    const data = join(home, name);
    writeFileSync(join(home, `${name}.yml`), configOf({ name, port, rest, data, etcd }));
    nodes.push({ name, port, rest, data, child: launch(PROGRAMS.patroni, [join(home, `${name}.yml`)]) });
  }
  const remove = (): void => {
    for (const child of children) child.kill('SIGKILL');
    for (const { data } of nodes) killServer(data);
    rmSync(home, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
  };
  process.once('exit', remove);
  try {
    await until(
      'a primary and a synchronous standby',
      async () => {
        const roles = await Promise.all(nodes.map((node) => isUp(node, 'synchronous')));
        return (await primaryOf(nodes)) !== null && roles.includes(true);
      },
      90_000,
    );
  } catch (error) {
    remove();
    throw error;
  }
  const hosts = nodes.map(({ port }) => `127.0.0.1:${port}`);
  const urlOf = (host: string): string => `postgres://postgres:secret@${host}/postgres`;
  return {
    url: urlOf(hosts.join()),
    urls: hosts.map(urlOf),
    killPrimary: async () => {
      const primary = await primaryOf(nodes);
      if (!primary) throw new Error('The cluster has no primary');
      primary.child.kill('SIGKILL');
      killServer(primary.data);
      const others = nodes.filter((node) => node !== primary);
      await until('another primary', async () => (await primaryOf(others)) !== null, 90_000);
    },
    remove: () => {
      process.removeListener('exit', remove);
      remove();
    },
  };
}

const isUp = ({ rest }: Node, role: string): Promise<boolean> =>
  fetch(`http://127.0.0.1:${rest}/${role}`, { signal: AbortSignal.timeout(2_000) }).then(
    ({ status }) => status === 200,
    () => false,
  );

async function primaryOf(nodes: readonly Node[]): Promise<Node | null> {
  for (const node of nodes) if (await isUp(node, 'primary')) return node;
  return null;
}

/** Kills the PostgreSQL of a data directory by the process id that it has written there. */
function killServer(data: string): void {
  try {
    process.kill(Number(readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n')[0]), 'SIGKILL');
  } catch {
    // It does not run
  }
}

const configOf = (node: { name: string; port: number; rest: number; data: string; etcd: number }): string => `
scope: berth
name: ${node.name}
restapi: { listen: '127.0.0.1:${node.rest}', connect_address: '127.0.0.1:${node.rest}' }
etcd3: { host: '127.0.0.1:${node.etcd}' }
bootstrap:
  dcs:
    ttl: 20
    loop_wait: 2
    retry_timeout: 5
    synchronous_mode: true
    synchronous_mode_strict: true
    postgresql: { use_pg_rewind: false, parameters: { max_connections: 60, synchronous_commit: 'on', wal_retrieve_retry_interval: 500ms } }
  initdb: [{ encoding: UTF8 }, { locale: C }]
  pg_hba: ['host all all 127.0.0.1/32 md5', 'host replication all 127.0.0.1/32 md5']
postgresql:
  listen: '127.0.0.1:${node.port}'
  connect_address: '127.0.0.1:${node.port}'
  data_dir: '${node.data}'
  bin_dir: '${BIN}'
  parameters: { unix_socket_directories: '' }
  authentication:
    superuser: { username: postgres, password: secret }
    replication: { username: copier, password: secret }
`;
