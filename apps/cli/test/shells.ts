import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { scripts } from '../src/completion/script.ts';

/** Asks real shells for the completions of a line with the cursor at its end, in alphabetical order. */

export const hasShell = (shell: string): boolean => spawnSync(shell, ['-c', 'true']).status === 0;

/** Completes in bash, which gives the words of a line to the function. It splits them at `=`, too. */
function offeredByBash(line: string, cwd: string): string[] {
  const words = line.split(/ |(?<==)|(?==)/).map((word) => `'${word}'`);
  const program = `source ./script
    COMP_WORDS=(${words.join(' ')})
    COMP_CWORD=${words.length - 1}
    _berth
    printf '%s\\n' "\${COMPREPLY[@]}"`;
  return runShell('bash', ['--norc', '-c', program], cwd);
}

/** Completes in zsh, which completes in its line editor only and so runs on a terminal of its own (zsh/zpty). */
function offeredByZsh(line: string, cwd: string): string[] {
  const program = `
    zmodload zsh/zpty
    zpty editor zsh -f -i
    say() { zpty -w editor "$1" }
    say 'PROMPT= RPROMPT=; unsetopt auto_list zle_bracketed_paste'
    say 'fpath=($PWD $fpath); autoload -Uz compinit; compinit -u -D; [[ -e _berth ]] || source ./script'
    say 'compadd() { local -a hits; builtin compadd -O hits "$@"; print -r; print -rl -- "OFFER:"$^hits; builtin compadd "$@" }'
    say 'over() { print -r; print "OV""ER"; BUFFER=; zle accept-line }; zle -N over'
    say 'bindkey "^I" complete-word; bindkey "^X" over; print REA""DY'
    zpty -r editor out '*READY*'
    zpty -n -w editor "$1"$'\\t\\x18'
    zpty -r editor out '*OVER*'
    print -r -- "$out"
    zpty -d editor`;
  return runShell('zsh', ['-f', '-c', program, 'zsh', line], cwd).flatMap(
    (text) => /OFFER:(.+)/.exec(text.replaceAll('\r', ''))?.[1] ?? [],
  );
}

function offeredByFish(line: string, cwd: string): string[] {
  const program = `source ./script; complete -C '${line}'`;
  return runShell('fish', ['--no-config', '-c', program], cwd).map((text) => text.replace(/\t.*/, ''));
}

function runShell(shell: string, args: string[], cwd: string): string[] {
  const { stdout, stderr, error } = spawnSync(shell, args, { cwd, encoding: 'utf8', timeout: 30_000 });
  if (error || stderr !== '') throw error ?? new Error(stderr);
  return stdout
    .split('\n')
    .filter((text) => text !== '')
    .sort();
}

const ways: Record<string, (line: string, cwd: string) => string[]> = {
  bash: offeredByBash,
  zsh: offeredByZsh,
  fish: offeredByFish,
};

/**
 * Lists the unquoted completions of a shell, in a directory with these files. The shell finds the completion script
 * under the name `script`.
 */
export function offered(
  shell: string,
  line: string,
  files: readonly string[] = [],
  script = 'script',
): string[] {
  const cwd = mkdtempSync(join(tmpdir(), 'berth-shell-'));
  try {
    writeFileSync(join(cwd, script), scripts[shell]?.() ?? '');
    for (const file of files) writeFileSync(join(cwd, file), '');
    const words = ways[shell]?.(line, cwd) ?? [];
    return [...new Set(words.map((word) => word.replaceAll('\\', '')))];
  } finally {
    rmSync(cwd, { recursive: true });
  }
}
