import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { acquireLock, findHolder, LockedError } from '../src/lock.ts';
import { ownIdentity, startOf } from '../src/process-identity.ts';
import { buildServer, endOf, launchScript, makeFolder } from './server-process.ts';

const control = { port: 1, token: 'token' };
let folder: ReturnType<typeof makeFolder>;

beforeAll(buildServer);
beforeEach(() => {
  folder = makeFolder();
});
afterEach(() => folder.remove());

const locks = (): string[] => readdirSync(folder.path).filter((name) => name.startsWith('lock'));

function leave(holder: object, name = 'lock.1'): void {
  writeFileSync(join(folder.path, name), JSON.stringify({ control, ...holder }));
}

describe('the lock of a data directory', () => {
  test('is there while it is held, for the owner only, and gone afterwards', () => {
    const lock = acquireLock(folder.path, control);
    expect(locks()).toEqual(['lock.1']);
    expect(statSync(join(folder.path, 'lock.1')).mode & 0o777).toBe(0o600);
    expect(findHolder(folder.path)).toEqual({ ...ownIdentity(), control });
    lock.release();
    lock.release();
    expect(locks()).toEqual([]);
    expect(findHolder(folder.path)).toBeNull();
  });

  test('refuses a second process with a sentence that names the first', () => {
    const lock = acquireLock(folder.path, control);
    expect(() => acquireLock(folder.path, control)).toThrow(LockedError);
    expect(() => acquireLock(folder.path, control)).toThrow(`in use by process ${process.pid}.`);
    lock.release();
  });

  test('of a process that is gone is taken over', async () => {
    const child = spawn('true');
    await once(child, 'exit');
    leave({ pid: child.pid, started: '1', host: hostname() });
    acquireLock(folder.path, control).release();
    expect(locks()).toEqual([]);
  });

  test('of a process whose number another process has now is taken over', () => {
    leave({ pid: process.pid, started: `${startOf(process.pid)}0`, host: hostname() });
    acquireLock(folder.path, control).release();
  });

  test.runIf(process.platform === 'linux')(
    'of a killed process that nobody has collected is taken over',
    async () => {
      // The shell replaces itself by a program that never asks for its child's end.
      const parent = spawn('sh', ['-c', 'sleep 0 & exec sleep 30'], { stdio: 'ignore' });
      await new Promise((resolve) => setTimeout(resolve, 300));
      const child = readdirSync('/proc').find((pid) => /^\d+$/.test(pid) && parentOf(pid) === parent.pid);
      expect(child && startOf(Number(child))).toBeNull();
      parent.kill();
    },
  );

  test('of another machine holds as long as it shows life', () => {
    leave({ pid: 1, started: '1', host: 'elsewhere' });
    expect(() => acquireLock(folder.path, control)).toThrow('process 1 on elsewhere');
    const longAgo = new Date(Date.now() - 60_000);
    utimesSync(join(folder.path, 'lock.1'), longAgo, longAgo);
    acquireLock(folder.path, control).release();
  });

  test('that was never written is taken over once its maker must have died', () => {
    const file = join(folder.path, 'lock.1');
    writeFileSync(file, '');
    const earlier = new Date(Date.now() - 1_900);
    utimesSync(file, earlier, earlier);
    acquireLock(folder.path, control).release();
  });

  test('is given free when its process ends without saying goodbye to it', async () => {
    const { child } = launchScript(taker(folder.path, 'process.exit(3)'));
    expect(await endOf(child)).toBe(3);
    expect(locks()).toEqual([]);
  });

  test('that is stale is won by exactly one of many who start at once', { timeout: 30_000 }, async () => {
    for (let round = 0; round < 3; round++) {
      const place = join(folder.path, `round-${round}`);
      mkdirSync(place);
      writeFileSync(
        join(place, 'lock.3'),
        JSON.stringify({ pid: 1, started: '0', host: hostname(), control }),
      );
      const startAt = Date.now() + 400;
      const starters = Array.from({ length: 6 }, () =>
        launchScript(
          `while (Date.now() < ${startAt});\n${taker(place, 'await new Promise((r) => setTimeout(r, 800))')}`,
        ),
      );
      const ends = await Promise.all(starters.map(({ child }) => endOf(child)));
      expect(ends.filter((code) => code === 0)).toHaveLength(1);
      expect(ends.filter((code) => code === 7)).toHaveLength(5);
      expect(readdirSync(place)).toEqual([]);
    }
  });
});

/** A program that takes the lock and then does something, or ends with 7 when it is refused. */
function taker(place: string, then: string): string {
  return `
    import { acquireLock, LockedError } from './lock.js';
    try {
      acquireLock(${JSON.stringify(place)}, { port: 1, token: 't' });
    } catch (error) {
      process.exit(error instanceof LockedError ? 7 : 9);
    }
    ${then};
    process.exit(0);`;
}

function parentOf(pid: string): number | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
  } catch {
    return null;
  }
}
