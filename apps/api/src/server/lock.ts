import {
  closeSync,
  existsSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { isRunning, ownIdentity, type ProcessIdentity } from './process-identity.ts';
import { StartError, startErrors } from './start-error.ts';

/** The address at which another process of this machine talks to the holder of the directory. */
export interface ControlAddress {
  port: number;
  token: string;
}

/** The holder of a lock file, as the file names it. */
export interface Holder extends ProcessIdentity {
  control: ControlAddress;
}

export interface Lock {
  /** Releases the lock. May be called twice; runs by itself when the process exits. */
  release(): void;
}

/** Another process holds the directory. */
export class LockedError extends StartError {
  override readonly name = 'LockedError';
  readonly holder: Holder;

  constructor(directory: string, holder: Holder) {
    const told = { path: directory, pid: holder.pid };
    super(
      holder.host === hostname()
        ? startErrors.locked(told).message
        : startErrors.lockedElsewhere({ ...told, host: holder.host }).message,
    );
    this.holder = holder;
  }
}

const NAME = /^lock\.(\d+)$/;
const HEARTBEAT_MS = 5_000;
/** The time without a heartbeat after which a holder that cannot be looked up counts as gone. */
const SILENT_MS = 20_000;
/**
 * The age at which an empty lock file counts as abandoned. A holder writes its file right after creating it, so the
 * holder of an older empty one has died.
 */
const UNWRITTEN_MS = 10_000;
/** The content of the file of a holder that has released it. */
const FREE = 'null';
const RETRY_MS = 10;

/**
 * Locks the directory for this process.
 * Lock files are numbered, and the highest one counts. It is never replaced and never removed before a higher one
 * exists. A successor creates the next number, which only one of several can do. A late process that creates a lower
 * number sees the higher file and retries.
 * @throws LockedError.
 */
export function acquireLock(directory: string, control: ControlAddress): Lock {
  const content = JSON.stringify({ ...ownIdentity(), control });
  for (;;) {
    const present = lockNumbers(directory);
    const highest = present.at(-1) ?? 0;
    const holder = highest > 0 ? liveHolder(fileOf(directory, highest)) : null;
    if (holder) throw new LockedError(directory, holder);
    const file = fileOf(directory, highest + 1);
    if (!create(file, content)) continue;
    if ((lockNumbers(directory).at(-1) ?? 0) > highest + 1) {
      rmSync(file, { force: true });
      continue;
    }
    for (const number of present) rmSync(fileOf(directory, number), { force: true });
    return held(file);
  }
}

/** Finds the live holder of the directory; null when there is none. */
export function findHolder(directory: string): Holder | null {
  const highest = lockNumbers(directory).at(-1);
  return highest === undefined ? null : liveHolder(fileOf(directory, highest));
}

function liveHolder(file: string): Holder | null {
  for (;;) {
    const age = ageMs(file);
    if (age === null) return null;
    const content = contentOf(file);
    if (content === FREE) return null;
    const holder = parseHolder(content);
    if (holder) return (isRunning(holder) ?? age < SILENT_MS) ? holder : null;
    if (age > UNWRITTEN_MS) return null;
    pause(RETRY_MS);
  }
}

function contentOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

function parseHolder(content: string): Holder | null {
  try {
    const value = JSON.parse(content) as Partial<Holder> | null;
    const complete = typeof value?.pid === 'number' && typeof value.host === 'string' && value.control;
    return complete ? (value as Holder) : null;
  } catch {
    return null;
  }
}

function ageMs(file: string): number | null {
  try {
    return Date.now() - statSync(file).mtimeMs;
  } catch {
    return null;
  }
}

const fileOf = (directory: string, number: number): string => join(directory, `lock.${number}`);

/** Lists the numbers of the lock files, in ascending order. */
function lockNumbers(directory: string): number[] {
  const names = existingNames(directory);
  const numbers = names.map((name) => Number(NAME.exec(name)?.[1] ?? 0));
  return numbers.filter((number) => number > 0).sort((a, b) => a - b);
}

function existingNames(directory: string): string[] {
  try {
    return readdirSync(directory);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

/** Creates a file with its content; false when the file exists already. */
function create(file: string, content: string): boolean {
  try {
    const descriptor = openSync(file, 'wx', 0o600);
    writeSync(descriptor, content);
    closeSync(descriptor);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

function held(file: string): Lock {
  const beat = setInterval(() => touch(file), HEARTBEAT_MS);
  beat.unref();
  const release = (): void => {
    clearInterval(beat);
    process.removeListener('exit', release);
    markFree(file);
  };
  process.on('exit', release);
  return { release };
}

function markFree(file: string): void {
  try {
    if (existsSync(file)) writeFileSync(file, FREE);
  } catch {
    // The directory was removed: there is nothing left to release.
  }
}

function touch(file: string): void {
  try {
    utimesSync(file, new Date(), new Date());
  } catch {
    // The directory was removed; the database reports it.
  }
}

function pause(ms: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
}
