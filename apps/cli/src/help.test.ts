import { describe, expect, test } from 'vitest';
import { argumentsOf } from './commands/arguments.ts';
import { commands, findCommand, wordsAfter } from './commands/command.ts';
import { flagsOf } from './commands/flags.ts';
import { localCommands } from './commands/local-commands.ts';
import { parseFlags } from './commands/parse-flags.ts';
import { commandHelp, completionHelp, groupHelp, localHelp, mainHelp } from './help.ts';

const groups = [
  ...new Set(
    commands.flatMap(({ words }) => words.slice(0, -1).map((_, n) => words.slice(0, n + 1).join(' '))),
  ),
];

const pages: [name: string, text: string][] = [
  ['berth', mainHelp(null)],
  ['completion', completionHelp(null)],
  ...localCommands.map((local): [string, string] => [local.name, localHelp(local, null)]),
  ...groups.map((words): [string, string] => [words, groupHelp(words.split(' '), null)]),
  ...commands.map((command): [string, string] => [command.words.join(' '), commandHelp(command, null)]),
];

/** The examples of a page, each as its words without `berth`. */
const examplesIn = (text: string): string[][] =>
  (text.split('\nExamples:\n')[1] ?? '')
    .trim()
    .split('\n')
    .map((line) => {
      const [, command = ''] = /^\s*(?:eval "\$\()?berth ([^>|]*?)(?:\)")?(?: >.*)?$/.exec(line) ?? [];
      return [...command.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare ?? '');
    });

/** Parses an example as the command does. @throws UsageError when it cannot be run. */
async function parse(words: string[]): Promise<void> {
  const [first = ''] = words;
  const local = localCommands.find(({ name }) => name === first);
  const end = words.includes('--') ? words.indexOf('--') : words.length;
  if (local)
    parseFlags(
      words.slice(1, end).filter((word) => word !== '<'),
      local.flags,
    );
  if (local || (first === 'completion' && words.length === 2)) return;
  const found = findCommand(words);
  if (!found) throw new Error(`There is no command in ${words.join(' ')}`);
  const given = parseFlags(words, flagsOf(found.command));
  await argumentsOf(found.command, given.words.slice(found.taken), given, async () => '{}');
}

describe('a page of help', () => {
  test('is there for every command and group', () => {
    expect(pages.length).toBeGreaterThan(110);
    expect(wordsAfter([]).every((word) => groups.includes(word))).toBe(true);
  });

  test.each(pages)('%s has two examples, and each can be run', async (_, text) => {
    const examples = examplesIn(text);
    expect(examples).toHaveLength(2);
    expect(new Set(examples.map((words) => words.join(' '))).size).toBe(2);
    for (const words of examples) await parse(words);
  });
});
