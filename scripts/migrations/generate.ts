import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { readJournal } from './released.ts';

export const ROOT = join(import.meta.dirname, '../..');

export interface Generated {
  /** The new migration files; empty when the tables and the migrations agree. */
  files: string[];
  output: string;
}

/**
 * Runs `drizzle-kit generate` against a migrations folder. It exits with 0 after some failures, so only its last line
 * counts: it names a file or says that there is nothing to do.
 */
export function generateMigration(
  folder: string,
  options: { name?: string; interactive?: boolean },
): Generated {
  const before = new Set(sqlFiles(folder));
  const { interactive, name } = options;
  const run = spawnSync(
    process.execPath,
    [
      join(ROOT, 'node_modules/drizzle-kit/bin.cjs'),
      'generate',
      '--config=drizzle/config.ts',
      ...(name ? [`--name=${name}`] : []),
    ],
    {
      cwd: ROOT,
      env: { ...process.env, BERTH_MIGRATIONS: folder, NO_COLOR: '1' },
      stdio: interactive ? ['inherit', 'inherit', 'inherit'] : ['ignore', 'pipe', 'pipe'],
      encoding: 'utf8',
    },
  );
  const output = `${run.stdout ?? ''}${run.stderr ?? ''}`;
  const files = sqlFiles(folder).filter((file) => !before.has(file));
  const settled = files.length > 0 || interactive || output.includes('No schema changes');
  if (run.status !== 0 || !settled) throw new Error(`drizzle-kit generate failed:\n${output}`);
  return { files, output };
}

/** Lists migrations that the journal does not name, and names of the journal without a file. */
export function journalProblems(folder: string): string[] {
  const journal = join(folder, 'meta/_journal.json');
  if (!existsSync(journal)) return ['drizzle/meta/_journal.json is missing'];
  const named = new Set(readJournal(folder).map(({ tag }) => `${tag}.sql`));
  const present = new Set(sqlFiles(folder));
  return [
    ...[...present].filter((file) => !named.has(file)).map((file) => `drizzle/${file} is not in the journal`),
    ...[...named]
      .filter((file) => !present.has(file))
      .map((file) => `drizzle/${file} is in the journal, not on disk`),
  ];
}

function sqlFiles(folder: string): string[] {
  return existsSync(folder) ? readdirSync(folder).filter((file) => file.endsWith('.sql')) : [];
}
