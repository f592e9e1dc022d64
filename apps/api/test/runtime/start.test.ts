import { randomBytes } from 'node:crypto';
import { createServer } from 'node:net';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { PROGRAMS } from '../../../../scripts/toolchain/programs.mjs';
import { openServer } from '../../src/server/database.ts';
import { serve } from '../../src/server/serve.ts';
import { explain } from '../../src/server/start-error.ts';
import { buildServer, makeFolder, runToEnd } from '../support/server-process.ts';

const masterKey = randomBytes(32).toString('base64');
const folder = makeFolder();
vi.setConfig({ testTimeout: 40_000 });

beforeAll(buildServer);
afterAll(() => folder.remove());

describe('a server that cannot start gives the reason in a sentence and exits 1', () => {
  test('settings are refused all at once, without the given values', async () => {
    const env = { PORT: 'many', BERTH_BOOTSTRAP_KEY: 'pa55word', BERTH_DATA_DIR: folder.path };
    const { code, stdout, stderr } = await runToEnd('main', env);
    expect(code).toBe(1);
    expect(stdout).toBe('');
    expect(stderr).toMatch(/PORT must be.*BERTH_BOOTSTRAP_KEY must be/s);
    expect(stderr).not.toMatch(/pa55word|many|\bat /);
  });

  test.each(['/proc/x', '/proc/x/y', '/dev/null/x'])(
    'a data directory that cannot be made or written is named: %s',
    async (path) => {
      const { code, stderr } = await runToEnd('main', { BERTH_DATA_DIR: path });
      expect(stderr.trim()).toBe(
        `The data directory ${path} cannot be created or written. ` +
          'Give this user the right to write it, or set BERTH_DATA_DIR to another directory.',
      );
      expect(code).toBe(1);
    },
  );

  test('an argument that is no program is refused, and all programs are named', async () => {
    const { code, stderr } = await runToEnd('main', { BERTH_DATA_DIR: folder.path }, ['bakcup', 'file']);
    expect([code, stderr]).toEqual([2, expect.stringContaining('takes no arguments')]);
    for (const program of PROGRAMS) expect(stderr).toContain(program);
  });

  test('and names a variable that looks like a misspelt setting', async () => {
    const { stderr } = await runToEnd('main', { BERTH_DATADIR: '/data', PORT: 'many' });
    expect(stderr.split('\n')[0]).toBe('BERTH_DATADIR is no setting; did you mean BERTH_DATA_DIR?');
  });

  test('an unreachable database is named by its place, without its password', async () => {
    const { code, stderr } = await runToEnd('main', {
      DATABASE_URL: 'postgres://me:pa55word@127.0.0.1:1/berth',
      BERTH_MASTER_KEY: masterKey,
    });
    expect(code).toBe(1);
    expect(stderr.trim().split('\n').at(-1)).toBe(
      'The database of DATABASE_URL at 127.0.0.1:1 cannot be reached (ECONNREFUSED). ' +
        'Start the database, or correct the host and the port in DATABASE_URL.',
    );
    expect(stderr).not.toContain('pa55word');
  });

  test.each(['key', 'backup', 'restore', 'distribute'] as const)(
    'the program %s helps, and refuses other arguments',
    async (program) => {
      const help = await runToEnd(program, {}, ['--help']);
      expect(help).toMatchObject({ code: 0, stderr: '' });
      expect(help.stdout).toMatch(new RegExp(`^npm run ${program}\\b.*\\nExamples:\\n`, 's'));
      const refused = await runToEnd(program, {}, ['--bogus']);
      expect(refused).toMatchObject({ code: 2, stdout: '' });
      expect(refused.stderr).toContain(`\n\n${help.stdout}`);
    },
  );

  test.each(['key', 'backup', 'distribute'] as const)(
    'the program %s names an unreachable database, too',
    async (program) => {
      const DATABASE_URL = 'postgres://127.0.0.1:1/berth';
      const env = program === 'key' ? { DATABASE_URL, BERTH_MASTER_KEY: masterKey } : { DATABASE_URL };
      const file = program === 'backup' ? [`${folder.path}/unmade`] : [];
      const { code, stderr } = await runToEnd(program, env, file);
      expect([code, stderr]).toEqual([1, expect.stringContaining('cannot be reached (ECONNREFUSED)')]);
    },
  );

  test('a service that is no database is refused', async () => {
    const stranger = createServer((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'));
    await new Promise<void>((resolve) => stranger.listen(0, '127.0.0.1', resolve));
    const { port } = stranger.address() as { port: number };
    await expect(openServer(`postgres://me:pa55word@127.0.0.1:${port}/berth`, 'drizzle')).rejects.toThrow(
      'does not answer as PostgreSQL does',
    );
    stranger.close();
  });

  test('a port that is taken is refused', async () => {
    const first = await serve({ fetch: () => new Response('ok'), host: '127.0.0.1', port: 0 });
    const port = Number(new URL(first.url).port);
    await expect(serve({ fetch: () => new Response('ok'), host: '127.0.0.1', port })).rejects.toThrow(
      `Port ${port} on 127.0.0.1 is in use. Set PORT to another one, or to 0 for any free one.`,
    );
    await first.stop(1_000);
  });

  test('a defect is told without the statement that failed, and without its parameters', () => {
    const failed = new Error('Failed query: select $1\nparams: canary', { cause: new Error('no right') });
    const told = explain(Object.assign(failed, { query: 'select $1', params: ['canary'] }));
    expect(told).toMatch(/^This is a defect of Berth\..*\nError: no right\n {4}at /);
    expect(told).not.toMatch(/canary|select/);
  });

  test('a defect is told with its causes', () => {
    const cause = Object.assign(new Error("Cannot find package 'x'"), { code: 'ERR_MODULE_NOT_FOUND' });
    const told = explain(new Error('The embedded database has ended', { cause }));
    expect(told).toMatch(/Error: The embedded database has ended\n {4}at /);
    expect(told).toMatch(/\nCaused by: Error: Cannot find package 'x'\n {4}at /);
  });

  test('a host that is not of this machine is refused', async () => {
    await expect(serve({ fetch: () => new Response('ok'), host: '192.0.2.1', port: 0 })).rejects.toThrow(
      '192.0.2.1 is not an address of this machine.',
    );
  });
});
