import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { outputOf, read, run, STOP_SECONDS } from './files.ts';

const unit = read('berth.service');

/** The most exposure that `systemd-analyze security` may find, in tenths: 0 is none, 100 is all. */
const MOST_EXPOSURE = 20;

/** The first version of systemd that judges a unit of a file. */
const OFFLINE_SINCE = 250;

const systemd = Number(/^systemd (\d+)/.exec(outputOf('systemd-analyze', ['--version']) ?? '')?.[1] ?? 0);
const folder = mkdtempSync(join(tmpdir(), 'berth-unit-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Writes the unit with the Node.js that runs here, which a check of the unit looks for. */
function written(name: string, text = unit): string {
  const path = join(folder, `${name}.service`);
  writeFileSync(path, text.replace('/usr/bin/node', process.execPath));
  return path;
}

test('the unit is hardened, and waits for an orderly stop', () => {
  const sections = [...unit.matchAll(/^\[(\w+)\]$/gm)].map(([, name]) => name);
  expect(sections).toEqual(['Unit', 'Service', 'Install']);
  for (const line of unit.split('\n')) expect(line).toMatch(/^(?:$|#|\[\w+\]$|[A-Z]\w+=)/);
  for (const directive of [
    'DynamicUser=yes',
    'NoNewPrivileges=yes',
    'CapabilityBoundingSet=',
    'ProtectSystem=strict',
    'ProtectHome=yes',
    'PrivateTmp=yes',
    'PrivateDevices=yes',
    'RestrictAddressFamilies=AF_INET AF_INET6 AF_UNIX',
    'SystemCallFilter=@system-service @pkey', // V8 calls pkey_alloc before it compiles WebAssembly
    'SystemCallErrorNumber=EPERM',
    'ExecStart=/usr/bin/node /opt/berth-server/berth-server.mjs',
  ]) {
    expect(unit.split('\n')).toContain(directive);
  }
  expect(unit).not.toContain('MemoryDenyWriteExecute=yes'); // V8 and WebAssembly write code
  expect(Number(/^TimeoutStopSec=(\d+)$/m.exec(unit)?.[1])).toBeGreaterThan(STOP_SECONDS);
});

/** The remarks of `systemd-analyze verify` on a unit, without those on other units of the machine. */
function remarks(path: string): string[] {
  const { text } = run('systemd-analyze', ['verify', '--man=no', path]);
  return text.split('\n').filter((line) => line.includes('berth'));
}

test.skipIf(systemd < OFFLINE_SINCE)('systemd-analyze has no remark on the unit', () => {
  expect(remarks(written('berth'))).toEqual([]);
  const misspelt = unit.replace('LockPersonality=', 'LockPersonalty=').replace('@pkey', '@pkeys');
  expect(remarks(written('berth-misspelt', misspelt))).toEqual([
    expect.stringContaining('LockPersonalty'),
    expect.stringContaining('@pkeys'),
  ]);
});

test.skipIf(systemd < OFFLINE_SINCE)('systemd-analyze finds the unit little exposed', () => {
  const exposed = (path: string) =>
    run('systemd-analyze', [
      'security',
      '--offline=true',
      '--no-pager',
      `--threshold=${MOST_EXPOSURE}`,
      path,
    ]);
  expect(exposed(written('berth'))).toMatchObject({ code: 0 });
  const bare = unit.replaceAll(/^(?:Protect|Private|Restrict|SystemCall)\w+=.*$/gm, '');
  expect(exposed(written('berth-bare', bare))).toMatchObject({ code: 1 });
});
