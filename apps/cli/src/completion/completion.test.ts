import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { hasShell, offered } from '../../test/shells.ts';
import { shells } from './candidates.ts';
import { scripts } from './script.ts';

describe.each(shells)('%s', (shell) => {
  // Not every machine has every shell: the tests of a missing one are reported as skipped.
  const runs = test.skipIf(!hasShell(shell));

  runs('accepts the script', () => {
    const file = join(mkdtempSync(join(tmpdir(), 'berth-script-')), 'script');
    onTestFinished(() => rmSync(dirname(file), { recursive: true }));
    writeFileSync(file, scripts[shell]?.() ?? '');
    const { status, stderr } = spawnSync(shell, ['-n', file], { encoding: 'utf8' });
    expect([status, stderr]).toEqual([0, '']);
  });

  runs.each([
    ['berth prov', ['provider-configs', 'providers']],
    ['berth ', ['login', 'audit', 'provider-configs']],
    ['berth --', ['--help', '--profile', '--version']],
    ['berth provider-configs ', ['list', 'create', 'revisions']],
    ['berth provider-configs revisions ', ['restore', 'list']],
    ['berth --profile providers provider-conf', ['provider-configs']],
    ['berth provider-configs list --status active --provider-id x --cre', ['--created-at-gt']],
    ['berth --json audit verify --', ['--checkpoint']],
  ])('offers the candidates for %j', (line, expected) => {
    const words = offered(shell, line);
    for (const word of expected) expect(words).toContain(word);
  });

  runs.each([
    ['berth provider-configs list --st', ['--status']],
    ['berth provider-configs list --status ', ['active', 'archived']],
    ['berth provider-configs list --enabled=true --status a', ['active', 'archived']],
    ['berth completion z', ['zsh']],
    ['berth profiles ', ['use']],
    ['berth provider-configs zz', []],
    ['berth provider-configs get --json=1 ', []],
    ['berth provider-configs list --provider-id ', []],
    ['berth models create --pricing-tier V', ['Very High']],
  ])('offers nothing else for %j', (line, expected) => {
    expect(offered(shell, line)).toEqual(expected);
  });

  runs('offers the values of a flag after the equals sign', () => {
    const words = offered(shell, 'berth provider-configs list --status=ac');
    expect(words.map((word) => word.replace('--status=', ''))).toEqual(['active']);
  });

  runs.each(['-f pack', '--value pack'])('offers a file after %s', (flag) => {
    const line = `berth provider-configs create ${flag}`;
    const files = ['package one.json', 'package-two.json', 'other.json'];
    const words = offered(shell, line, files);
    expect(words).toEqual(['package one.json', 'package-two.json']);
  });
});

test.skipIf(!hasShell('zsh'))('zsh completes on the first call, also when it autoloads the script', () => {
  expect(offered('zsh', 'berth completion z', [], '_berth')).toEqual(['zsh']);
});
