import { existsSync, readFileSync } from 'node:fs';

/** Reads the resident memory of a process in bytes, now and at its peak; zeros for one that has ended. */
export function memoryOf(pid: number | undefined): { now: number; peak: number } {
  const path = `/proc/${pid}/status`;
  const status = existsSync(path) ? readFileSync(path, 'utf8') : '';
  const bytes = (name: string) =>
    Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(status)?.[1] ?? 0) * 1024;
  return { now: bytes('VmRSS'), peak: bytes('VmHWM') };
}
