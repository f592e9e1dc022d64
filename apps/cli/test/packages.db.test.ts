import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startListening } from '../../../packages/client/test/listening.ts';
import { ROOT } from './documents.ts';

/** The packages of the client and the command, made by `npm pack` and installed outside of this repository. */

const run = promisify(execFile);
const server = await startListening();
const owner = await server.newInstance();
const folder = mkdtempSync(join(tmpdir(), 'berth-packages-'));
const env = { PATH: process.env.PATH, HOME: folder, BERTH_URL: server.url, BERTH_KEY: owner.key };
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const packages = { client: 'packages/client', cli: 'apps/cli' };
const QUIET = ['--no-audit', '--no-fund', '--prefer-offline'];
const tarballs = new Map<string, string>();

beforeAll(async () => {
  for (const [name, path] of Object.entries(packages)) {
    const { stdout } = await run('npm', ['pack', '--json', '--pack-destination', folder], {
      cwd: join(ROOT, path),
    });
    const [{ filename }] = JSON.parse(stdout.slice(stdout.indexOf('[')));
    tarballs.set(name, join(folder, filename));
  }
  writeFileSync(join(folder, 'package.json'), '{"type": "module", "private": true}');
  await run('npm', ['install', ...QUIET, ...tarballs.values()], { cwd: folder });
}, 180_000);

const installed = (name: string): string => join(folder, 'node_modules/@berth', name);

describe.each(Object.keys(packages))('the package of %s', (name) => {
  test('has a README, a licence and types, and no tests', () => {
    const files = readdirSync(installed(name), { recursive: true, encoding: 'utf8' });
    for (const file of ['README.md', 'LICENSE', 'dist']) expect(files).toContain(file);
    expect(files.filter((file) => file.endsWith('.d.ts')).length).toBeGreaterThan(10);
    expect(files.filter((file) => /\.test\.|\/test\/|tsbuildinfo|\.tgz$/.test(file))).toEqual([]);
    expect(readFileSync(join(installed(name), 'LICENSE'), 'utf8')).toBe(
      readFileSync(join(ROOT, 'LICENSE'), 'utf8'),
    );
  });

  test('depends on nothing that is in this repository only', () => {
    const text = readFileSync(join(installed(name), 'package.json'), 'utf8');
    expect(text).not.toContain('workspace:');
  });

  test('has every file that it exports or runs', () => {
    const { exports = {}, bin = {} } = JSON.parse(
      readFileSync(join(installed(name), 'package.json'), 'utf8'),
    );
    const paths = [
      ...Object.values<Record<string, string>>(exports).flatMap((entry) => Object.values(entry)),
    ];
    for (const path of [...paths, ...Object.values<string>(bin)]) readFileSync(join(installed(name), path));
    expect(paths.length + Object.keys(bin).length).toBeGreaterThan(0);
  });
});

test('the package of the command brings its client along', { timeout: 60_000 }, async () => {
  const alone = join(folder, 'alone');
  mkdirSync(alone);
  writeFileSync(join(alone, 'package.json'), '{"private": true}');
  await run('npm', ['install', ...QUIET, tarballs.get('cli') ?? ''], { cwd: alone });
  const { stdout } = await run(join(alone, 'node_modules/.bin/berth'), ['instance', 'get', '--json'], {
    env,
  });
  expect(JSON.parse(stdout)).toMatchObject({ id: owner.instanceId });
});

test('the installed command runs', async () => {
  const berth = (...args: string[]) =>
    run(join(folder, 'node_modules/.bin/berth'), args, { cwd: folder, env });
  const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  expect((await berth('--version')).stdout).toBe(`berth ${version}\n`);
  expect(JSON.parse((await berth('instance', 'get', '--json')).stdout)).toMatchObject({
    id: owner.instanceId,
  });
  writeFileSync(join(folder, 'config.yaml'), 'provider_id: openai\nvalue:\n  api_key: example-key\n');
  expect((await berth('cfg', 'create', '-f', 'config.yaml', '--handle', 'chat')).stdout).toMatch(
    /^handle +chat$/m,
  );
});

const PROGRAM = `
import { answerOf, BerthError, createClient, isBerthError, type ProviderConfig } from '@berth/client';
import { operations } from '@berth/client/operations';

const { BERTH_URL = '', BERTH_KEY = '' } = process.env;
const berth = createClient({ url: BERTH_URL, key: BERTH_KEY });
const value = { api_key: 'example-key' };
const config: ProviderConfig = await berth.providerConfigs.create({ provider_id: 'openai', value });
console.log(answerOf(config)?.etag !== null, operations.length > 50);
for await (const { id } of berth.providerConfigs.list({ id: config.id })) console.log(id === config.id);
const error: unknown = await berth.providerConfigs
  .create({ provider_id: 'openai', value: { api_key: 1 } })
  .catch((reason: unknown) => reason);
if (isBerthError(error, 'invalid_data')) console.log(error.message, error instanceof BerthError);
`;

const REFUSED = `
import { createClient } from '@berth/client';
const berth = createClient({ url: 'http://127.0.0.1:3000', key: 'x' });
const vault = { provider_config_vault_id: 'pcvt_1' };
await berth.providerConfigs.create({ provider_id: 'openai', ...vault });
await berth.providerConfigs.create({ provider_id: 'openai', name: 'Neither' });
await berth.providerConfigs.create({ provider_id: 'openai', value: {}, ...vault });
await berth.providerDeployments.create({ provider_id: 'openai', provider_config: { name: 'Neither' } });
`;

/** Compiles files as strictly as TypeScript can, types of the packages included, and resolves to its output. */
async function compile(...files: string[]): Promise<string> {
  const config = {
    compilerOptions: {
      strict: true,
      exactOptionalPropertyTypes: true,
      noUncheckedIndexedAccess: true,
      verbatimModuleSyntax: true,
      skipLibCheck: false,
      module: 'nodenext',
      target: 'es2023',
      lib: ['es2023', 'dom', 'dom.iterable'],
      types: ['node'],
      typeRoots: [join(ROOT, 'node_modules/@types')],
      outDir: 'out',
      rootDir: '.',
    },
    files,
  };
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(config));
  const tsc = join(ROOT, 'node_modules/typescript/bin/tsc');
  const compiled = run(process.execPath, [tsc, '-p', folder, '--pretty', 'false'], { cwd: folder });
  return (await compiled.catch((error) => error)).stdout;
}

describe('the installed client', { timeout: 60_000 }, () => {
  test('compiles under strict nodenext and runs', async () => {
    writeFileSync(join(folder, 'program.ts'), PROGRAM);
    expect(await compile('program.ts')).toBe('');
    const { stdout } = await run(process.execPath, ['out/program.js'], { cwd: folder, env });
    expect(stdout.split('\n').slice(0, 2)).toEqual(['true true', 'true']);
    expect(stdout).toMatch(/value\.api_key: must be a string true\n$/);
  });

  test('does not compile a config without exactly one of a value and a vault', async () => {
    writeFileSync(join(folder, 'refused.ts'), REFUSED);
    const lines = [...(await compile('refused.ts')).matchAll(/^refused\.ts\((\d+),/gm)].map(([, line]) =>
      Number(line),
    );
    expect([...new Set(lines)]).toEqual([6, 7, 8]);
  });
});
