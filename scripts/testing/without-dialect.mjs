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
import { runProcess } from '../toolchain/process.mjs';
import { ROOT } from '../toolchain/root.mjs';
import { verify, WITHOUT_FACE } from '../verify/steps.mjs';

const FACES = 'apps/api/src/dialects/index.ts';

/** The tests of a short run: the routes and pages of the documents, the root face end to end, and the layers below. */
const CHOSEN = [
  'apps/api/test/openapi/routes',
  'apps/api/test/openapi/reference',
  'apps/api/test/runtime/smoke',
  'apps/api/test/rules/switch-and-test',
  'apps/api/test/conformance/sorted-lists',
];

/**
 * Removes each face in turn or, in the short form, each face in parallel, every time in a copy of its own.
 * @param {{ all?: boolean }} [options]
 */
export async function withoutEachDialect(options = {}) {
  const names = removableDialects();
  if (!options.all) return Promise.all(names.map((name) => withoutDialect(name)));
  const counts = [];
  for (const name of names) counts.push(await withoutDialect(name, options));
  return counts;
}

/** Lists the faces that can be deleted. */
const removableDialects = () =>
  [...readFileSync(join(ROOT, FACES), 'utf8').matchAll(/'\.\/([^/]+)\/index\.ts'/g)].map(
    ([, name = '']) => name,
  );

/**
 * Deletes a face in a copy of the repository: its folder, its line, its document and its tests. The rest must compile,
 * keep the house rules and pass the chosen tests; with `all`, the tests of `npm test`.
 * @param {string} name
 * @param {{ all?: boolean }} [options]
 */
export async function withoutDialect(name, { all = false } = {}) {
  const copy = mkdtempSync(join(tmpdir(), 'berth-without-'));
  try {
    copyRepository(copy);
    removeFace(copy, name);
    const verified = await verify({ root: copy, of: `without ${name}: `, names: WITHOUT_FACE });
    const selection = all
      ? []
      : ['--project', 'unit', '--project', 'postgres', '--maxWorkers', '1', ...CHOSEN];
    const tested = await run(copy, `without ${name}: tests`, selection);
    return { passed: verified.passed + Number(tested), failed: verified.failed + Number(!tested) };
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

/**
 * Copies the current files of the repository and their compiled output, so that only the parts with a face are compiled
 * again. Installed packages are linked, those of the repository to the copy.
 * @param {string} copy
 */
function copyRepository(copy) {
  for (const path of git('ls-files', '--cached', '--others', '--exclude-standard')) {
    if (existsSync(join(ROOT, path))) copyFile(copy, path);
  }
  spawnSync('git', ['init', '--quiet'], { cwd: copy });
  mkdirSync(join(copy, 'node_modules'));
  for (const entry of readdirSync(join(ROOT, 'node_modules'))) {
    if (entry === '.vite') continue;
    if (entry === '.cache') copyFile(copy, 'node_modules/.cache');
    else symlinkSync(join(ROOT, 'node_modules', entry), join(copy, 'node_modules', entry));
  }
  for (const group of ['apps', 'packages']) {
    for (const name of readdirSync(join(ROOT, group))) {
      for (const made of ['node_modules', 'dist', 'tsconfig.tsbuildinfo']) {
        if (existsSync(join(ROOT, group, name, made))) copyFile(copy, `${group}/${name}/${made}`);
      }
    }
  }
}

/**
 * Copies a file with its times, by which the compiler recognises unchanged files.
 * @param {string} copy
 * @param {string} path
 */
const copyFile = (copy, path) =>
  cpSync(join(ROOT, path), join(copy, path), {
    recursive: true,
    verbatimSymlinks: true,
    preserveTimestamps: true,
  });

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
 * @param {string[]} selection arguments of vitest
 */
async function run(copy, what, selection) {
  const begun = performance.now();
  const args = [join(copy, 'node_modules/vitest/vitest.mjs'), 'run', ...selection];
  const { BERTH_TEST_LONG: _, ...env } = process.env; // removing a face makes no test longer
  const { status, output } = await runProcess(process.execPath, args, { cwd: copy, env });
  const seconds = ((performance.now() - begun) / 1000).toFixed(1);
  console.log(`${status === 0 ? '✓' : '✗'} ${what} (${seconds} s)`);
  if (status !== 0) console.log(output.trimEnd());
  return status === 0;
}

/** @param {string[]} args */
const git = (...args) =>
  spawnSync('git', [...args, '-z'], { cwd: ROOT, encoding: 'utf8' })
    .stdout.split('\0')
    .filter(Boolean);
