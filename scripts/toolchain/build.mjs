import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runStep } from './progress.mjs';
import { ROOT } from './root.mjs';

const CACHE = join(ROOT, 'node_modules/.cache');

const APPS = ['apps/api', 'apps/cli'];

/**
 * Compiles the server and the command with their packages, and builds the dashboard: each of the two only when an input
 * has changed since the last time.
 * @param {{ withDashboard?: boolean }} [options] false for programs that serve no pages
 */
export async function build({ withDashboard = true } = {}) {
  const packages = readdirSync(join(ROOT, 'packages')).map((name) => `packages/${name}`);
  const dashboard = ['apps/admin', 'packages/client'];
  const tsc = ['typescript/bin/tsc', '-b', ...APPS];
  const vite = ['../apps/admin/node_modules/vite/bin/vite.js', 'build', 'apps/admin', '--logLevel', 'warn'];
  await Promise.all([
    part('berth-build', 'Building', [...APPS, ...packages], [...APPS, ...packages], tsc),
    ...(withDashboard
      ? [part('berth-dashboard', 'Building the dashboard', dashboard, ['apps/admin'], vite)]
      : []),
  ]);
}

/**
 * @param {string} stamp the name of the file that keeps the state of the last time
 * @param {string} name
 * @param {string[]} inputs the packages whose files are read
 * @param {string[]} outputs the packages whose `dist` is written
 * @param {string[]} command a script below node_modules, and its arguments
 */
async function part(stamp, name, inputs, outputs, [script = '', ...args]) {
  const file = join(CACHE, stamp);
  const state = stateOf(inputs);
  if (existsSync(file) && readFileSync(file, 'utf8') === state && outputs.every(isBuilt)) return;
  await runStep(name, process.execPath, [join(ROOT, 'node_modules', script), ...args]);
  mkdirSync(CACHE, { recursive: true });
  writeFileSync(file, state);
}

/** @param {string} path */
const isBuilt = (path) =>
  !existsSync(join(ROOT, path, 'tsconfig.json')) || existsSync(join(ROOT, path, 'dist'));

/**
 * Lists names, sizes and times of all inputs: asking the compiler itself takes twenty times as long.
 * @param {string[]} packages
 */
function stateOf(packages) {
  const hash = createHash('sha256');
  for (const path of ['pnpm-lock.yaml', 'tsconfig.base.json', ...packages.flatMap(inputsOf)]) {
    const { size, mtimeMs } = statSync(join(ROOT, path));
    hash.update(`${path} ${size} ${mtimeMs}\n`);
  }
  return hash.digest('hex');
}

const OWN_FILES = ['package.json', 'tsconfig.json', 'vite.config.ts', 'index.html'];

/** @param {string} path */
function inputsOf(path) {
  const files = OWN_FILES.map((name) => `${path}/${name}`);
  const source = `${path}/src`;
  if (existsSync(join(ROOT, source))) {
    for (const name of readdirSync(join(ROOT, source), { recursive: true, encoding: 'utf8' }).sort()) {
      if (/\.(?:tsx?|css|html|svg)$/.test(name)) files.push(`${source}/${name}`);
    }
  }
  return files.filter((file) => existsSync(join(ROOT, file)));
}
