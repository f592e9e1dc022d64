import { type Command, commands, shortcuts, wordsAfter } from './commands/command.ts';
import { type Flag, flagsOf, globalFlags, versionFlag } from './commands/flags.ts';
import { type SessionCommand, sessionCommands } from './commands/session-commands.ts';
import { exitCodes } from './exit-codes.ts';

/**
 * The texts that `--help` prints, from the descriptions of the operations, wrapped to a terminal's width; null for no
 * width.
 */

export function mainHelp(width: number | null): string {
  const resources = wordsAfter([]).map((word): Row => [word, verbsOf([word]).join(', ')]);
  return sections(width, [
    ['', [['berth <resource> <verb> [<id>] [flags]', '']]],
    [
      'On this machine',
      [
        ...sessionCommands.map(sessionRow),
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
  ]);
}

/** Lists the commands that begin with these words. */
export function groupHelp(words: readonly string[], width: number | null): string {
  const rows = commands
    .filter((command) => words.every((word, index) => command.words[index] === word))
    .map((command): Row => [synopsis(command), command.description.summary]);
  return sections(width, [['', rows]]);
}

export function commandHelp(command: Command, width: number | null): string {
  return sections(width, [
    ['', [[`${synopsis(command)} [flags]`, '']]],
    ['', [[`${command.description.summary}.`, '']]],
    ['Flags', flagsOf(command).map(flagRow)],
  ]);
}

export function sessionHelp(command: SessionCommand, width: number | null): string {
  const line = `berth ${command.name} ${command.places}`.trimEnd();
  return sections(width, [
    ['', [[`${line} [flags]`, '']]],
    ['', [[`${command.summary}.`, '']]],
    ['Flags', command.flags.map(flagRow)],
  ]);
}

type Row = [left: string, right: string];

const synopsis = ({ words, description }: Command): string =>
  ['berth', ...words, ...description.places.map((place) => `<${place}>`)].join(' ');

const verbsOf = (words: string[]): string[] =>
  commands
    .filter((command) => words.every((word, index) => command.words[index] === word))
    .map((command) => command.words.slice(words.length).join(' '));

const sessionRow = ({ name, places, summary }: SessionCommand): Row => [
  `${name} ${places}`.trimEnd(),
  summary,
];

function flagRow(flag: Flag): Row {
  const { name, short, about, kind, words, many, required } = flag;
  const value = placeholderOf(flag);
  const notes = [
    ...(required ? ['required'] : []),
    ...(many ? [kind === 'word' ? 'can be repeated, or several with commas' : 'can be repeated'] : []),
  ];
  const texts = [
    about,
    ...(value === LONG_WORDS ? [`One of ${words?.join(', ')}.`] : []),
    ...(notes.length > 0 ? [`(${notes.join(', ')})`] : []),
  ];
  const left = `${short ? `-${short}, ` : ''}--${name}${value === '' ? '' : ` ${value}`}`;
  return [left, texts.filter((text) => text !== '').join(' ')];
}

const WIDEST = 44;
const LONG_WORDS = 'WORD';

/** Makes the placeholder of a flag's value: its words where they fit. */
function placeholderOf({ kind, words }: Flag): string {
  if (kind === 'flag') return '';
  if (kind === 'boolean') return 'true|false';
  const either = words?.join('|') ?? kind.toUpperCase();
  return either.length > WIDEST ? LONG_WORDS : either;
}

function sections(width: number | null, parts: [title: string, rows: Row[]][]): string {
  const texts = parts.map(([title, rows]) => {
    const before = title === '' ? '' : '  ';
    const column = Math.min(WIDEST, Math.max(0, ...rows.map(([left]) => left.length)));
    const room = (width ?? Number.POSITIVE_INFINITY) - before.length - column - 2;
    const lines = rows.flatMap(([left, right]) => {
      if (right === '') return [left];
      const [first = '', ...more] = wrap(right, room);
      return [
        ...(left.length > column
          ? [left, `${' '.repeat(column)}  ${first}`]
          : [`${left.padEnd(column)}  ${first}`]),
        ...more.map((line) => `${' '.repeat(column)}  ${line}`),
      ];
    });
    return [...(title === '' ? [] : [`${title}:`]), ...lines.map((line) => `${before}${line}`)].join('\n');
  });
  return `${texts.join('\n\n')}\n`;
}

/** The narrowest room in which text is wrapped; in less the terminal breaks the lines. */
const NARROWEST = 20;

function wrap(text: string, room: number): string[] {
  if (room < NARROWEST) return [text];
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const line = lines.at(-1);
    if (line !== undefined && line.length + 1 + word.length <= room)
      lines[lines.length - 1] = `${line} ${word}`;
    else lines.push(word);
  }
  return lines;
}
