import { findCommand, shortcuts, wordsAfter } from './commands/command.ts';
import { globalFlags } from './commands/flags.ts';
import { runCommand } from './commands/run-command.ts';
import { sessionCommands } from './commands/session-commands.ts';
import { scripts } from './completion/script.ts';
import { exitCodeOf, exitCodes } from './exit-codes.ts';
import { commandHelp, groupHelp, mainHelp, sessionHelp } from './help.ts';
import type { Io } from './io.ts';
import { didYouMean } from './nearest.ts';
import { printError } from './output/error.ts';
import { UsageError } from './usage-error.ts';
import { VERSION } from './version.ts';

/** Runs a command line without its first word, and resolves to the exit code. Never throws. */
export async function run(args: readonly string[], io: Io): Promise<number> {
  try {
    return await dispatch(args, io);
  } catch (error) {
    printError(error, io);
    return exitCodeOf(error);
  }
}

async function dispatch(args: readonly string[], io: Io): Promise<number> {
  if (args[0] === '--version') return say(io, `berth ${VERSION}\n`);
  if (args[0] === 'help') return dispatch([...args.slice(1), '--help'], io);
  const words = leadingWords(args);
  const wantsHelp = args.includes('--help') || args.includes('-h');
  const [first] = words;
  if (first === undefined) return showHelp(io, mainHelp(io.stdout.columns), wantsHelp);
  const own = sessionCommands.find(({ name }) => name === first);
  if (own) {
    if (wantsHelp) return say(io, sessionHelp(own, io.stdout.columns));
    await own.run(without(args, first), io);
    return exitCodes.done.code;
  }
  if (first === 'completion') return printCompletion(words[1], io, wantsHelp);
  const found = findCommand(words);
  if (found) {
    if (wantsHelp) return say(io, commandHelp(found.command, io.stdout.columns));
    return runCommand(found.command, args, io, found.taken);
  }
  return explain(words, io, wantsHelp);
}

/** Reads the words up to the first flag that not every command has: the word behind that flag may be its value. */
function leadingWords(args: readonly string[]): string[] {
  const words: string[] = [];
  for (let index = 0; index < args.length; index++) {
    const word = args[index] ?? '';
    if (!word.startsWith('-')) {
      words.push(word);
      continue;
    }
    const flag = globalFlags.find(({ name }) => word === `--${name}` || word.startsWith(`--${name}=`));
    if (!flag) break;
    if (flag.kind !== 'flag' && !word.includes('=')) index++;
  }
  return words;
}

const without = (args: readonly string[], word: string): string[] => {
  const at = args.indexOf(word);
  return args.filter((_, index) => index !== at);
};

function say(io: Io, text: string): number {
  io.stdout.write(text);
  return exitCodes.done.code;
}

/** Prints help. Help that was not asked for is a usage error. */
function showHelp(io: Io, text: string, wanted: boolean): number {
  if (wanted) return say(io, text);
  io.stderr.write(text);
  return exitCodes.usage.code;
}

function printCompletion(shell: string | undefined, io: Io, wantsHelp: boolean): number {
  const script = shell !== undefined && Object.hasOwn(scripts, shell) ? scripts[shell] : undefined;
  if (script && !wantsHelp) return say(io, script());
  const usage = [
    'It is berth completion bash, zsh or fish.',
    'bash: eval "$(berth completion bash)" in ~/.bashrc; zsh the same in ~/.zshrc, after compinit;',
    'fish: berth completion fish > ~/.config/fish/completions/berth.fish',
  ].join('\n');
  return showHelp(io, `${usage}\n`, wantsHelp);
}

/** The verbs of other tools, with Berth's verb for each. */
const sameVerbs: Readonly<Record<string, string>> = {
  delete: 'archive',
  remove: 'archive',
  rm: 'archive',
  revoke: 'archive',
  show: 'get',
  describe: 'get',
  ls: 'list',
  edit: 'update',
  add: 'create',
};

/** Suggests a command for swapped words: `list providers` → `berth providers list`. */
function turnedRound([verb = '', resource = '']: readonly string[]): string | null {
  const found = findCommand([resource, verb]);
  return found ? `Did you mean berth ${found.command.words.join(' ')}?` : null;
}

/**
 * Explains words that are no command: lists the commands that begin with them, or suggests the nearest word. @throws
 * UsageError.
 */
function explain(words: readonly string[], io: Io, wantsHelp: boolean): number {
  let known = 0;
  while (known < words.length && wordsAfter(words.slice(0, known + 1)).length > 0) known++;
  const before = words.slice(0, known);
  const word = words[known];
  const wrong = word !== undefined && Object.hasOwn(sameVerbs, word) ? sameVerbs[word] : word;
  const [first = ''] = before;
  const meant = shortcuts[first] ? [...shortcuts[first], ...before.slice(1)] : before;
  if (wrong === undefined) return showHelp(io, groupHelp(meant, io.stdout.columns), wantsHelp);
  const own = [...sessionCommands.map(({ name }) => name), ...Object.keys(shortcuts), 'completion'];
  const candidates = known === 0 ? [...wordsAfter([]), ...own] : wordsAfter(before);
  const place = ['berth', ...before].join(' ');
  throw new UsageError(
    known === 0 ? `There is no command ${word}.` : `${place} has no ${word}.`,
    turnedRound([wrong, ...words.slice(1)]) ?? didYouMean(wrong, candidates) ?? `See ${place} --help.`,
  );
}
