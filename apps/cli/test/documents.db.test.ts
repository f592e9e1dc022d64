import { execFile, execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { startListening } from '../../../packages/client/test/listening.ts';
import { chooseBlocks, documents, idsIn, ROOT, steady, stepsOf } from './documents.ts';
import { runBlocks } from './shell-script.ts';
import { makeHome } from './terminal.ts';

const SHOWN_URL = 'http://127.0.0.1:3000';
const SHOWN_HOME = '/home/you';

const run = promisify(execFile);
const tool = (path: string) => join(ROOT, 'node_modules', path);
/** Every name is a public address, and nothing answers there. */
const offline = { lookup: async () => ['93.184.215.14'], dial: () => '127.0.0.1' };

const server = await startListening({ network: offline });

/** The key of a new instance. It holds every scope, as the one that the first start prints. */
async function newKey(): Promise<string> {
  const { body } = await server.bootstrap.post('instances', { name: 'Default' });
  const { id, secret } = body.secret_key;
  await server.database.transaction((tx) =>
    tx.execute(`update api_keys set bootstrap = true, name = 'Bootstrap key' where id = '${id}'`),
  );
  return secret;
}

beforeAll(() => {
  execFileSync(process.execPath, [tool('typescript/bin/tsc'), '-b', 'apps/cli'], {
    cwd: ROOT,
    stdio: 'inherit',
  });
}, 120_000);

const scripts = documents.flatMap(({ path, blocks }) => {
  const chosen = blocks.filter(({ language }) => language === 'sh');
  return chosen.length > 0 ? [{ path, blocks: chosen }] : [];
});

test.each(scripts)('the shell commands of $path run', { timeout: 120_000 }, async ({ blocks }) => {
  const home = makeHome(onTestFinished);
  for (const { code, refused, announced } of await runBlocks(blocks, {
    url: server.url,
    key: await newKey(),
    home,
  })) {
    expect(refused.length, `Refused without a comment that says so:\n${refused.join('\n')}\n${code}`).toBe(
      announced,
    );
  }
});

const programs = chooseBlocks(({ language }) => language === 'ts');
const folder = mkdtempSync(join(ROOT, 'apps/cli/node_modules/.documents-'));
afterAll(() => rmSync(folder, { recursive: true }));
const programFile = (place: number): string => `example-${place}.ts`;

test('the TypeScript of the documents compiles', { timeout: 60_000 }, async () => {
  programs.forEach(({ path, code }, place) => {
    writeFileSync(join(folder, programFile(place)), `// ${path}\n${code}`);
  });
  writeFileSync(join(folder, 'package.json'), '{"type": "module"}');
  const config = {
    extends: join(ROOT, 'tsconfig.base.json'),
    compilerOptions: { composite: false, incremental: false, noEmit: true, typeRoots: [tool('@types')] },
    files: programs.map((_, place) => programFile(place)),
  };
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(config));
  const compiled = run(process.execPath, [tool('typescript/bin/tsc'), '-p', folder]);
  expect(await compiled.catch((error) => error)).toMatchObject({ stdout: '' });
});

test.each(programs.map((program, place) => ({ ...program, place })))(
  'a program of $path runs and prints what the document says',
  { timeout: 60_000 },
  async ({ code, output, place }) => {
    const file = join(folder, programFile(place));
    writeFileSync(file, code);
    const env = { PATH: process.env.PATH, BERTH_URL: server.url, BERTH_KEY: await newKey() };
    const { stdout } = await run(process.execPath, [tool('tsx/dist/cli.mjs'), file], { env });
    expect(stdout).not.toBe('');
    if (output !== null) expect(steady(stdout)).toBe(steady(output));
  },
);

const transcripts = chooseBlocks(
  ({ language, code }) => language === 'console' && code.startsWith('$ berth '),
);

test.each(transcripts)('a transcript of $path is what happens', { timeout: 120_000 }, async ({ code }) => {
  const home = makeHome(onTestFinished);
  writeFileSync(join(home, 'key.txt'), `${await newKey()}\n`);
  const env = { PATH: `${tool('.bin')}:${process.env.PATH}`, HOME: home, COLUMNS: '100' };
  const known = new Map([
    [SHOWN_URL, server.url],
    [SHOWN_HOME, home],
  ]);
  for (const { command, output } of stepsOf(code)) {
    const meant = [...known].reduce((text, [shown, real]) => text.replaceAll(shown, real), command);
    const happened = await runInShell(meant, home, env);
    const shown = happened.replaceAll(server.url, SHOWN_URL).replaceAll(home, SHOWN_HOME);
    expect(steady(shown), command).toBe(steady(output));
    for (const [index, id] of idsIn(output).entries()) known.set(id, idsIn(shown)[index] ?? id);
  }
});

/** Both outputs, as they come. */
async function runInShell(command: string, cwd: string, env: NodeJS.ProcessEnv): Promise<string> {
  const { stdout } = await run('bash', ['-c', `{ ${command}\n} 2>&1 || true`], { cwd, env });
  return stdout;
}
