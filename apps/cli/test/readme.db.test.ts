import { execFile, execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, expect, onTestFinished, test } from 'vitest';
import { startListening } from '../../../packages/client/test/listening.ts';
import { fencesOf, idsIn, ROOT, steady, stepsOf } from './readme.ts';
import { makeHome } from './terminal.ts';

const README_URL = 'http://127.0.0.1:3000';
const README_HOME = '/home/you';

const server = await startListening();
/** Creates an instance and returns its key. */
async function newKey(): Promise<string> {
  const { body } = await server.bootstrap.post('instances', { name: 'Default' });
  return body.secret_key.secret;
}

const tool = (path: string) => join(ROOT, 'node_modules', path);

beforeAll(() => {
  execFileSync(process.execPath, [tool('typescript/bin/tsc'), '-b', 'apps/cli'], {
    cwd: ROOT,
    stdio: 'inherit',
  });
}, 120_000);

test('the README has a TypeScript example and a transcript', () => {
  expect([fencesOf('ts').length, fencesOf('console').length]).toEqual([1, 1]);
});

test.each(fencesOf('ts'))('an example in TypeScript compiles and runs', { timeout: 60_000 }, async (code) => {
  const folder = mkdtempSync(join(ROOT, 'apps/cli/node_modules/.readme-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, 'package.json'), '{"type": "module"}');
  writeFileSync(join(folder, 'example.ts'), code);
  const config = {
    extends: join(ROOT, 'tsconfig.base.json'),
    compilerOptions: { composite: false, incremental: false, noEmit: true, typeRoots: [tool('@types')] },
    files: ['example.ts'],
  };
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(config));
  const run = promisify(execFile);
  const compiled = run(process.execPath, [tool('typescript/bin/tsc'), '-p', folder]);
  expect(await compiled.catch((error) => error)).toMatchObject({ stdout: '' });
  const env = { PATH: process.env.PATH, BERTH_URL: server.url, BERTH_KEY: await newKey() };
  const { stdout } = await run(process.execPath, [tool('tsx/dist/cli.mjs'), join(folder, 'example.ts')], {
    env,
  });
  const id = idsIn(stdout)[0] ?? '';
  expect(stdout).toMatch(
    new RegExp(`^${id} Chat\n\\{[^}]*api_key: 'example-key'[^}]*\\}\nvalue\\.api_key .*\ntrue\n$`),
  );
});

test.each(fencesOf('console'))('a transcript prints its output', { timeout: 120_000 }, async (transcript) => {
  const home = makeHome(onTestFinished);
  writeFileSync(join(home, 'key.txt'), `${await newKey()}\n`);
  const env = { PATH: `${tool('.bin')}:${process.env.PATH}`, HOME: home, COLUMNS: '100' };
  const known = new Map([
    [README_URL, server.url],
    [README_HOME, home],
  ]);
  for (const { command, output } of stepsOf(transcript)) {
    const meant = [...known].reduce((text, [shown, real]) => text.replaceAll(shown, real), command);
    const happened = await runInShell(meant, home, env);
    const shown = happened.replaceAll(server.url, README_URL).replaceAll(home, README_HOME);
    expect(steady(shown), command).toBe(steady(output));
    for (const [index, id] of idsIn(output).entries()) known.set(id, idsIn(shown)[index] ?? id);
  }
});

/** Runs a command and collects both outputs in their order. */
async function runInShell(command: string, cwd: string, env: NodeJS.ProcessEnv): Promise<string> {
  const { stdout } = await promisify(execFile)('bash', ['-c', `{ ${command}\n} 2>&1 || true`], { cwd, env });
  return stdout;
}
