import { type Berth, createClient, type Retry } from '@berth/client';
import type { Io } from '../io.ts';
import { didYouMean } from '../nearest.ts';
import { printWait } from '../output/error.ts';
import { printable } from '../output/printable.ts';
import { UsageError } from '../usage-error.ts';
import { VERSION } from '../version.ts';
import { DEFAULT_URL } from './default-url.ts';
import { type Profile, type Profiles, readProfiles } from './profiles.ts';

/** The server and the key of a command, and the name of the profile that they come from; null for the environment. */
interface Chosen {
  name: string | null;
  profile: Pick<Profile, 'url' | 'key'> & Partial<Profile>;
}

/**
 * Finds the server and the key of a command: the named profile, else BERTH_URL and BERTH_KEY, else the current profile.
 * A key is sent only to the server that it was given for. @throws UsageError.
 */
async function choose(io: Io, named: string | undefined): Promise<Chosen> {
  const { BERTH_URL, BERTH_KEY } = io.env;
  if (named !== undefined) return { name: named, profile: profileOf(await readProfiles(io), named) };
  if (BERTH_KEY) return { name: null, profile: { url: BERTH_URL || DEFAULT_URL, key: BERTH_KEY } };
  const { current, profiles } = await readProfiles(io);
  const profile = current === null ? undefined : profiles[current];
  if (current === null || !profile) {
    throw new UsageError(
      'There is no key to use.',
      'Log in with berth login, or set BERTH_URL and BERTH_KEY.',
    );
  }
  if (BERTH_URL && !isSame(BERTH_URL, profile.url)) {
    throw new UsageError(
      'BERTH_URL is another server than that of the current profile.',
      'Set BERTH_KEY as well, or name a profile with --profile.',
    );
  }
  return { name: current, profile };
}

/**
 * Creates the client of a command. Unless it is quiet, names the profile with its instance and server on standard
 * error, so that nobody takes one for another. @throws UsageError.
 */
export async function openClient(io: Io, named: string | undefined, isQuiet: boolean): Promise<Berth> {
  const { name, profile } = await choose(io, named);
  if (name !== null && !isQuiet) io.stderr.write(`${placeOf(name, profile, profile.url)}\n`);
  return clientOf(profile, io);
}

/** Names a profile, its instance where it is known, and its server: `prod (Acme) at https://berth.example.com`. */
export function placeOf(name: string, profile: Partial<Profile> | undefined, server: string): string {
  const instance = profile?.instance ? ` (${printable(profile.instance.name)})` : '';
  return `${name}${instance} at ${server}`;
}

/** Creates a client. @throws UsageError for a malformed URL or key. */
export function clientOf({ url, key }: Pick<Profile, 'url' | 'key'>, io: Io): Berth {
  const onRetry = (retry: Retry) => printWait(retry, io);
  try {
    return createClient({ url, key, onRetry, userAgent: `berth-cli/${VERSION}` });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : 'The connection cannot be used.');
  }
}

/** Finds a profile by name. @throws UsageError. */
export function profileOf({ profiles }: Profiles, name: string): Profile {
  const profile = Object.hasOwn(profiles, name) ? profiles[name] : undefined;
  if (profile) return profile;
  throw new UsageError(
    `There is no profile ${name}.`,
    didYouMean(name, Object.keys(profiles)) ?? 'See berth profiles.',
  );
}

/**
 * Normalizes a URL as profiles store it: origin and path, without a slash at the end. Text that is no such URL stays as
 * it is.
 */
export function baseUrl(text: string): string {
  if (!URL.canParse(text)) return text;
  const { origin, pathname, username, password, search, hash } = new URL(text);
  if (origin === 'null' || username || password || search || hash) return text; // the client reports it
  return `${origin}${pathname.replace(/\/+$/, '')}`;
}

const isSame = (a: string, b: string): boolean => baseUrl(a) === baseUrl(b);
