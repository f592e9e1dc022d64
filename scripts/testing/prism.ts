import { type ChildProcess, spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { TestProject } from 'vitest/node';
import { freePort } from '../free-port.ts';
import { startSwitchboard } from './switchboard.ts';

/** The addresses of Prism: one checks requests and answers, the other checks answers only. */
export interface PrismAddresses {
  strict: string;
  lenient: string;
}

declare module 'vitest' {
  export interface ProvidedContext {
    prism: PrismAddresses;
  }
}

const API = join(import.meta.dirname, '../../apps/api');
const DOCUMENT = join(API, 'openapi/root.json');

/** Puts `prism proxy --errors` with the document of the root face before every server of the tests. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const switchboard = await startSwitchboard();
  const [strict, lenient] = [
    await startPrism(switchboard.url, []),
    await startPrism(switchboard.url, ['--validate-request=false']),
  ];
  project.provide('prism', { strict: strict.url, lenient: lenient.url });
  return async () => {
    strict.process.kill();
    lenient.process.kill();
    await switchboard.close();
  };
}

async function startPrism(
  upstream: string,
  flags: string[],
): Promise<{ url: string; process: ChildProcess }> {
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
