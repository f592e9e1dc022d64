import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { migratedTables } from '../../packages/db/src/migrated-tables.ts';
import { snapshotTables } from '../../packages/db/src/snapshot.ts';
import { generateMigration, journalProblems, ROOT } from '../migrations/generate.ts';
import { releasedProblems } from '../migrations/released.ts';
import { rollingProblems } from '../migrations/rolling.ts';
import { distributionProblems, type RecordedTable, withKeys } from './distribution-rules.ts';
import { featureProblems, migrationsText } from './engine-features.ts';
import { isTest, readSourceFiles } from './source-files.ts';

// Checks that the committed migrations make the tables of the code: generating again, into a copy, finds nothing to do.
// Also checks that the released migrations are unchanged, that new ones keep the previous release working, and that the
// tables can be distributed by instance.
const folder = join(ROOT, 'drizzle');
/** Files of packages that only tests use. */
const FOR_TESTS = /\/(?:testing|[\w-]*stand-in)\.ts$/;
const problems = [
  ...journalProblems(folder),
  ...releasedProblems(folder),
  ...rollingProblems(folder),
  ...distributionProblems(withKeys(snapshotTables<RecordedTable>(folder), migratedTables(folder).keys)),
  ...featureProblems(
    migrationsText(folder),
    readSourceFiles(ROOT).filter(
      ({ path }) => path.startsWith('packages/') && !isTest(path) && !FOR_TESTS.test(path),
    ),
    readFileSync(join(ROOT, 'docs/scale.md'), 'utf8'),
  ),
];
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
