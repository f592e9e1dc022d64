import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/** A mirror that cannot be reached is given up after this time, in seconds. */
const WAIT = 20;

let isUpdated = false;

/**
 * Installs packages of Debian with apt-get, without those that they only recommend. When an install fails, it fetches
 * the lists of packages, once in a process, and tries again: a fresh system has none. Returns false, and installs
 * nothing, where this account may not, or the system is another one.
 */
export function installPackages(names: readonly string[]): boolean {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return false;
  const install = () => aptGet('install', '-y', '--no-install-recommends', ...names);
  if (install()) return true;
  if (isUpdated) return false;
  isUpdated = true;
  return aptGet('update', '-o', `Acquire::http::Timeout=${WAIT}`) && install();
}

/** Returns the first of these files that is there, after an install of the package when none is; null without one. */
export function findOrInstall(files: readonly string[], name: string): string | null {
  const find = () => files.find((file) => existsSync(file)) ?? null;
  return find() ?? (installPackages([name]) ? find() : null);
}

function aptGet(...args: string[]): boolean {
  try {
    execFileSync('apt-get', args, {
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
      stdio: 'ignore',
    });
    return true;
  } catch {
    return false;
  }
}
