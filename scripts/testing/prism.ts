import { type ChildProcess, spawn } from 'node:child_process';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { type AddressInfo, connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { TestProject } from 'vitest/node';
import { freePort } from '../free-port.ts';
import { startSwitchboard } from './switchboard.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** The address that starts Prism when it is first asked for one, and answers its {@link PrismAddresses} as JSON. */
    prism: string;
  }
}

/** The addresses of Prism: one checks requests and answers, the other checks answers only. */
export interface PrismAddresses {
  strict: string;
  lenient: string;
}

const API = join(import.meta.dirname, '../../apps/api');
const DOCUMENT = join(API, 'openapi/root.json');

/**
 * Puts `prism proxy --errors` with the document of the root face before every server of the tests. Prism starts when
 * a test first asks for it: a run of tests that send nothing through it does not wait.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const switchboard = await startSwitchboard();
  let started: Promise<readonly [Prism, Prism]> | undefined;
  const start = () =>
    Promise.all([
      startPrism(switchboard.url, []),
      startPrism(switchboard.url, ['--validate-request=false']),
    ] as const);
  const doorman = createServer((_request, answer) => {
    started ??= start();
    started.then(
      ([strict, lenient]) => answer.end(JSON.stringify({ strict: strict.url, lenient: lenient.url })),
      (error) => answer.writeHead(500).end(String(error)),
    );
  });
  if (process.env.CI) {
    started = start(); // a whole run needs it, and the time of a test is limited
    await started;
  }
  await new Promise<void>((resolve) => doorman.listen(0, '127.0.0.1', resolve));
  project.provide('prism', `http://127.0.0.1:${(doorman.address() as AddressInfo).port}`);
  return async () => {
    doorman.close();
    for (const { process } of (await started?.catch(() => undefined)) ?? []) process.kill();
    await switchboard.close();
  };
}

interface Prism {
  url: string;
  process: ChildProcess;
}

async function startPrism(upstream: string, flags: string[]): Promise<Prism> {
  const port = await freePort();
  const manifest = createRequire(join(API, 'package.json')).resolve('@stoplight/prism-cli/package.json');
  const command = join(manifest, '../dist/index.js');
  const options = ['--errors', '--verboseLevel', 'silent', '--cors', 'false', ...flags];
  const child = spawn(
    process.execPath,
    [command, 'proxy', DOCUMENT, upstream, '-p', String(port), ...options],
    {
      stdio: 'ignore',
    },
  );
  while (!(await listens(port))) {
    if (child.exitCode !== null) throw new Error(`Prism ended with ${child.exitCode}`);
    await sleep(50);
  }
  return { url: `http://127.0.0.1:${port}`, process: child };
}

const listens = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
