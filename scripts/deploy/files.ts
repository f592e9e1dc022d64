import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Reads a text of this folder. */
export const read = (path: string): string => readFileSync(join(import.meta.dirname, path), 'utf8');

/** The seconds of the longest orderly stop: requests and jobs, the use of keys, traces, and the database. */
export const STOP_SECONDS = 35;

/** Returns the output of a program; null where it cannot be started or fails. */
export function outputOf(program: string, args: readonly string[]): string | null {
  try {
    return execFileSync(program, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  } catch {
    return null;
  }
}

/** Runs a program with a text as its input; returns its exit code and what it printed. */
export function run(
  program: string,
  args: readonly string[],
  options: { input?: string; cwd?: string; env?: NodeJS.ProcessEnv } = {},
): { code: number | null; text: string } {
  const { status, stdout, stderr, error } = spawnSync(program, args, { encoding: 'utf8', ...options });
  if (error) throw error;
  return { code: status, text: `${stdout}${stderr}` };
}
