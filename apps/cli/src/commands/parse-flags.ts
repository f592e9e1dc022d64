import { parseArgs } from 'node:util';
import { didYouMean } from '../nearest.ts';
import { UsageError } from '../usage-error.ts';
import type { Flag } from './flags.ts';

/** The parsed command line: the words, and every value of each flag. */
export interface Given {
  words: string[];
  values: ReadonlyMap<string, readonly (string | true)[]>;
}

/** Parses flags and words in any order. @throws UsageError. */
export function parseFlags(args: readonly string[], flags: readonly Flag[]): Given {
  const known = new Map(flags.map((flag) => [flag.name, flag]));
  const { tokens } = tokensOf(args, flags);
  const words: string[] = [];
  const values = new Map<string, (string | true)[]>();
  for (const token of tokens) {
    if (token.kind === 'positional') words.push(token.value);
    if (token.kind !== 'option') continue;
    const flag = known.get(token.name);
    if (!flag) throw unknownFlag(token.rawName, flags);
    values.set(flag.name, [...(values.get(flag.name) ?? []), readValue(flag, token)]);
  }
  for (const [name, given] of values) {
    if (given.length > 1 && !known.get(name)?.many) throw new UsageError(`--${name} can be given once.`);
  }
  return { words, values };
}

const tokensOf = (args: readonly string[], flags: readonly Flag[]) =>
  parseArgs({
    args: [...args],
    strict: false,
    tokens: true,
    allowPositionals: true,
    options: Object.fromEntries(
      flags.map(({ name, short, kind }) => [
        name,
        { type: kind === 'flag' ? ('boolean' as const) : ('string' as const), ...(short ? { short } : {}) },
      ]),
    ),
  });

function readValue(
  flag: Flag,
  { value, inlineValue }: { value?: string | undefined; inlineValue?: boolean | undefined },
): string | true {
  if (flag.kind === 'flag') {
    if (value !== undefined) throw new UsageError(`--${flag.name} takes no value.`);
    return true;
  }
  if (value === undefined || (!inlineValue && value.length > 1 && value.startsWith('-'))) {
    const hint = value === undefined ? null : `Write --${flag.name}=${value} when that is its value.`;
    throw new UsageError(`--${flag.name} needs a value.`, hint);
  }
  return value;
}

function unknownFlag(name: string, flags: readonly Flag[]): UsageError {
  if (name === '--key') {
    return new UsageError(
      'There is no --key: other users of this machine can read a command line, and the shell keeps it.',
      'Use berth login, or set BERTH_KEY.',
    );
  }
  const names = flags.map((flag) => `--${flag.name}`);
  return new UsageError(`There is no ${name} here.`, didYouMean(name, names) ?? 'See --help.');
}
