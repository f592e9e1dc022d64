import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runStep } from './progress.mjs';
import { ROOT } from './root.mjs';

const CACHE = join(ROOT, 'node_modules/.cache');

/**
 * The parts that a build makes. `inputs` are the packages and folders whose files are read, `outputs` what is written,
 * `command` is a script and its arguments.
 */
const PARTS = {
  server: {
    step: 'Building',
    inputs: ['apps/api', ...readdirSync(join(ROOT, 'packages')).map((name) => `packages/${name}`)],
    outputs: ['apps/api/dist'],
    command: ['scripts/toolchain/bundle.mjs'],
  },
  image: {
    step: 'Making the image of an empty database',
    inputs: ['packages/db', 'drizzle'],
    outputs: ['packages/db/dist/images'],
    command: ['scripts/toolchain/image.mjs'],
  },
  command: {
    step: 'Building the command',
    inputs: ['apps/cli', 'packages/client'],
    outputs: ['apps/cli/dist', 'packages/client/dist'],
    command: ['node_modules/typescript/bin/tsc', '-b', 'apps/cli'],
  },
  dashboard: {
    step: 'Building the dashboard',
    inputs: ['apps/admin', 'packages/client'],
    outputs: ['apps/admin/dist'],
    command: ['apps/admin/node_modules/vite/bin/vite.js', 'build', 'apps/admin', '--logLevel', 'warn'],
  },
};

const ALL = /** @type {(keyof typeof PARTS)[]} */ (Object.keys(PARTS));

/**
 * Builds the parts, each only when an input has changed since the last time. None checks types: `pnpm verify` does.
 * @param {(keyof typeof PARTS)[]} [names]
 */
export async function build(names = ALL) {
  const built = await Promise.allSettled(names.map((name) => part(`berth-${name}`, PARTS[name])));
  for (const one of built) {
    if (one.status === 'rejected') throw one.reason;
  }
}

/**
 * @param {string} stamp the name of the file that keeps the state of the last time
 * @param {(typeof PARTS)[keyof typeof PARTS]} part
 */
async function part(stamp, { step, inputs, outputs, command: [script = '', ...args] }) {
  const file = join(CACHE, stamp);
  const state = stateOf(inputs);
  if (existsSync(file) && readFileSync(file, 'utf8') === state && outputs.every(isBuilt)) return;
  await runStep(step, process.execPath, [join(ROOT, script), ...args]);
  mkdirSync(CACHE, { recursive: true });
  writeFileSync(file, state);
}

/** @param {string} path */
const isBuilt = (path) => existsSync(join(ROOT, path));

/**
 * Lists names, sizes and times of all inputs: asking the compiler itself takes twenty times as long.
 * @param {string[]} packages
 */
function stateOf(packages) {
  const hash = createHash('sha256');
  for (const path of [...COMMON, ...packages.flatMap(inputsOf)]) {
    const { size, mtimeMs } = statSync(join(ROOT, path));
    hash.update(`${path} ${size} ${mtimeMs}\n`);
  }
  return hash.digest('hex');
}

const COMMON = [
  'pnpm-lock.yaml',
  'tsconfig.base.json',
  'scripts/toolchain/bundle.mjs',
  'scripts/toolchain/image.mjs',
];

const OWN_FILES = ['package.json', 'tsconfig.json', 'vite.config.ts', 'index.html'];

/** @param {string} path */
function inputsOf(path) {
  const files = OWN_FILES.map((name) => `${path}/${name}`);
  const source = existsSync(join(ROOT, path, 'src')) ? `${path}/src` : path;
  for (const name of readdirSync(join(ROOT, source), { recursive: true, encoding: 'utf8' }).sort()) {
    if (/\.(?:tsx?|mjs|css|html|svg|sql)$/.test(name)) files.push(`${source}/${name}`);
  }
  return files.filter((file) => existsSync(join(ROOT, file)));
}
