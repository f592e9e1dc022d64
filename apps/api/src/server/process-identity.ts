import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';

/** Names one process of one machine for good: a pid alone is given to another process later. */
export interface ProcessIdentity {
  pid: number;
  /** When it started, as the system writes it; null where the system does not tell. */
  started: string | null;
  host: string;
}

export const ownIdentity = (): ProcessIdentity => ({
  pid: process.pid,
  started: startOf(process.pid),
  host: hostname(),
});

/** Whether the process runs; null when it belongs to another machine or container and cannot be looked up. */
export function isRunning(identity: ProcessIdentity): boolean | null {
  if (identity.host !== hostname()) return null;
  return identity.started === null ? hasPid(identity.pid) : startOf(identity.pid) === identity.started;
}

/** When a process started; null when there is no such process. */
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

/** The fields of /proc/<pid>/stat after the name, which may itself hold spaces and parentheses. */
function linuxStart(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const ended = fields[0] === 'Z' || fields[0] === 'X'; // killed, and not yet collected by its parent
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
