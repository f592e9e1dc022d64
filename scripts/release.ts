import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openPglite } from '../packages/db/src/index.ts';
import { ROOT } from './migrations/generate.ts';
import { addRelease, readReleased, releasedProblems } from './migrations/released.ts';
import { dumpRows, emptyTables } from './release/dump.ts';
import { type Release, writeRelease } from './release/files.ts';
import { makeRows } from './release/rows.ts';

// Records the version of package.json as released: the hashes of its migrations, and a database of it with rows in
// every table, which every later version must upgrade in a test.
const MIGRATIONS = join(ROOT, 'drizzle');
const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string };

try {
  if (!readFileSync(join(ROOT, 'CHANGELOG.md'), 'utf8').includes(`\n## [${version}] - `)) {
    throw new Error(`CHANGELOG.md has no heading [${version}] with a date`);
  }
  if (readReleased(MIGRATIONS)[version]) {
    throw new Error(`${version} is released already: give every package.json the next version`);
  }
  const [problem] = releasedProblems(MIGRATIONS);
  if (problem) throw new Error(problem);
  const release = await makeRelease();
  addRelease(MIGRATIONS, version);
  writeRelease(version, release);
  console.log(`Recorded ${version}. Commit it, and tag the commit v${version}.`);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

async function makeRelease(): Promise<Release> {
  const directory = await mkdtemp(join(tmpdir(), 'berth-release-'));
  const database = await openPglite({ directory });
  try {
    await database.migrate(MIGRATIONS);
    const facts = await makeRows(database);
    const empty = await emptyTables(database);
    if (empty.length > 0) {
      throw new Error(`scripts/release/further-rows.ts makes no row of ${empty.join(', ')}`);
    }
    return { rows: await dumpRows(database), facts };
  } finally {
    await database.close();
    await rm(directory, { recursive: true });
  }
}
