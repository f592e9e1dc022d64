import { join } from 'node:path';
import { runProcess } from '../toolchain/process.mjs';
import { ROOT } from '../toolchain/root.mjs';

const TSC = 'typescript/bin/tsc';
const TSX = 'tsx/dist/cli.mjs';

/**
 * The steps that need no database. The columns run in parallel, the steps of a column one after the other.
 * @type {{ name: string, bin: string, args: string[] }[][]}
 */
const COLUMNS = [
  [
    { name: 'types', bin: TSC, args: ['-b'] },
    { name: 'migrations', bin: TSX, args: ['scripts/verify/migrations.ts'] }, // reads the output of the compiler
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

/**
 * The steps that removing a face can break. The migrations stay the same, and removing a face breaks clients on
 * purpose.
 */
export const WITHOUT_FACE = ['types', 'types of tests and scripts', 'format and lint', 'house rules'];

/**
 * Runs all steps or the named ones, prints the result of each, and counts.
 * @param {{ root?: string, names?: string[], of?: string }} [options] another checkout and its name in the output
 */
export async function verify({ root = ROOT, names, of = '' } = {}) {
  const outcomes = await Promise.all(
    COLUMNS.map(async (column) => {
      const results = [];
      for (const step of column) {
        if (!names || names.includes(step.name)) results.push(await run(step, root, of));
      }
      return results;
    }),
  );
  const results = outcomes.flat();
  const passed = results.filter(Boolean).length;
  return { passed, failed: results.length - passed };
}

/**
 * @param {{ name: string, bin: string, args: string[] }} step
 * @param {string} root
 * @param {string} of
 */
async function run({ name, bin, args }, root, of) {
  const begun = performance.now();
  const { status, output } = await runProcess(process.execPath, [join(root, 'node_modules', bin), ...args], {
    cwd: root,
  });
  const seconds = ((performance.now() - begun) / 1000).toFixed(1);
  console.log(`${status === 0 ? '✓' : '✗'} ${of}${name} (${seconds} s)`);
  if (status !== 0) console.log(output.trimEnd());
  return status === 0;
}
