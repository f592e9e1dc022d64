import { type Command, commands, shortcuts, wordsAfter } from './commands/command.ts';
import { examplesOf } from './commands/examples.ts';
import { type Flag, flagsOf, globalFlags, versionFlag } from './commands/flags.ts';
import { type LocalCommand, localCommands } from './commands/local-commands.ts';
import { exitCodes } from './exit-codes.ts';
import { type Row, sections, WIDEST } from './output/sections.ts';

/**
 * The texts that `--help` prints, from the descriptions of the operations, wrapped to a terminal's width; null for no
 * width.
 */

export function mainHelp(width: number | null): string {
  const resources = wordsAfter([]).map((word): Row => [word, verbsOf([word]).join(', ')]);
  return sections(width, [
    ['', [['berth <resource> <verb> [<id>] [flags]', '']]],
    [
      'Beside the operations of the server',
      [
        ...localCommands.map(localRow),
        ['completion bash|zsh|fish', 'Print what completes commands in a shell'],
        flagRow(versionFlag),
      ],
    ],
    ['Shorter', Object.entries(shortcuts).map(([word, meant]): Row => [word, `berth ${meant.join(' ')}`])],
    ['Resources', resources],
    ['Flags of every command', globalFlags.map(flagRow)],
    [
      'Environment',
      [
        ['BERTH_URL, BERTH_KEY', 'the server and the key, in place of the current profile'],
        ['NO_COLOR', 'no colours'],
      ],
    ],
    ['Exit codes', Object.values(exitCodes).map(({ code, means }): Row => [String(code), means])],
    examples([
      'berth run --config chat --reason "start" -- node worker.js',
      'berth cfg list --provider-id openai',
    ]),
  ]);
}

/** Lists the commands that begin with these words. */
export function groupHelp(words: readonly string[], width: number | null): string {
  const rows = commands
    .filter((command) => words.every((word, index) => command.words[index] === word))
    .map((command): Row => [synopsis(command), command.description.summary]);
  return sections(width, [['', rows], examples(groupExamples(words))]);
}

export function commandHelp(command: Command, width: number | null): string {
  return sections(width, [
    ['', [[`${synopsis(command)} [flags]`, '']]],
    ['', [[`${command.description.summary}.`, '']]],
    ['Flags', flagsOf(command).map(flagRow)],
    examples(examplesOf(command)),
  ]);
}

export function localHelp(command: LocalCommand, width: number | null): string {
  const line = `berth ${command.name} ${command.places}`.trimEnd();
  return sections(width, [
    ['', [[`${line} [flags]`, '']]],
    ['', [[`${command.summary}.`, '']]],
    ['Flags', command.flags.map(flagRow)],
    examples(command.examples),
  ]);
}

export const completionHelp = (width: number | null): string =>
  sections(width, [
    ['', [['berth completion bash|zsh|fish', '']]],
    ['', [['Print what completes commands in a shell.', '']]],
    [
      'Set-up',
      [
        ['bash', 'eval "$(berth completion bash)" in ~/.bashrc'],
        ['zsh', 'the same in ~/.zshrc, after compinit'],
        ['fish', 'the file ~/.config/fish/completions/berth.fish'],
      ],
    ],
    examples([
      'eval "$(berth completion bash)"',
      'berth completion fish > ~/.config/fish/completions/berth.fish',
    ]),
  ]);

const examples = (lines: readonly string[]): [title: string, rows: Row[]] => [
  'Examples',
  lines.map((line): Row => [line, '']),
];

/** Two examples of a group: of its first command, and of the next one where there is one. */
function groupExamples(words: readonly string[]): string[] {
  const inside = commands.filter((command) => words.every((word, index) => command.words[index] === word));
  const lines = inside.map((command) => examplesOf(command));
  const [first = [], second = []] = [...lines.filter(([line]) => line?.includes(' list')), ...lines];
  return [...new Set([...first.slice(0, 1), ...second.slice(0, 1), ...first])].slice(0, 2);
}

const synopsis = ({ words, description }: Command): string =>
  ['berth', ...words, ...description.places.map((place) => `<${place}>`)].join(' ');

const verbsOf = (words: string[]): string[] =>
  commands
    .filter((command) => words.every((word, index) => command.words[index] === word))
    .map((command) => command.words.slice(words.length).join(' '));

const localRow = ({ name, places, summary }: LocalCommand): Row => [`${name} ${places}`.trimEnd(), summary];

function flagRow(flag: Flag): Row {
  const { name, short, about, words, many, required } = flag;
  const value = placeholderOf(flag);
  const notes = [
    ...(required ? ['required'] : []),
    ...(many
      ? [
          flag.to.part === 'command' && name !== 'map'
            ? 'can be repeated'
            : 'can be repeated, or several with commas',
        ]
      : []),
  ];
  const texts = [
    about,
    ...(value === LONG_WORDS ? [`One of ${words?.join(', ')}.`] : []),
    ...(notes.length > 0 ? [`(${notes.join(', ')})`] : []),
  ];
  const left = `${short ? `-${short}, ` : ''}--${name}${value === '' ? '' : ` ${value}`}`;
  return [left, texts.filter((text) => text !== '').join(' ')];
}

const LONG_WORDS = 'WORD';

/** Makes the placeholder of a flag's value: its words where they fit. */
function placeholderOf({ kind, words }: Flag): string {
  if (kind === 'flag') return '';
  if (kind === 'boolean') return 'true|false';
  const either = words?.join('|') ?? kind.toUpperCase();
  return either.length > WIDEST ? LONG_WORDS : either;
}
