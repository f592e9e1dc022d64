import { commands, shortcuts } from '../commands/command.ts';
import { type Flag, flagsOf, globalFlags, versionFlag } from '../commands/flags.ts';
import { localCommands } from '../commands/local-commands.ts';

/** The words and flags that can follow at one place of a command line. */
export interface Candidates {
  words: string[];
  flags: Flag[];
}

export const shells = ['bash', 'zsh', 'fish'];

/** Collects the candidates of every place, by the words before it joined with spaces; `''` is the beginning. */
export function completions(): Map<string, Candidates> {
  const found = new Map<string, Candidates>();
  const at = (words: readonly string[]): Candidates => {
    const key = words.join(' ');
    const candidates = found.get(key) ?? { words: [], flags: [] };
    found.set(key, candidates);
    return candidates;
  };
  const add = (words: readonly string[], flags: readonly Flag[]) => {
    for (const [index, word] of words.entries()) {
      const { words: known } = at(words.slice(0, index));
      if (!known.includes(word)) known.push(word);
    }
    at(words).flags = [...flags];
  };
  for (const command of commands) {
    const flags = flagsOf(command);
    add(command.words, flags);
    for (const [short, meant] of Object.entries(shortcuts)) {
      if (meant.every((word, index) => command.words[index] === word)) {
        add([short, ...command.words.slice(meant.length)], flags);
      }
    }
  }
  add([], [...globalFlags, versionFlag]);
  for (const { name, flags } of localCommands) add([name], flags);
  add(['profiles', 'use'], []);
  for (const shell of shells) add(['completion', shell], []);
  return found;
}

/** Lists the words that a flag takes; null when it takes a file, an empty list for any other text. */
export function valuesOf({ kind, words, name }: Flag): string[] | null {
  if (kind === 'file') return null;
  if (kind === 'boolean') return ['true', 'false'];
  return name === 'set-file' ? null : [...(words ?? [])];
}
