import { findCommand, shortcuts, wordsAfter } from './commands/command.ts';
import { globalFlags } from './commands/flags.ts';
import { localCommands } from './commands/local-commands.ts';
import { exitCodes } from './exit-codes.ts';
import type { Io } from './io.ts';
import { VERSION } from './version.ts';

/** Runs a command line without its first word, and resolves to the exit code. Never throws. */
export async function run(args: readonly string[], io: Io): Promise<number> {
  try {
    return await dispatch(args, io);
  } catch (error) {
    const [{ printError }, { exitCodeOf }] = await Promise.all([
      import('./output/error.ts'),
      import('./exit-code-of.ts'),
    ]);
    printError(error, io);
    const [place] = leadingWords(args);
    const local = place === undefined ? undefined : localCommands.find(({ name }) => name === args[place]);
    return exitCodeOf(error, local?.usageCode);
  }
}

async function dispatch(args: readonly string[], io: Io): Promise<number> {
  if (args[0] === '--version' || (args[0] === 'version' && args.length === 1))
    return say(io, `berth ${VERSION}\n`);
  if (args[0] === 'help') return dispatch([...args.slice(1), '--help'], io);
  const places = leadingWords(args);
  const words = places.map((place) => args[place] ?? '');
  const end = args.indexOf('--');
  const own = end === -1 ? args : args.slice(0, end);
  const wantsHelp = own.includes('--help') || own.includes('-h');
  const [first] = words;
  const help = () => import('./help.ts');
  const width = io.stdout.columns;
  if (first === undefined) return showHelp(io, (await help()).mainHelp(width), wantsHelp);
  const local = localCommands.find(({ name }) => name === first);
  if (local) {
    if (wantsHelp) return say(io, (await help()).localHelp(local, width));
    const [runLocal, { parseFlags }] = await Promise.all([local.load(), import('./commands/parse-flags.ts')]);
    const [read, behind] = local.startsProgram ? [own, args.slice(own.length + 1)] : [args, []];
    const given = parseFlags(
      read.filter((_, place) => place !== places[0]),
      local.flags,
    );
    return runLocal(given, io, behind);
  }
  if (first === 'completion') return printCompletion(words[1], io, wantsHelp);
  const found = findCommand(words);
  if (found) {
    if (wantsHelp) return say(io, (await help()).commandHelp(found.command, width));
    const { runCommand } = await import('./commands/run-command.ts');
    return runCommand(found.command, args, io, found.taken);
  }
  return explain(words, io, wantsHelp);
}

/**
 * Finds the places of the words up to the first flag that not every command has: the word behind that flag may be its
 * value.
 */
function leadingWords(args: readonly string[]): number[] {
  const places: number[] = [];
  for (let index = 0; index < args.length; index++) {
    const word = args[index] ?? '';
    if (!word.startsWith('-')) {
      places.push(index);
      continue;
    }
    const flag = globalFlags.find(({ name }) => word === `--${name}` || word.startsWith(`--${name}=`));
    if (!flag) break;
    if (flag.kind !== 'flag' && !word.includes('=')) index++;
  }
  return places;
}

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

async function printCompletion(shell: string | undefined, io: Io, wantsHelp: boolean): Promise<number> {
  const { scripts } = await import('./completion/script.ts');
  const script = shell !== undefined && Object.hasOwn(scripts, shell) ? scripts[shell] : undefined;
  if (script && !wantsHelp) return say(io, script());
  if (shell !== undefined && !script && !wantsHelp) {
    const { UsageError } = await import('./usage-error.ts');
    throw new UsageError(
      'berth completion knows no such shell.',
      `It is one of ${Object.keys(scripts).join(', ')}.`,
    );
  }
  const { completionHelp } = await import('./help.ts');
  return showHelp(io, completionHelp(io.stdout.columns), wantsHelp);
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
async function explain(words: readonly string[], io: Io, wantsHelp: boolean): Promise<number> {
  let known = 0;
  while (known < words.length && wordsAfter(words.slice(0, known + 1)).length > 0) known++;
  const before = words.slice(0, known);
  const word = words[known];
  const wrong = word !== undefined && Object.hasOwn(sameVerbs, word) ? sameVerbs[word] : word;
  const [first = ''] = before;
  const meant = shortcuts[first] ? [...shortcuts[first], ...before.slice(1)] : before;
  if (wrong === undefined) {
    const { groupHelp } = await import('./help.ts');
    return showHelp(io, groupHelp(meant, io.stdout.columns), wantsHelp);
  }
  const [{ didYouMean }, { UsageError }] = await Promise.all([
    import('./nearest.ts'),
    import('./usage-error.ts'),
  ]);
  const own = [...localCommands.map(({ name }) => name), ...Object.keys(shortcuts), 'completion'];
  const candidates = known === 0 ? [...wordsAfter([]), ...own] : wordsAfter(before);
  const place = ['berth', ...before].join(' ');
  throw new UsageError(
    known === 0 ? `There is no command ${word}.` : `${place} has no ${word}.`,
    turnedRound([wrong, ...words.slice(1)]) ?? didYouMean(wrong, candidates) ?? `See ${place} --help.`,
  );
}
