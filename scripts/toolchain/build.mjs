import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { runStep } from './progress.mjs';
import { ROOT } from './root.mjs';

const STAMP = join(ROOT, 'node_modules/.cache/berth-build');

const APPS = ['apps/api', 'apps/cli'];

/** Compiles the server, the command and their packages, unless no input has changed since the last time. */
export async function build() {
  const packages = [...APPS, ...readdirSync(join(ROOT, 'packages')).map((name) => `packages/${name}`)];
  const state = stateOf(packages);
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === state && packages.every(isBuilt)) return;
  await runStep('Building', process.execPath, [join(ROOT, 'node_modules/typescript/bin/tsc'), '-b', ...APPS]);
  mkdirSync(dirname(STAMP), { recursive: true });
  writeFileSync(STAMP, state);
}

/** @param {string} path */
const isBuilt = (path) =>
  !existsSync(join(ROOT, path, 'tsconfig.json')) || existsSync(join(ROOT, path, 'dist'));

/**
 * Lists names, sizes and times of all inputs of the compiler: asking the compiler itself takes twenty times as long.
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

/** @param {string} path */
function inputsOf(path) {
  const files = ['package.json', 'tsconfig.json'].map((name) => `${path}/${name}`);
  const source = `${path}/src`;
  if (existsSync(join(ROOT, source))) {
    for (const name of readdirSync(join(ROOT, source), { recursive: true, encoding: 'utf8' }).sort()) {
      if (name.endsWith('.ts')) files.push(`${source}/${name}`);
    }
  }
  return files.filter((file) => existsSync(join(ROOT, file)));
}
