import { isBerthError } from '@berth/client';
import type { Io } from '../io.ts';
import { printable } from '../output/printable.ts';
import { layoutOf, tableLines } from '../output/table.ts';
import { baseUrl, clientOf, DEFAULT_URL, profileOf } from '../session/connection.ts';
import { type Profile, profilesFile, readProfiles, writeProfiles } from '../session/profiles.ts';
import { UsageError } from '../usage-error.ts';
import type { Flag } from './flags.ts';
import { globalFlags } from './flags.ts';
import { parseFlags } from './parse-flags.ts';

const url: Flag = {
  name: 'url',
  about: `Where the server is; ${DEFAULT_URL} unless given.`,
  kind: 'text',
  to: { part: 'command' },
};

/** A command that manages the keys stored on this machine; no operation of the server. */
export interface SessionCommand {
  name: string;
  summary: string;
  /** The arguments behind the name, as help shows them. */
  places: string;
  flags: readonly Flag[];
  run(args: readonly string[], io: Io): Promise<void>;
}

export const sessionCommands: readonly SessionCommand[] = [
  {
    name: 'login',
    summary: 'Keep a key in a profile: it is asked for, or read from standard input',
    places: '',
    flags: [url, ...globalFlags],
    run: login,
  },
  { name: 'logout', summary: 'Forget a profile', places: '', flags: globalFlags, run: logout },
  {
    name: 'profiles',
    summary: 'List the profiles, or use another one',
    places: '[use <name>]',
    flags: globalFlags,
    run: listProfiles,
  },
];

async function login(args: readonly string[], io: Io): Promise<void> {
  const { words, values } = parseFlags(args, [url, ...globalFlags]);
  if (words.length > 0) throw new UsageError('berth login takes no words: the key is asked for.');
  const text = (flag: string) => values.get(flag)?.map(String)[0];
  const name = text('profile') ?? 'default';
  const known = await readProfiles(io);
  if (!/^[\w.-]+$/.test(name)) {
    throw new UsageError('The name of a profile is made of letters, digits, dots, - and _.');
  }
  const server = baseUrl(text('url') ?? io.env.BERTH_URL ?? known.profiles[name]?.url ?? DEFAULT_URL);
  const key = (io.stdin.isTTY ? await io.askSecret(`Key for ${server}: `) : await io.stdin.read()).trim();
  if (key === '')
    throw new UsageError('No key was given.', 'Berth shows one at its first start: npm run key.');
  const profile = { url: server, key, instance: await instanceOf({ url: server, key }, io) };
  await writeProfiles(io, { current: name, profiles: { ...known.profiles, [name]: profile } });
  const where = profile.instance ? `${printable(profile.instance.name)} at ${server}` : server;
  io.stderr.write(`Logged in to ${where} as ${name}. The key is in ${profilesFile(io)}.\n`);
  if (isInTheClear(server))
    io.stderr.write('The server is not asked by https: others can read the key on its way.\n');
}

/** Reads the instance of the key; null for a key that may not read it, which is accepted all the same. */
async function instanceOf(connection: Pick<Profile, 'url' | 'key'>, io: Io): Promise<Profile['instance']> {
  try {
    const { id, name } = await clientOf(connection, io).instance.get({ signal: io.signal });
    return { id, name };
  } catch (error) {
    if (isBerthError(error, 'forbidden')) return null;
    if (isBerthError(error, 'not_found'))
      throw new UsageError(
        `There is no Berth at ${connection.url}.`,
        'Its url is that of /docs, but for /docs.',
      );
    throw error;
  }
}

function isInTheClear(server: string): boolean {
  const { protocol, hostname } = new URL(server);
  return protocol === 'http:' && !/^(?:localhost|127\.[\d.]+|\[::1\])$/.test(hostname);
}

async function logout(args: readonly string[], io: Io): Promise<void> {
  const { values } = parseFlags(args, globalFlags);
  const known = await readProfiles(io);
  const name = values.get('profile')?.map(String)[0] ?? known.current;
  if (name === null) throw new UsageError('There is no profile to forget.');
  profileOf(known, name);
  const { [name]: _, ...profiles } = known.profiles;
  await writeProfiles(io, { current: known.current === name ? null : known.current, profiles });
  io.stderr.write(`Forgot ${name}. The key itself still works: revoke it with berth api-keys archive.\n`);
}

async function listProfiles(args: readonly string[], io: Io): Promise<void> {
  const { words, values } = parseFlags(args, globalFlags);
  const known = await readProfiles(io);
  const [verb, name, ...more] = words;
  if (verb !== undefined) {
    if (verb !== 'use' || name === undefined || more.length > 0)
      throw new UsageError('It is berth profiles use <name>.');
    profileOf(known, name);
    await writeProfiles(io, { ...known, current: name });
    io.stderr.write(`${name} is used now.\n`);
    return;
  }
  const rows = Object.entries(known.profiles).map(([profile, { url, instance }]) => ({
    name: profile,
    url,
    instance_id: instance?.id ?? null,
    instance_name: instance?.name ?? null,
    current: profile === known.current,
  }));
  if (values.has('json')) io.stdout.write(`${JSON.stringify(rows, null, 2)}\n`);
  else if (rows.length === 0) io.stderr.write('There are no profiles.\n');
  else {
    const { head, body } = tableLines(rows, layoutOf(rows, io.stdout.columns));
    io.stdout.write(`${[head, ...body].join('\n')}\n`);
  }
}
