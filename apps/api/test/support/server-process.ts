import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServerDatabase, makePgliteDirectory, testDriver } from '@berth/db/testing';
import { build } from '../../../../scripts/toolchain/build.mjs';

const ROOT = join(import.meta.dirname, '../../../..');
const DIST = join(ROOT, 'apps/api/dist');

/** A berth process, started from the build with its own environment. */
export interface BerthProcess {
  child: ChildProcess;
  url: string;
  /** The secret key that it printed. */
  key: string | null;
  /** The output so far. */
  output: () => string;
  /** Sends the signal and resolves to the exit code, or to the signal that ended the process. */
  stop: (signal?: NodeJS.Signals) => Promise<number | NodeJS.Signals | null>;
}

export interface Finished {
  code: number | null;
  stdout: string;
  stderr: string;
}

type Environment = Record<string, string>;

const living = new Set<ChildProcess>();
process.on('exit', () => {
  for (const child of living) child.kill('SIGKILL');
});

/** Brings `dist` up to date; takes a moment when it already is. */
export const buildServer = (): Promise<void> => build(['server']);

/** Makes a folder for a data directory, and a function that removes it. */
export function makeFolder(): { path: string; remove: () => void } {
  const path = mkdtempSync(join(tmpdir(), 'berth-test-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/** The environment of a server on its own empty PostgreSQL database, with its own master key. */
export async function onEmptyPostgres(): Promise<{ DATABASE_URL: string; BERTH_MASTER_KEY: string }> {
  const { url } = await createServerDatabase('empty');
  return { DATABASE_URL: url, BERTH_MASTER_KEY: newMasterKey() };
}

/**
 * The environment of a server on its own database, in the folder or on PostgreSQL, that has its tables and the
 * catalogue but was never served. Such a start takes a fifth of the time of a start on an empty one.
 */
export async function onMigratedDatabase(folder: string): Promise<Environment> {
  if (testDriver() === 'postgres') return onMigratedPostgres();
  await makePgliteDirectory(join(folder, 'postgres'));
  return { BERTH_DATA_DIR: folder, BERTH_MASTER_KEY: newMasterKey() };
}

/** Does the same on PostgreSQL only, for several processes that share the database. */
export async function onMigratedPostgres(): Promise<{ DATABASE_URL: string; BERTH_MASTER_KEY: string }> {
  const { url } = await createServerDatabase('migrated');
  return { DATABASE_URL: url, BERTH_MASTER_KEY: newMasterKey() };
}

const newMasterKey = (): string => randomBytes(32).toString('base64');

/** Starts a server on a free port and waits for its banner. `program` has the arguments of Node.js for another one. */
export async function startProcess(env: Environment, program = [entryOf('main')]): Promise<BerthProcess> {
  const { child, output } = launch(program, { PORT: '0', LOG_LEVEL: 'error', ...env });
  const url = await new Promise<string>((resolve, reject) => {
    const look = (): void => {
      const shown = /^ {2}Berth +(\S+)$/m.exec(output());
      if (shown?.[1] && output().includes('curl ')) resolve(shown[1]);
    };
    child.stdout?.on('data', look);
    child.once('exit', (code) => reject(new Error(`The server ended with ${code}:\n${output()}`)));
  });
  return {
    child,
    url,
    key: /^export BERTH_KEY='(\S+)'$/m.exec(output())?.[1] ?? null,
    output,
    stop: async (signal = 'SIGTERM') => {
      const ended = endOf(child);
      child.kill(signal);
      return ended;
    },
  };
}

/** Runs a program of the server to its end. */
export async function runToEnd(
  entry: 'main' | 'key' | 'backup' | 'restore' | 'distribute',
  env: Environment,
  args: readonly string[] = [],
): Promise<Finished> {
  const { child, stdout, stderr } = launch([entryOf(entry), ...args], env);
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, stdout: stdout(), stderr: stderr() };
}

/** Waits for the end of a process and resolves to its exit code, or to the signal that ended it. */
export async function endOf(child: ChildProcess): Promise<number | NodeJS.Signals | null> {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  return child.exitCode ?? child.signalCode;
}

/** Waits until a process has written output. @throws Error when it ends before. */
export async function spoken({ child, output }: Launched): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    child.stdout?.once('data', () => resolve());
    child.once('exit', (code) => reject(new Error(`The process ended with ${code}:\n${output()}`)));
  });
}

/** Runs code with the server's modules, bundled by `bundleScript`, in a process of its own. */
export function launchScript(file: string, env: Environment = {}) {
  return watch(spawn(process.execPath, [file], { env: clean(env) }));
}

function launch(program: readonly string[], env: Environment) {
  return watch(spawn(process.execPath, program, { cwd: ROOT, env: clean(env) }));
}

/** The file of a program of the build. */
export const entryOf = (name: string): string => join(DIST, `${name}.js`);

const clean = (env: Environment): NodeJS.ProcessEnv => ({ PATH: process.env.PATH, ...env });

type Launched = ReturnType<typeof watch>;

function watch(child: ChildProcess) {
  living.add(child);
  child.once('exit', () => living.delete(child));
  let [stdout, stderr] = ['', ''];
  child.stdout?.setEncoding('utf8').on('data', (chunk: string) => {
    stdout += chunk;
  });
  child.stderr?.setEncoding('utf8').on('data', (chunk: string) => {
    stderr += chunk;
  });
  return { child, stdout: () => stdout, stderr: () => stderr, output: () => stdout + stderr };
}
