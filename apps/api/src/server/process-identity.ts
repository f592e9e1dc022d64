import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';

/** The identity of one process of one machine for all time: the system gives a pid alone to a later process again. */
export interface ProcessIdentity {
  pid: number;
  /** The start of the process, as the system writes it; null where the system does not tell. */
  started: string | null;
  host: string;
}

export const ownIdentity = (): ProcessIdentity => ({
  pid: process.pid,
  started: startOf(process.pid),
  host: hostname(),
});

/** Tells if the process runs; null when it belongs to another machine or container and cannot be looked up. */
export function isRunning(identity: ProcessIdentity): boolean | null {
  if (identity.host !== hostname()) return null;
  return identity.started === null ? hasPid(identity.pid) : startOf(identity.pid) === identity.started;
}

/** Reads the start of a process; null when there is no such process. */
export function startOf(pid: number): string | null {
  if (process.platform === 'linux') return linuxStart(pid);
  if (process.platform === 'win32') return null;
  try {
    const env = { LC_ALL: 'C', TZ: 'UTC', PATH: '/bin:/usr/bin' };
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], {
      encoding: 'utf8',
      env,
      stdio: 'pipe',
    }).trim();
  } catch {
    return null;
  }
}

/** Reads the start from /proc/<pid>/stat: its fields after the name, which may itself hold spaces and parentheses. */
function linuxStart(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const ended = fields[0] === 'Z' || fields[0] === 'X'; // dead, and not yet collected by its parent
    return ended ? null : (fields[19] ?? null);
  } catch {
    return null;
  }
}

function hasPid(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
