import { execFileSync, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { createServerDatabase } from '../../packages/db/src/testing.ts';
import { PROGRAMS } from '../toolchain/programs.mjs';
import { ROOT } from '../toolchain/root.mjs';
import { makePackage, type Package } from './make.ts';

/** The archive for production, unpacked somewhere else and started by Node.js alone, on both databases. */
const out = mkdtempSync(join(tmpdir(), 'berth-package-'));
const place = join(out, 'unpacked');
const KEY = 'the-first-key-of-this-test-0123456789';
const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string };
let made: Package;
let home: string;
vi.setConfig({ testTimeout: 60_000, hookTimeout: 120_000 });

beforeAll(async () => {
  made = await makePackage(join(out, 'dist'));
  execFileSync('mkdir', [place]);
  execFileSync('tar', ['-xzf', made.archive, '-C', place]);
  rmSync(made.folder, { recursive: true });
  home = join(place, `berth-server-${version}`);
});
afterAll(() => rmSync(out, { recursive: true, force: true }));

/** Starts the server of the archive with a command, and resolves to its URL once it answers. */
async function start([command = '', ...args]: string[], env: Record<string, string>, cwd = tmpdir()) {
  const child = spawn(command, args, {
    cwd,
    env: { PATH: process.env.PATH, PORT: '0', BERTH_BOOTSTRAP_KEY: KEY, LOG_LEVEL: 'error', ...env },
  });
  let output = '';
  const url = await new Promise<string>((resolve, reject) => {
    const read = (chunk: Buffer): void => {
      output += chunk;
      const [, shown] = /^ {2}Berth +(\S+)$/m.exec(output) ?? [];
      if (shown) resolve(shown);
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.once('exit', (code) => reject(new Error(`The server ended with ${code}:\n${output}`)));
  });
  const ask = (path: string, init: RequestInit = {}) =>
    fetch(`${url}${path}`, { ...init, headers: { authorization: `Bearer ${KEY}`, ...init.headers } });
  const stop = () =>
    new Promise<number | null>((resolve) => {
      child.once('exit', resolve);
      child.kill('SIGTERM');
    });
  return { url, ask, stop };
}

const databases = {
  PostgreSQL: async () => ({
    DATABASE_URL: (await createServerDatabase('empty')).url,
    BERTH_MASTER_KEY: randomBytes(32).toString('base64'),
  }),
  'the embedded database': async () => ({ BERTH_DATA_DIR: join(out, 'data') }),
};

describe.each(Object.entries(databases))('the archive on %s', (name, environment) => {
  test('starts, is ready, serves lists, the dashboard, the guide and documents, is backed up, and stops', async () => {
    const settings = await environment();
    const server = await start([process.execPath, join(home, 'berth-server.mjs')], settings);
    expect(await (await server.ask('/readyz')).json()).toMatchObject({
      status: 'healthy',
      checks: { postgresql: { status: 'up' }, migrations: { status: 'up' }, keys: { status: 'up' } },
      version,
    });
    const list = await (await server.ask('/providers?limit=2')).json();
    expect(list).toMatchObject({ items: [{ object: 'provider' }, { object: 'provider' }] });
    const body = JSON.stringify({ provider_id: 'openai', value: { api_key: 'k' } });
    const config = await server.ask('/provider-configs', {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json' },
    });
    expect(config.status).toBe(200);
    for (const path of ['/docs', '/docs/errors', '/docs/readme', '/openapi.json', '/dashboard']) {
      expect([path, (await server.ask(path)).status]).toEqual([path, 200]);
    }
    const page = await (await server.ask('/dashboard')).text();
    const [, script = ''] = /src="\.?\/?(assets\/[^"]+\.js)"/.exec(page) ?? [];
    expect([script, (await server.ask(`/dashboard/${script}`)).status]).toEqual([script, 200]);
    const command = [join(home, 'bin/berth'), 'provider-configs', 'list', '--json'];
    const client = { PATH: process.env.PATH, BERTH_URL: server.url, BERTH_KEY: KEY, HOME: out };
    const listed = execFileSync(process.execPath, command, { encoding: 'utf8', env: client });
    expect(listed).toContain('provider.config');
    const env = { PATH: process.env.PATH, ...settings };
    const commands = {
      node: [process.execPath, join(home, 'bin/berth-server'), 'backup'],
      npm: ['npm', 'run', 'backup', '--'],
    };
    for (const [by, [command = '', ...args]] of Object.entries(commands)) {
      const backup = join(out, `backup of ${name} by ${by}`);
      execFileSync(command, [...args, backup], { cwd: home, env, stdio: 'pipe' });
      expect(readFileSync(backup, 'latin1')).toMatch(/^berth-backup 1\n/);
    }
    expect(await server.stop()).toBe(0);
  });
});

test('npm start in the folder of the archive serves, and ends with npm', async () => {
  const server = await start(['npm', 'start'], { BERTH_DATA_DIR: join(out, 'by npm') }, home);
  expect((await server.ask('/healthz')).status).toBe(200);
  await server.stop();
  await vi.waitUntil(
    () =>
      server.ask('/healthz').then(
        () => false,
        () => true,
      ),
    { timeout: 20_000 },
  );
});

test('every program has a script in the archive, which npm runs in its folder', () => {
  for (const program of PROGRAMS) {
    const help = execFileSync('npm', ['run', '-s', program, '--', '--help'], { cwd: home, encoding: 'utf8' });
    expect(help).toMatch(new RegExp(`^npm run ${program}\\b`));
  }
});

test('an embedded database that cannot start tells the reason: a package that is missing, on a first start and later', async () => {
  const missing = 'packages/db/node_modules/@electric-sql/pglite-prepopulatedfs/dist/index.js';
  const settings = { BERTH_DATA_DIR: join(out, 'data without a package') };
  renameSync(join(home, missing), join(home, 'away'));
  for (const image of [true, false]) {
    if (!image) rmSync(join(home, 'packages/db/dist/images'), { recursive: true });
    rmSync(settings.BERTH_DATA_DIR, { recursive: true, force: true });
    const failed = await start([process.execPath, join(home, 'berth-server.mjs')], settings).catch(String);
    expect(failed).toMatch(/Cannot find (?:package|module) .*pglite-prepopulatedfs/);
    // The files of an image are there before PostgreSQL starts
    expect(existsSync(join(settings.BERTH_DATA_DIR, 'postgres'))).toBe(image);
  }
  renameSync(join(home, 'away'), join(home, missing));
});

test('the archive has at most 60 MB, licences, and nothing of the development', () => {
  expect(made.bytes).toBeLessThanOrEqual(60_000_000);
  expect(existsSync(join(home, 'node_modules'))).toBe(false);
  const licences = readFileSync(join(home, 'THIRD-PARTY-LICENCES.txt'), 'utf8');
  for (const name of ['hono', 'postgres', 'drizzle-orm', '@electric-sql/pglite', 'swagger-ui-dist']) {
    expect(licences).toMatch(new RegExp(`^# ${name} \\d`, 'm'));
  }
  const listed = execFileSync('tar', ['-tzf', made.archive], { encoding: 'utf8' });
  expect(listed).not.toMatch(/\.test\.|\.map$|vitest|tsx\//m);
});
