import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { breakingChanges, type Described } from './openapi/compare.ts';

// Compares the documents with those of the last tag, or of the commit before. A breaking change needs a reason in
// scripts/openapi/breaking-changes.json: [{ "face": "root", "change": "<the line as printed>", "reason": "…" }].
const ROOT = join(import.meta.dirname, '..');
const FOLDER = 'apps/api/openapi';
const REASONS = 'scripts/openapi/breaking-changes.json';

interface Excuse {
  face: string;
  change: string;
  reason: string;
}

const git = (...args: string[]): string | null => {
  const { status, stdout } = spawnSync('git', args, { cwd: ROOT, encoding: 'utf8', maxBuffer: 2 ** 26 });
  return status === 0 ? stdout.trim() : null;
};

const base = git('describe', '--tags', '--abbrev=0') ?? git('rev-parse', '--verify', '--quiet', 'HEAD^');
const files = base && git('ls-tree', '--name-only', base, `${FOLDER}/`);
if (!files) console.log('There is no earlier document to compare with.');
else process.exitCode = check(base, files.split('\n'));

/** Returns the exit code: 1 when a breaking change has no reason. */
function check(base: string, paths: string[]): number {
  const excuses = JSON.parse(readFileSync(join(ROOT, REASONS), 'utf8')) as Excuse[];
  const open = paths.flatMap((path) => {
    const face = path.slice(FOLDER.length + 1).replace(/\.json$/, '');
    const isExcused = (line: string) =>
      excuses.some(({ face: of, change, reason }) => of === face && change === line && reason.trim() !== '');
    return changesOf(base, path)
      .filter((line) => !isExcused(line))
      .map((line) => `${face}: ${line}`);
  });
  for (const line of open) console.error(line);
  if (open.length > 0) console.error(`That breaks clients of ${base}. Give a reason for each in ${REASONS}.`);
  return open.length > 0 ? 1 : 0;
}

function changesOf(base: string, path: string): string[] {
  const before = JSON.parse(git('show', `${base}:${path}`) ?? '{"paths":{}}') as Described;
  const file = join(ROOT, path);
  const after = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Described) : { paths: {} };
  return breakingChanges(before, after);
}
