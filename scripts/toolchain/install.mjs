import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runStep } from './progress.mjs';
import { ROOT } from './root.mjs';

/** pnpm 11 does not run on Node 20, and other majors read the settings of pnpm-workspace.yaml differently. */
const PNPM_MAJOR = 12;
const PNPM = 'pnpm@12.21.0';

/** Installs the packages of the lock file, unless they are installed. */
export async function install() {
  if (isInstalled()) return;
  const args = [
    'install',
    '--frozen-lockfile',
    '--reporter=append-only',
    '--config.confirm-modules-purge=false',
  ];
  if (hasPnpm()) await runStep('Installing packages', 'pnpm', args);
  else
    await runStep('Installing packages', 'npm', [
      'exec',
      '--yes',
      `--package=${PNPM}`,
      '--',
      'pnpm',
      ...args,
    ]);
}

/** Compares the lock file with the copy that pnpm leaves of the installed one, which takes a millisecond. */
function isInstalled() {
  const installed = join(ROOT, 'node_modules/.pnpm/lock.yaml');
  if (!existsSync(installed)) return false;
  if (!readFileSync(installed).equals(readFileSync(join(ROOT, 'pnpm-lock.yaml')))) return false;
  return ['apps', 'packages'].every((group) =>
    readdirSync(join(ROOT, group))
      .filter((name) => hasDependencies(join(ROOT, group, name, 'package.json')))
      .every((name) => existsSync(join(ROOT, group, name, 'node_modules'))),
  );
}

/** @param {string} manifest */
function hasDependencies(manifest) {
  if (!existsSync(manifest)) return false;
  const { dependencies = {}, devDependencies = {} } = JSON.parse(readFileSync(manifest, 'utf8'));
  return Object.keys({ ...dependencies, ...devDependencies }).length > 0;
}

function hasPnpm() {
  const shell = process.platform === 'win32';
  const options = { cwd: ROOT, encoding: /** @type {const} */ ('utf8'), shell, timeout: 10_000 };
  const { status, stdout } = spawnSync('pnpm', ['--version'], options);
  return status === 0 && Number(stdout.trim().split('.')[0]) === PNPM_MAJOR;
}
