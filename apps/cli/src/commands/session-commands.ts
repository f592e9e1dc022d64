import { isBerthError } from '@berth/client';
import { exitCodes } from '../exit-codes.ts';
import { MOST_KEY, readText } from '../input/read-text.ts';
import type { Io } from '../io.ts';
import { printable } from '../output/printable.ts';
import { layoutOf, tableLines } from '../output/table.ts';
import { baseUrl, clientOf, placeOf, profileOf } from '../session/connection.ts';
import { DEFAULT_URL } from '../session/default-url.ts';
import { type Profile, profilesFile, readProfiles, writeProfiles } from '../session/profiles.ts';
import { UsageError } from '../usage-error.ts';
import type { Given } from './parse-flags.ts';

/** The commands that manage the keys stored on this machine. */

export async function login({ words, values }: Given, io: Io): Promise<number> {
  if (words.length > 0) throw new UsageError('berth login takes no words: the key is asked for.');
  const text = (flag: string) => values.get(flag)?.map(String)[0];
  const name = text('profile') ?? 'default';
  const known = await readProfiles(io);
  if (!/^[\w.-]+$/.test(name)) {
    throw new UsageError('The name of a profile is made of letters, digits, dots, - and _.');
  }
  const server = baseUrl(text('url') ?? io.env.BERTH_URL ?? known.profiles[name]?.url ?? DEFAULT_URL);
  const question = `${placeOf(name, known.profiles[name], server)}\nKey for ${server}: `;
  const typed = io.stdin.isTTY
    ? await io.askSecret(question)
    : await readText(io.stdin.chunks(), 'Standard input', MOST_KEY);
  const key = typed.trim();
  if (key === '')
    throw new UsageError(
      'No key was given.',
      'The first start of Berth prints one; npm run key makes a new one.',
    );
  const profile = { url: server, key, instance: await instanceOf({ url: server, key }, io) };
  // A named profile becomes the current one only when there is none.
  const current = text('profile') === undefined ? name : (known.current ?? name);
  await writeProfiles(io, { current, profiles: { ...known.profiles, [name]: profile } });
  const where = profile.instance ? `${printable(profile.instance.name)} at ${server}` : server;
  io.stderr.write(`Logged in to ${where} as ${name}. The key is in ${profilesFile(io)}.\n`);
  if (current !== name) {
    io.stderr.write(`The current profile is still ${current}: berth profiles use ${name} changes that.\n`);
  }
  if (isInTheClear(server))
    io.stderr.write('The address is not https: others can read the key on its way.\n');
  return exitCodes.done.code;
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
        'Give --url the address of its page /docs, without the /docs.',
      );
    throw error;
  }
}

function isInTheClear(server: string): boolean {
  const { protocol, hostname } = new URL(server);
  return protocol === 'http:' && !/^(?:localhost|127\.[\d.]+|\[::1\])$/.test(hostname);
}

export async function logout({ values }: Given, io: Io): Promise<number> {
  const known = await readProfiles(io);
  const name = values.get('profile')?.map(String)[0] ?? known.current;
  if (name === null) throw new UsageError('There is no profile to forget.');
  profileOf(known, name);
  const { [name]: _, ...profiles } = known.profiles;
  await writeProfiles(io, { current: known.current === name ? null : known.current, profiles });
  io.stderr.write(`Forgot ${name}. The key itself still works: revoke it with berth api-keys archive.\n`);
  return exitCodes.done.code;
}

export async function profiles({ words, values }: Given, io: Io): Promise<number> {
  const known = await readProfiles(io);
  const [verb, name, ...more] = words;
  if (verb !== undefined) {
    if (verb !== 'use' || name === undefined || more.length > 0)
      throw new UsageError('It is berth profiles use <name>.');
    profileOf(known, name);
    await writeProfiles(io, { ...known, current: name });
    io.stderr.write(`${name} is used now.\n`);
    return exitCodes.done.code;
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
  return exitCodes.done.code;
}
