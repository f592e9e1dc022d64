import { execFileSync, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { ROOT } from './documents.ts';

const inDataUrl = (code: string): string => `data:text/javascript,${encodeURIComponent(code)}`;

/** Prints the URL of each module that a process loads from a file to standard error. */
const HOOK = inDataUrl(`
  import { writeSync } from 'node:fs';
  export async function load(url, context, next) {
    if (url.startsWith('file:')) writeSync(2, url + '\\n');
    return next(url, context);
  }`);
const REGISTER = inDataUrl(`import { register } from 'node:module'; register(${JSON.stringify(HOOK)});`);

/** Lists the modules that a command line loads. */
function loadedBy(...args: string[]): string[] {
  const command = [join(ROOT, 'apps/cli/bin/berth.mjs'), ...args];
  const { stderr, stdout } = spawnSync(process.execPath, ['--import', REGISTER, ...command], {
    encoding: 'utf8',
  });
  expect(stdout).toContain('berth');
  return stderr.split('\n').filter((line) => line.startsWith('file:'));
}

beforeAll(() => {
  execFileSync(process.execPath, [join(ROOT, 'node_modules/typescript/bin/tsc'), '-b', 'apps/cli'], {
    cwd: ROOT,
    stdio: 'inherit',
  });
}, 120_000);

const MOST = 18;

test.each(['--help', '--version', 'cfg --help', 'provider-configs list --help'])(
  'berth %s loads few modules, and neither the client nor a parser of YAML',
  (line) => {
    const loaded = loadedBy(...line.split(' '));
    expect(loaded.length).toBeGreaterThan(5);
    expect(loaded.length).toBeLessThanOrEqual(MOST);
    expect(
      loaded.filter((url) => /yaml|client\/dist\/(?:index|client|send)\.js|session\/|run-command/.test(url)),
    ).toEqual([expect.stringContaining('session/default-url.js')]);
  },
);
