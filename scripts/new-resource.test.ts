import { execFileSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { isLongRun } from './testing/long.mjs';

const ROOT = join(import.meta.dirname, '..');
/** The conformance tests of a definition, without those of single rows and of refused requests. */
const SHORTER = ['access', 'filters', 'paging', 'routes'];
const copy = mkdtempSync(join(tmpdir(), 'berth-new-resource-'));

afterAll(() => rmSync(copy, { recursive: true, force: true }));

/** Copies the project and links its installed packages, so that the script changes nothing in the real one. */
function copyProject(): void {
  for (const name of readdirSync(ROOT)) {
    if (name === 'node_modules' || name === '.git' || name === '.berth') continue;
    const options = { recursive: true, verbatimSymlinks: true, preserveTimestamps: true };
    cpSync(join(ROOT, name), join(copy, name), options);
  }
  mkdirSync(join(copy, 'node_modules'));
  for (const name of readdirSync(join(ROOT, 'node_modules'))) {
    if (name !== '.cache') symlinkSync(join(ROOT, 'node_modules', name), join(copy, 'node_modules', name));
  }
}

const run = (command: string, ...args: string[]): string =>
  execFileSync(join(copy, 'node_modules/.bin', command), args, {
    cwd: copy,
    encoding: 'utf8',
    stdio: 'pipe',
    // The long run has the conformance tests on the embedded database, which needs no Prism with the new paths
    env: { ...process.env, NO_COLOR: '1', BERTH_TEST_LONG: '1' },
  });

test('a generated resource is one folder, one line, one prefix and one migration, and passes the conformance tests', {
  timeout: 240_000,
}, () => {
  rmSync(copy, { recursive: true, force: true });
  copyProject();
  run('tsx', 'scripts/new-resource.ts', 'cost-center', '--subject', 'configuration', '--prefix', 'coc');

  const folder = join(copy, 'packages/domain/src/configuration/cost-center');
  expect(existsSync(join(folder, 'index.ts'))).toBe(true);
  const added = (path: string) =>
    readFileSync(join(copy, path), 'utf8').split('\n').length -
    readFileSync(join(ROOT, path), 'utf8').split('\n').length;
  expect(added('packages/domain/src/resources.ts')).toBe(1);
  expect(added('packages/kernel/src/id.ts')).toBe(1);
  const migrations = (root: string) =>
    readdirSync(join(root, 'drizzle')).filter((name) => name.endsWith('.sql'));
  expect(migrations(copy).length - migrations(ROOT).length).toBe(1);

  run('tsc', '-b', 'apps/api');
  const conformance = (isLongRun ? [''] : SHORTER).map((name) => `apps/api/test/conformance/${name}`);
  const filter = ['--project', 'pglite', '--maxWorkers', '1', '-t', 'cost-centers'];
  const report = run('vitest', 'run', ...conformance, ...filter);
  expect(report).toMatch(/Tests\s+\d\d+ passed/);
});
