import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrationsOf, readJournal, readReleased } from '../migrations/released.ts';
import { ROOT } from '../toolchain/root.mjs';

/** The files of a release, with the packages that it runs on. */
export interface ReleaseTree {
  /** The arguments with which Node.js starts its server. */
  server: string[];
  remove(): void;
}

/**
 * Takes the files of a release from the history of git, and installs its packages. Returns null, and prints the reason,
 * where the history has no such release or a package cannot be had.
 */
export function makeReleaseTree(version: string): ReleaseTree | null {
  const folder = mkdtempSync(join(tmpdir(), `berth-${version}-`));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  try {
    const files = execFileSync('git', ['archive', commitOf(version)], { cwd: ROOT, maxBuffer: 1e9 });
    execFileSync('tar', ['-x', '-C', folder], { input: files });
    const found = readJournal(join(folder, 'drizzle')).length;
    const known = migrationsOf(readReleased(join(ROOT, 'drizzle')), version);
    if (found !== known)
      throw new Error(`its commit has ${found} migrations, not ${known}: the history is cut short`);
    const manifest = readFileSync(join(folder, 'package.json'), 'utf8');
    const { packageManager } = JSON.parse(manifest) as { packageManager: string };
    const install = ['install', '--frozen-lockfile', '--prod', '--prefer-offline', '--ignore-scripts'];
    execFileSync('npx', ['--yes', packageManager, ...install], { cwd: folder, stdio: 'pipe' });
  } catch (error) {
    remove();
    const [reason] = (error instanceof Error ? error.message : String(error)).split('\n');
    process.stdout.write(`skipped: the files of ${version} cannot be had (${reason})\n`);
    return null;
  }
  const loader = import.meta.resolve('tsx');
  return {
    server: ['--import', loader, '--conditions=source', join(folder, 'apps/api/src/main.ts')],
    remove,
  };
}

/** Finds the commit of a release: the tagged one, or the one that recorded its migrations. */
function commitOf(version: string): string {
  const git = (...args: string[]) => execFileSync('git', args, { cwd: ROOT, encoding: 'utf8' }).trim();
  const tag = git('tag', '--list', `v${version}`);
  if (tag !== '') return tag;
  const commits = git('log', '--reverse', '--format=%H', `-S"${version}": {`, '--', 'drizzle/released.json');
  const [first = ''] = commits.split('\n');
  if (first === '') throw new Error('no tag, and no commit that records it');
  return first;
}
