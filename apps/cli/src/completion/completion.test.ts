import { spawnSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { scripts } from './script.ts';

const has = (shell: string) => spawnSync(shell, ['-c', 'true']).status === 0;

/** What bash offers for a line with the cursor at its end. */
function offered(line: string): string[] {
  const words = line.split(' ');
  const program = `${scripts.bash?.()}
    COMP_WORDS=(${words.map((word) => `'${word}'`).join(' ')})
    COMP_CWORD=${words.length - 1}
    _berth
    printf '%s\\n' "\${COMPREPLY[@]}"`;
  const { stdout, stderr } = spawnSync('bash', ['--norc', '-c', program], { encoding: 'utf8' });
  expect(stderr).toBe('');
  return stdout.split('\n').filter((word) => word !== '');
}

describe.skipIf(!has('bash'))('bash completes', () => {
  test.each([
    ['berth prov', ['provider-configs', 'providers']],
    ['berth ', ['login', 'audit', 'provider-configs']],
    ['berth provider-configs ', ['list', 'create', 'revisions']],
    ['berth provider-configs revisions ', ['restore', 'list']],
    ['berth provider-configs list --st', ['--status']],
    ['berth provider-configs list --status ', ['active', 'archived']],
    ['berth provider-configs list --status active --provider-id x --cre', ['--created-at-gt']],
    ['berth --json audit verify --', ['--checkpoint']],
    ['berth profiles ', ['use']],
    ['berth completion z', ['zsh']],
  ])('%j', (line, expected) => {
    const words = offered(line);
    for (const word of expected) expect(words).toContain(word);
  });

  test('only what fits', () => {
    expect(offered('berth provider-configs list --st')).toEqual(['--status']);
    expect(offered('berth provider-configs zz')).toEqual([]);
    expect(offered('berth provider-configs get --json=1 ')).toEqual([]);
  });

  test('a file where one is wanted', () => {
    expect(offered('berth provider-configs create -f packa').sort()).toEqual(['package.json', 'packages']);
  });
});

test.each(['bash', 'zsh', 'fish'])('the script for %s is one that the shell can read', (shell) => {
  const script = scripts[shell]?.() ?? '';
  expect(script).toContain('provider-configs');
  if (!has(shell)) return; // not every machine has every shell
  const { status, stderr } = spawnSync(shell, ['-n'], { input: script, encoding: 'utf8' });
  expect([status, stderr]).toEqual([0, '']);
});
