import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { createClient } from '@berth/client';
import { describe, expect, onTestFinished, test } from 'vitest';
import { startListening } from '../../../packages/client/test/listening.ts';
import type { Io } from '../src/io.ts';
import { ROOT } from './documents.ts';
import { berth, makeHome, type Setting } from './terminal.ts';

/** The command as a service uses it: it starts with a config by name. */

const server = await startListening();
const owner = await server.newInstance();
const home = makeHome();
const env = { BERTH_URL: server.url, BERTH_KEY: owner.key };
const cli = (line: string | string[], setting: Setting = {}) => berth(home, line, { env, ...setting });
const client = createClient({ url: server.url, key: owner.key });

const SECRET = `it's a "secret" with $HOME\nand a second line`;
const provider = await client.providers.create({
  slug: 'service-test',
  name: 'Service test',
  version: {
    version: '1.0.0',
    config_schema: {
      type: 'object',
      properties: {
        api_key: { type: 'string', writeOnly: true },
        apiUrl: { type: 'string', default: 'https://example.com/v1' },
        retry: { type: 'object', properties: { max_attempts: { type: 'integer' } } },
        tags: { type: 'array', items: { type: 'string' } },
        path: { type: 'string' },
      },
    },
  },
});
const create = (handle: string, value: Record<string, unknown>) =>
  client.providerConfigs.create({ provider_id: provider.id, handle, value });
const chat = await create('chat', { api_key: SECRET, retry: { max_attempts: 3 }, tags: ['a', 'b'] });
await create('plain', { tags: [] });
await create('daring', { path: '/tmp' });

const VARIABLES = {
  API_KEY: SECRET,
  API_URL: 'https://example.com/v1',
  RETRY_MAX_ATTEMPTS: '3',
  TAGS: '["a","b"]',
};

/** Notes the program that a command line starts in place of starting it. */
function noting(code = 0) {
  const calls: Parameters<Io['runProgram']>[] = [];
  const runProgram: Io['runProgram'] = async (...call) => {
    calls.push(call);
    return code;
  };
  return { calls, runProgram };
}

describe('berth run', () => {
  test('starts a program with the value of a config by handle, and exits with its exit code', async () => {
    const { calls, runProgram } = noting(7);
    const words = [
      'run',
      '--config',
      'chat',
      '--reason',
      'start',
      '--',
      'node',
      'worker.js',
      '--help',
      '--config',
    ];
    expect(await cli(words, { runProgram })).toEqual({ code: 7, stdout: '', stderr: '' });
    expect(calls).toEqual([['node', ['worker.js', '--help', '--config'], { ...env, ...VARIABLES }]]);
    expect(readdirSync(home)).toEqual([]);
    const { items } = await client.auditEvents.list({ resource_id: chat.id, order: 'desc', limit: 1 });
    expect(items[0]).toMatchObject({
      reason: 'start',
      actor: { user_agent: expect.stringMatching(/^berth-cli\/\d+\.\d+\.\d+$/) },
    });
  });

  test('takes an id, a prefix and names of variables', async () => {
    const { calls, runProgram } = noting();
    const words = [
      'run',
      `--config=${chat.id}`,
      '--reason=x',
      '--prefix',
      'P_',
      '--map',
      'api_key=KEY,tags=T',
      '--',
      'x',
    ];
    await cli(words, { runProgram });
    const { API_KEY, TAGS, API_URL, RETRY_MAX_ATTEMPTS } = VARIABLES;
    expect(calls[0]?.[2]).toEqual({
      ...env,
      KEY: API_KEY,
      T: TAGS,
      P_API_URL: API_URL,
      P_RETRY_MAX_ATTEMPTS: RETRY_MAX_ATTEMPTS,
    });
  });

  test('needs no reason for a config without secrets', async () => {
    const { calls, runProgram } = noting();
    expect((await cli('run --config plain -- x', { runProgram })).code).toBe(0);
    expect(calls[0]?.[2]).toMatchObject({ TAGS: '[]' });
  });

  test.each([
    ['run --config chat -- x', 2, '/api_key is hidden.\nSay why it is needed, with --reason.'],
    ['run --config none --reason x -- x', 4, '(not_found, 404)'],
    ['run --reason x -- x', 2, 'berth run needs --config.'],
    ['run --config chat --reason x', 2, 'berth run needs a program.'],
    ['run --config chat --reason x node', 2, 'berth run does not know what to do with node.'],
    ['run --config daring -- x', 2, 'path would be the variable PATH'],
    ['run --config chat --reason x --map apiUrl=API_KEY -- x', 2, 'would both be API_KEY.'],
    ['run --config chat --reason x --json -- x', 2, 'There is no --json here.'],
  ])('%s starts nothing and exits with %i', async (line, code, message) => {
    const { calls, runProgram } = noting();
    const ran = await cli(line, { runProgram });
    expect([ran.code, ran.stdout]).toEqual([code, '']);
    expect(ran.stderr).toContain(message);
    expect(calls).toEqual([]);
  });

  test('starts nothing with a key that may not reveal secrets', async () => {
    const { secret } = await client.apiKeys.create({ name: 'Reader', scopes: ['reader'] });
    const { calls, runProgram } = noting();
    const at = { env: { ...env, BERTH_KEY: String(secret) }, runProgram };
    const ran = await cli('run --config chat --reason x -- x', at);
    expect([ran.code, ran.stdout, calls]).toEqual([1, '', []]);
  });

  test('passes a signal on, and exits with the exit code of the real program', {
    timeout: 60_000,
  }, async () => {
    const script =
      "process.on('SIGTERM', () => { console.log(process.env.API_URL); process.exit(42); }); setInterval(() => {}, 1000); console.log('up');";
    const child = start(['run', '--config', 'chat', '--reason', 'x', '--', process.execPath, '-e', script]);
    await once(child.stdout as NodeJS.ReadableStream, 'data');
    let rest = '';
    child.stdout?.on('data', (text) => {
      rest += text;
    });
    child.kill('SIGTERM');
    const [code] = await once(child, 'close');
    expect([code, rest]).toEqual([42, 'https://example.com/v1\n']);
  });
});

/** Starts the command in a process of its own. */
function start(args: string[]): ChildProcess {
  const main = join(ROOT, 'apps/cli/src/main.ts');
  const node = ['--conditions=source', '--import', import.meta.resolve('tsx')];
  const child = spawn(process.execPath, [...node, main, ...args], {
    env: { PATH: process.env.PATH, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  return child;
}

describe('berth resolve --format', () => {
  const resolve = (format: string) => cli(['resolve', 'chat', '--reason', 'x', '--format', format]);

  test('env is read back by a shell', async () => {
    const { stdout } = await resolve('env');
    const file = join(home, 'env.sh');
    writeFileSync(file, stdout);
    const names = Object.keys(VARIABLES);
    const script = `. ${file}; ${names.map((name) => `printf '%s\\0' "$${name}"`).join('; ')}`;
    const read = execFileSync('sh', ['-c', script], { encoding: 'utf8', env: {} });
    expect(read.split('\0').slice(0, -1)).toEqual(Object.values(VARIABLES));
  });

  test('dotenv is read back by a parser', async () => {
    const { stdout, stderr } = await cli([
      'resolve',
      chat.id,
      '--reason=x',
      '--format=dotenv',
      '--map=tags=T',
    ]);
    const { TAGS, ...others } = VARIABLES;
    expect([parseEnv(stdout), stderr]).toEqual([{ ...others, T: TAGS }, '']);
  });

  test('json and yaml are the value alone', async () => {
    const value = {
      api_key: SECRET,
      apiUrl: 'https://example.com/v1',
      retry: { max_attempts: 3 },
      tags: ['a', 'b'],
    };
    const { parse } = await import('yaml');
    expect(JSON.parse((await resolve('json')).stdout)).toEqual(value);
    expect(parse((await resolve('yaml')).stdout)).toEqual(value);
  });

  test('names what is hidden, and makes no variables without it', async () => {
    const { stdout, stderr } = await cli('resolve chat --format json');
    expect([JSON.parse(stdout).api_key ?? null, stderr]).toEqual([null, 'Hidden: /api_key.\n']);
    expect(await cli('resolve chat --format env')).toMatchObject({ code: 2, stdout: '' });
  });

  test.each([
    ['resolve daring --format env', 'path would be the variable PATH'],
    ['resolve daring --format dotenv', 'path would be the variable PATH'],
    ['resolve chat --format xml', '--format is one of env, dotenv, json, yaml.'],
    ['resolve chat --format json --json', '--format and --json exclude each other.'],
    ['resolve chat --format yaml --prefix A_', '--prefix and --map name variables.'],
  ])('%s is refused', async (line, message) => {
    const ran = await cli(line);
    expect([ran.code, ran.stdout]).toEqual([2, '']);
    expect(ran.stderr).toContain(message);
  });
});
