import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { generateMigration, journalProblems, ROOT } from './migrations/generate.ts';

const { values } = parseArgs({ options: { name: { type: 'string' } }, allowPositionals: true });
const folder = join(ROOT, 'drizzle');

const built = spawnSync(
  process.execPath,
  [join(ROOT, 'node_modules/typescript/bin/tsc'), '-b', 'packages/domain'],
  {
    cwd: ROOT,
    stdio: 'inherit',
  },
);
if (built.status !== 0) process.exit(1);

const { files, output } = generateMigration('./drizzle', {
  interactive: process.stdin.isTTY === true, // it asks whether a column was renamed
  ...(values.name ? { name: values.name } : {}),
});
if (output) console.log(output.trim());
const problems = journalProblems(folder);
for (const problem of problems) console.error(problem);
console.log(files.length > 0 ? `Made ${files.map((file) => `drizzle/${file}`).join(', ')}` : 'Nothing to do');
process.exit(problems.length > 0 ? 1 : 0);
