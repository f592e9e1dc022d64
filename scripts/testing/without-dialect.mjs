import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from '../toolchain/root.mjs';

const FACES = 'apps/api/src/dialects/index.ts';
const OWN_CACHES = new Set(['.vite', '.cache']);

/** What is run when not everything is: the rules of the repository, the root face end to end, and what is below it. */
const CHOSEN = [
  'apps/api/test/conformance/routes',
  'apps/api/test/openapi/routes',
  'apps/api/test/openapi/reference',
  'apps/api/test/rules/switch-and-test',
  'apps/api/test/conformance/sorted-lists',
  'apps/api/test/runtime/smoke',
  'packages/kernel',
];

/** Every face that can be deleted. */
export const removableDialects = () =>
  [...readFileSync(join(ROOT, FACES), 'utf8').matchAll(/'\.\/([^/]+)\/index\.ts'/g)].map(
    ([, name = '']) => name,
  );

/**
 * Deletes a face in a copy of the repository: its folder, its line, its document and its tests. What is left
 * must pass `verify`, which compiles it, and its tests on the embedded database; with `all`, everything.
 * @param {string} name
 * @param {{ all?: boolean }} [options]
 */
export async function withoutDialect(name, { all = false } = {}) {
  const copy = mkdtempSync(join(tmpdir(), 'berth-without-'));
  try {
    copyRepository(copy);
    removeFace(copy, name);
    const selection = all ? [] : ['--project', 'unit', '--project', 'pglite', ...CHOSEN];
    const results = [
      run(copy, `without ${name}: verify`, ['scripts/verify.mjs']),
      run(copy, `without ${name}: tests`, ['node_modules/vitest/vitest.mjs', 'run', ...selection]),
    ];
    const passed = results.filter(Boolean).length;
    return { passed, failed: results.length - passed };
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

/**
 * The files of the repository as they are now. Installed packages are linked, those of the repository to the copy.
 * @param {string} copy
 */
function copyRepository(copy) {
  for (const path of git('ls-files', '--cached', '--others', '--exclude-standard')) {
    if (existsSync(join(ROOT, path))) cpSync(join(ROOT, path), join(copy, path));
  }
  spawnSync('git', ['init', '--quiet'], { cwd: copy });
  mkdirSync(join(copy, 'node_modules'));
  for (const entry of readdirSync(join(ROOT, 'node_modules'))) {
    if (OWN_CACHES.has(entry)) continue;
    symlinkSync(join(ROOT, 'node_modules', entry), join(copy, 'node_modules', entry));
  }
  for (const group of ['apps', 'packages']) {
    for (const name of readdirSync(join(ROOT, group))) {
      const modules = join(group, name, 'node_modules');
      if (!existsSync(join(ROOT, modules))) continue;
      cpSync(join(ROOT, modules), join(copy, modules), { recursive: true, verbatimSymlinks: true });
    }
  }
}

/**
 * @param {string} copy
 * @param {string} name
 */
function removeFace(copy, name) {
  const folder = `apps/api/src/dialects/${name}`;
  if (!existsSync(join(copy, folder))) throw new Error(`There is no ${folder}`);
  rmSync(join(copy, folder), { recursive: true });
  const lines = readFileSync(join(copy, FACES), 'utf8').split('\n');
  const left = lines.filter((line) => !line.includes(`'./${name}/index.ts'`));
  if (left.length !== lines.length - 1) throw new Error(`${FACES} does not name ${name} in one line`);
  writeFileSync(join(copy, FACES), left.join('\n'));
  rmSync(join(copy, `apps/api/openapi/${name}.json`));
  rmSync(join(copy, `apps/api/test/faces/${name}`), { recursive: true });
}

/**
 * @param {string} copy
 * @param {string} what
 * @param {string[]} args
 */
function run(copy, what, args) {
  const begun = performance.now();
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    cwd: copy,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  const seconds = ((performance.now() - begun) / 1000).toFixed(1);
  console.log(`${status === 0 ? '✓' : '✗'} ${what} (${seconds} s)`);
  if (status !== 0) console.log(`${stdout}${stderr}`.trimEnd());
  return status === 0;
}

/** @param {string[]} args */
const git = (...args) =>
  spawnSync('git', [...args, '-z'], { cwd: ROOT, encoding: 'utf8' })
    .stdout.split('\0')
    .filter(Boolean);
