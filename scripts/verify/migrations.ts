import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { generateMigration, journalProblems, ROOT } from '../migrations/generate.ts';
import { releasedProblems } from '../migrations/released.ts';
import { rollingProblems } from '../migrations/rolling.ts';

// Checks that the committed migrations make the tables of the code: generating again, into a copy, finds nothing to do.
// Also checks that the released migrations are unchanged, and that new ones keep the previous release working.
const folder = join(ROOT, 'drizzle');
const problems = [...journalProblems(folder), ...releasedProblems(folder), ...rollingProblems(folder)];
const copy = mkdtempSync(join(ROOT, 'node_modules/.cache-migrations-'));
try {
  cpSync(folder, copy, { recursive: true });
  const { files } = generateMigration(relative(ROOT, copy), {});
  if (files.length > 0) problems.push('drizzle/ lags behind the tables. Run: pnpm db:generate');
} catch (error) {
  problems.push(error instanceof Error ? error.message : String(error));
} finally {
  rmSync(copy, { recursive: true, force: true });
}
for (const problem of problems) console.error(problem);
process.exitCode = problems.length > 0 ? 1 : 0;
