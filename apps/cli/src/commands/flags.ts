import type { MemberDescription, OptionDescription } from '@berth/client/operations';
import { FORMATS, type Naming } from '../environment/naming.ts';
import type { Command } from './command.ts';
import type { Given } from './parse-flags.ts';
import { kebab } from './words.ts';

/** A flag of a command. `to` names the part of the call that its value goes to. */
export interface Flag {
  name: string;
  short?: string;
  about: string;
  /** The kind of its value. `file` is the name of a file with JSON or YAML. */
  kind: 'text' | 'word' | 'integer' | 'number' | 'boolean' | 'flag' | 'file';
  words?: readonly string[];
  many?: boolean;
  required?: boolean;
  to: { part: 'option' | 'member'; name: string; bound?: string } | { part: 'command' };
}

const command = { part: 'command' } as const;

/** The flags of every command. */
export const globalFlags: readonly Flag[] = [
  { name: 'json', about: 'Print JSON, and nothing else on standard output.', kind: 'flag', to: command },
  { name: 'profile', about: 'The profile of `berth login` to use.', kind: 'text', to: command },
  { name: 'help', short: 'h', about: 'Tell what the command takes.', kind: 'flag', to: command },
];

/** The flag that stands alone, in the place of a command. */
export const versionFlag: Flag = {
  name: 'version',
  about: 'Print the version of this command',
  kind: 'flag',
  to: command,
};

const all: Flag = {
  name: 'all',
  about: 'Every page; with --json one line for each item.',
  kind: 'flag',
  to: command,
};
const wait: Flag = { name: 'wait', about: 'Wait until the job has ended.', kind: 'flag', to: command };

/** The flags that name the environment variables of a value. */
export const variableFlags: readonly Flag[] = [
  { name: 'prefix', about: 'Text before each name: --prefix OPENAI_', kind: 'text', to: command },
  {
    name: 'map',
    about: 'The name of one variable: leaf=NAME, such as api_key=OPENAI_API_KEY.',
    kind: 'text',
    many: true,
    to: command,
  },
];

/** Reads those flags. */
export const namingOf = (values: Given['values']): Naming => ({
  prefix: values.get('prefix')?.map(String)[0] ?? '',
  maps: (values.get('map') ?? []).flatMap((text) => splitList(String(text))),
});

const formatFlags: readonly Flag[] = [
  {
    name: 'format',
    about:
      'Print the value alone: as variables for a shell (env) or a .env file (dotenv), or as it is (json, yaml).',
    kind: 'word',
    words: FORMATS,
    to: command,
  },
  ...variableFlags,
];

const RESOLVE = 'providerConfigs.resolve';

/** Splits a list at its commas. `\,` is a comma of an item. */
export const splitList = (text: string): string[] =>
  text.split(/(?<!\\),/).map((item) => item.replaceAll('\\,', ','));

const inputFlags: readonly Flag[] = [
  {
    name: 'file',
    short: 'f',
    about: 'The body as JSON or YAML; - is standard input. A create takes several YAML documents.',
    kind: 'file',
    to: command,
  },
  {
    name: 'set',
    about: 'One member of the body: name=text, or a.b=JSON; name=null clears it. Not for secrets.',
    kind: 'text',
    many: true,
    to: command,
  },
  {
    name: 'set-file',
    about: 'One member of the body from a file, as text: a.b=FILE. For secrets; - is standard input.',
    kind: 'text',
    many: true,
    to: command,
  },
];

/** Tells if the command starts a job. */
const startsJob = ({ operation, description }: Command): boolean =>
  description.view === 'Job' && operation.method !== 'GET';

/** Makes the flags of a command from the description of its operation. */
export function flagsOf(command: Command): Flag[] {
  const { operation, description } = command;
  const options = description.options.flatMap(optionFlags);
  const taken = new Set([...options, ...globalFlags, ...inputFlags].map(({ name }) => name));
  const members = (description.body ?? []).map(memberFlag).filter(({ name }) => !taken.has(name));
  return [
    ...members,
    ...(operation.body === 'given' ? inputFlags : []),
    ...options,
    ...(operation.id === RESOLVE ? formatFlags : []),
    ...(operation.answers === 'pages' ? [all] : []),
    ...(startsJob(command) ? [wait] : []),
    ...globalFlags,
  ];
}

function optionFlags({ name, about, kind, words, many, required }: OptionDescription): Flag[] {
  const base = {
    about,
    ...(words ? { words } : {}),
    ...(many ? { many } : {}),
    ...(required ? { required } : {}),
  };
  if (kind === 'window') {
    return ['gt', 'gte', 'lt', 'lte'].map((bound) => ({
      ...base,
      name: `${kebab(name)}-${bound}`,
      kind: 'text',
      to: { part: 'option', name, bound },
    }));
  }
  return [
    { ...base, name: kebab(name), kind: kind === 'json' ? 'file' : kind, to: { part: 'option', name } },
  ];
}

/** Makes the flag of a member. Structures and members that can hold secrets come from a file. */
function memberFlag({ name, about = '', kind, words, many, required }: MemberDescription): Flag {
  return {
    name: kebab(name),
    about: about.split('\n\n', 1)[0] ?? '',
    kind: kind === 'json' || kind === 'window' ? 'file' : kind,
    ...(words ? { words } : {}),
    ...(many ? { many } : {}),
    ...(required ? { required } : {}),
    to: { part: 'member', name },
  };
}
