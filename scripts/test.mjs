import './toolchain/node-version.mjs';
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { countResults } from './testing/count.mjs';
import { isLongRun } from './testing/long.mjs';
import { withoutEachDialect } from './testing/without-dialect.mjs';
import { build } from './toolchain/build.mjs';
import { install } from './toolchain/install.mjs';
import { ROOT } from './toolchain/root.mjs';
import { verify } from './verify/steps.mjs';

// `npm test` runs everything; `npm test -- <vitest arguments>` runs the selected tests.
const selection = process.argv.slice(2);
const total = { passed: 0, failed: 0, skipped: 0 };

try {
  await install();
  if (selection.length === 0) add(await verify());
  await build();
  add(await runTests());
  if (selection.length === 0) for (const counts of await withoutEachDialect({ all: isLongRun })) add(counts);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  total.failed += 1;
}
const skipped = total.skipped > 0 ? `, ${total.skipped} skipped` : '';
console.log(`${total.passed} passed, ${total.failed} failed${skipped}`);
process.exitCode = total.failed > 0 ? 1 : 0;

async function runTests() {
  const folder = mkdtempSync(join(tmpdir(), 'berth-results-'));
  const results = join(folder, 'results.json');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${results}`];
  const vitest = join(ROOT, 'node_modules/vitest/vitest.mjs');
  // A runner of CI stalls now and then: a test that fails there runs once more, and the report names it.
  const retries = process.env.CI ? ['--retry=1'] : [];
  const child = spawn(process.execPath, [vitest, 'run', ...reporters, ...retries, ...selection], {
    cwd: ROOT,
    stdio: 'inherit',
  });
  /** @type {number | null} */
  const status = await new Promise((resolve) => {
    child.once('close', resolve);
  });
  const counts = countResults(results, status);
  rmSync(folder, { recursive: true, force: true });
  return counts;
}

/** @param {{ passed: number, failed: number, skipped?: number }} counts */
function add({ passed, failed, skipped = 0 }) {
  total.passed += passed;
  total.failed += failed;
  total.skipped += skipped;
}
