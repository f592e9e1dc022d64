import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { ROOT } from '../toolchain/root.mjs';

const TSC = 'typescript/bin/tsc';
const TSX = 'tsx/dist/cli.mjs';

/**
 * The steps that need no database. The columns run beside each other, what stands in a column one after the other.
 * @type {{ name: string, bin: string, args: string[] }[][]}
 */
const COLUMNS = [
  [
    { name: 'types', bin: TSC, args: ['-b'] },
    { name: 'migrations', bin: TSX, args: ['scripts/verify/migrations.ts'] }, // reads what the step before compiled
  ],
  [
    {
      name: 'format and lint',
      bin: '@biomejs/biome/bin/biome',
      args: ['ci', '--colors=off', '--diagnostic-level=warn', '--max-diagnostics=40'],
    },
    { name: 'types of tests and scripts', bin: TSC, args: ['-p', 'tsconfig.test.json'] },
    { name: 'house rules', bin: TSX, args: ['scripts/verify/house.ts'] },
    { name: 'nothing breaks clients', bin: TSX, args: ['scripts/openapi-check.ts'] },
  ],
];

/** Runs all steps, tells of each, and counts. */
export async function verify() {
  const outcomes = await Promise.all(
    COLUMNS.map(async (column) => {
      const results = [];
      for (const step of column) results.push(await run(step));
      return results;
    }),
  );
  const results = outcomes.flat();
  const passed = results.filter(Boolean).length;
  return { passed, failed: results.length - passed };
}

/** @param {{ name: string, bin: string, args: string[] }} step */
async function run({ name, bin, args }) {
  const begun = performance.now();
  const child = spawn(process.execPath, [join(ROOT, 'node_modules', bin), ...args], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (/** @type {string} */ chunk) => {
      output += chunk;
    });
  }
  /** @type {number | null} */
  const status = await new Promise((resolve) => {
    child.once('close', resolve);
  });
  const seconds = ((performance.now() - begun) / 1000).toFixed(1);
  console.log(`${status === 0 ? '✓' : '✗'} ${name} (${seconds} s)`);
  if (status !== 0) console.log(output.trimEnd());
  return status === 0;
}
