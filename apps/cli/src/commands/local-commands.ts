import { exitCodes } from '../exit-codes.ts';
import type { Io } from '../io.ts';
import { DEFAULT_URL } from '../session/default-url.ts';
import { type Flag, globalFlags, variableFlags } from './flags.ts';
import type { Given } from './parse-flags.ts';

/** Runs a command with its flags and the arguments behind `--`, and resolves to the exit code. */
export type RunLocal = (given: Given, io: Io, behind: readonly string[]) => Promise<number>;

/** A command that is not one operation of the server. */
export interface LocalCommand {
  name: string;
  summary: string;
  /** The arguments behind the name, as help shows them. */
  places: string;
  flags: readonly Flag[];
  /** True when the arguments behind `--` are those of a program. */
  startsProgram?: boolean;
  /** The exit code of a usage error, where the usual one means something else. */
  usageCode?: number;
  examples: readonly string[];
  /** Imports the code, which help does not need. */
  load(): Promise<RunLocal>;
}

const command = { part: 'command' } as const;

const url: Flag = {
  name: 'url',
  about: `Where the server is; ${DEFAULT_URL} unless given.`,
  kind: 'text',
  to: command,
};

const config: Flag = {
  name: 'config',
  about: 'The config, by id or handle.',
  kind: 'text',
  required: true,
  to: command,
};

const reason: Flag = {
  name: 'reason',
  about: 'The reason for revealing the secrets, for the audit trail. A config without secrets needs none.',
  kind: 'text',
  to: command,
};

const session = () => import('./session-commands.ts');

export const localCommands: readonly LocalCommand[] = [
  {
    name: 'run',
    summary: 'Run a program with the value of a config in its environment',
    places: '-- <program> [<argument>…]',
    flags: [config, reason, ...variableFlags, ...globalFlags.filter(({ name }) => name !== 'json')],
    startsProgram: true,
    examples: [
      'berth run --config chat --reason "start" -- node worker.js',
      'berth run --config chat --reason "start" --map api_key=OPENAI_API_KEY -- node worker.js',
    ],
    load: async () => (await import('./run-with-config.ts')).runWithConfig,
  },
  {
    name: 'explain',
    summary: 'Explain the values that a provider takes',
    places: '<provider>',
    flags: globalFlags,
    examples: ['berth explain openai', 'berth explain openai --json'],
    load: async () => (await import('./explain-provider.ts')).explainProvider,
  },
  {
    name: 'upgrade',
    summary: 'Tell what a version of a provider would break (plan), and move to it (apply)',
    places: 'plan|apply <deployment or provider>',
    usageCode: exitCodes.usageOfUpgrade.code,
    flags: [
      {
        name: 'to',
        about: 'The version, by its id or its text; the one that the instance uses unless given.',
        kind: 'text',
        to: command,
      },
      { name: 'yes', about: 'Move. Without it, apply only reports.', kind: 'flag', to: command },
      {
        name: 'force',
        about: 'Move what breaks as well, and mark it invalid.',
        kind: 'flag',
        to: command,
      },
      ...globalFlags,
    ],
    examples: [
      'berth upgrade plan openai --to 2.0.0',
      'berth upgrade apply pde_01kzzzzzzzzzzzzzzzzzzzzzzz --to 2.0.0 --yes',
    ],
    load: async () => (await import('./upgrade.ts')).upgrade,
  },
  {
    name: 'login',
    summary: 'Keep a key in a profile: it is asked for, or read from standard input',
    places: '',
    flags: [url, ...globalFlags],
    examples: ['berth login --url https://berth.example.com', 'berth login --profile staging < key.txt'],
    load: async () => (await session()).login,
  },
  {
    name: 'logout',
    summary: 'Forget a profile',
    places: '',
    flags: globalFlags,
    examples: ['berth logout', 'berth logout --profile staging'],
    load: async () => (await session()).logout,
  },
  {
    name: 'profiles',
    summary: 'List the profiles, or use another one',
    places: '[use <name>]',
    flags: globalFlags,
    examples: ['berth profiles', 'berth profiles use staging'],
    load: async () => (await session()).profiles,
  },
];
