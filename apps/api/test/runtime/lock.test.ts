import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { bundleScript } from '../../../../scripts/toolchain/bundle.mjs';
import { acquireLock, findHolder, LockedError } from '../../src/server/lock.ts';
import { ownIdentity, startOf } from '../../src/server/process-identity.ts';
import { endOf, launchScript, makeFolder } from '../support/server-process.ts';

const control = { port: 1, token: 'token' };
let folder: ReturnType<typeof makeFolder>;

beforeEach(() => {
  folder = makeFolder();
});
afterEach(() => folder.remove());

/** The lock files and their content. */
function locks(place = folder.path): Record<string, unknown> {
  const names = readdirSync(place).filter((name) => name.startsWith('lock'));
  return Object.fromEntries(names.map((name) => [name, JSON.parse(readFileSync(join(place, name), 'utf8'))]));
}

function leave(holder: object, name = 'lock.1'): void {
  writeFileSync(join(folder.path, name), JSON.stringify({ control, ...holder }));
}

describe('the lock of a data directory', () => {
  test('names its holder while it is held, readable by the owner only, and nobody afterwards', () => {
    const lock = acquireLock(folder.path, control);
    expect(locks()).toEqual({ 'lock.1': { ...ownIdentity(), control } });
    expect(statSync(join(folder.path, 'lock.1')).mode & 0o777).toBe(0o600);
    expect(findHolder(folder.path)).toEqual({ ...ownIdentity(), control });
    lock.release();
    lock.release();
    expect(locks()).toEqual({ 'lock.1': null });
    expect(findHolder(folder.path)).toBeNull();
  });

  test('refuses a second process with a sentence that names the first', () => {
    const lock = acquireLock(folder.path, control);
    expect(() => acquireLock(folder.path, control)).toThrow(LockedError);
    expect(() => acquireLock(folder.path, control)).toThrow(`in use by process ${process.pid}.`);
    lock.release();
  });

  test('of a process that has ended is taken over', async () => {
    const child = spawn('true');
    await once(child, 'exit');
    leave({ pid: child.pid, started: '1', host: hostname() });
    acquireLock(folder.path, control).release();
    expect(locks()).toEqual({ 'lock.2': null });
  });

  test('of a process whose number another process has now is taken over', () => {
    leave({ pid: process.pid, started: `${startOf(process.pid)}0`, host: hostname() });
    acquireLock(folder.path, control).release();
  });

  test.runIf(process.platform === 'linux')(
    'of a killed process that its parent has not reaped is taken over',
    async () => {
      // The shell replaces itself with a program that never waits for its child.
      const parent = spawn('sh', ['-c', 'sleep 0 & exec sleep 30'], { stdio: 'ignore' });
      await new Promise((resolve) => setTimeout(resolve, 300));
      const child = readdirSync('/proc').find((pid) => /^\d+$/.test(pid) && parentOf(pid) === parent.pid);
      expect(child && startOf(Number(child))).toBeNull();
      parent.kill();
    },
  );

  test('of another machine holds while that machine renews it', () => {
    leave({ pid: 1, started: '1', host: 'elsewhere' });
    expect(() => acquireLock(folder.path, control)).toThrow('process 1 on elsewhere');
    const longAgo = new Date(Date.now() - 60_000);
    utimesSync(join(folder.path, 'lock.1'), longAgo, longAgo);
    acquireLock(folder.path, control).release();
  });

  test('that was never written is taken over once its maker must have died', () => {
    const file = join(folder.path, 'lock.1');
    writeFileSync(file, '');
    const earlier = new Date(Date.now() - 9_900);
    utimesSync(file, earlier, earlier);
    acquireLock(folder.path, control).release();
  });

  test('is released when its process ends without releasing it', async () => {
    const { child } = launchScript(await bundleScript(taker(folder.path, 'process.exit(3)')));
    expect(await endOf(child)).toBe(3);
    expect(locks()).toEqual({ 'lock.1': null });
  });

  test('that is stale goes to exactly one of many processes that start at once', {
    timeout: 30_000,
  }, async () => {
    for (let round = 0; round < 3; round++) {
      const place = join(folder.path, `round-${round}`);
      mkdirSync(place);
      writeFileSync(
        join(place, 'lock.3'),
        JSON.stringify({ pid: 1, started: '0', host: hostname(), control }),
      );
      const held = taker(place, "console.log('held'); await once(process.stdin, 'end')");
      const starter = await bundleScript(`while (Date.now() < Number(process.env.START_AT));\n${held}`);
      const env = { START_AT: String(Date.now() + 400) };
      const starters = Array.from({ length: 6 }, () => launchScript(starter, env));
      await vi.waitFor(() => expect(starters.filter(isDecided)).toHaveLength(6), { timeout: 20_000 });
      expect(starters.filter(({ stdout }) => stdout() === 'held\n')).toHaveLength(1);
      for (const { child } of starters) child.stdin?.end();
      const ends = await Promise.all(starters.map(({ child }) => endOf(child)));
      expect(ends.sort()).toEqual([0, 7, 7, 7, 7, 7]);
      expect(locks(place)).toEqual({ 'lock.4': null });
    }
  });

  test('is held by one process at a time, however often it changes hands', { timeout: 30_000 }, async () => {
    const rival = await bundleScript(churner(folder.path));
    const env = { UNTIL: String(Date.now() + 1_500) };
    const rivals = Array.from({ length: 4 }, () => launchScript(rival, env));
    const ends = await Promise.all(rivals.map(({ child }) => endOf(child)));
    expect(ends).toEqual([0, 0, 0, 0]);
    expect(rivals.map(({ output }) => output()).join('')).toMatch(/^(?:held )+$/);
  });
});

const isDecided = ({ child, stdout }: ReturnType<typeof launchScript>): boolean =>
  stdout() !== '' || child.exitCode !== null;

/** A program that takes the lock and then runs the code, or ends with 7 when it is refused. */
function taker(place: string, then: string): string {
  return `
    import { once } from 'node:events';
    import { acquireLock, LockedError } from './server/lock.ts';
    process.stdin.resume();
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

/** A program that takes and releases the lock as often as it can, and reports when it was not alone. */
function churner(place: string): string {
  const mark = JSON.stringify(join(place, 'mark'));
  return `
    import { rmSync, writeFileSync } from 'node:fs';
    import { acquireLock, LockedError } from './server/lock.ts';
    while (Date.now() < Number(process.env.UNTIL)) {
      try {
        const lock = acquireLock(${JSON.stringify(place)}, { port: 1, token: 't' });
        writeFileSync(${mark}, '', { flag: 'wx' });
        rmSync(${mark});
        lock.release();
        process.stdout.write('held ');
      } catch (error) {
        if (!(error instanceof LockedError)) throw error;
      }
    }`;
}
