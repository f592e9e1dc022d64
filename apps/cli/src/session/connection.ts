import { type Berth, createClient, type Retry } from '@berth/client';
import type { Io } from '../io.ts';
import { didYouMean } from '../nearest.ts';
import { printWait } from '../output/error.ts';
import { UsageError } from '../usage-error.ts';
import { type Profile, type Profiles, readProfiles } from './profiles.ts';

export const DEFAULT_URL = 'http://127.0.0.1:3000';

/**
 * Finds the server and the key of a command: the named profile, else BERTH_URL and BERTH_KEY, else the current profile.
 * A key is sent only to the server that it was given for. @throws UsageError.
 */
async function connectionOf(io: Io, named: string | undefined): Promise<Pick<Profile, 'url' | 'key'>> {
  const { BERTH_URL, BERTH_KEY } = io.env;
  if (named !== undefined) return profileOf(await readProfiles(io), named);
  if (BERTH_KEY) return { url: BERTH_URL || DEFAULT_URL, key: BERTH_KEY };
  const profiles = await readProfiles(io);
  const current = profiles.current === null ? undefined : profiles.profiles[profiles.current];
  if (!current) {
    throw new UsageError(
      'There is no key to use.',
      'Log in with berth login, or set BERTH_URL and BERTH_KEY.',
    );
  }
  if (BERTH_URL && !isSame(BERTH_URL, current.url)) {
    throw new UsageError(
      'BERTH_URL is another server than that of the current profile.',
      'Set BERTH_KEY as well, or name a profile with --profile.',
    );
  }
  return current;
}

/** Creates the client of a command. @throws UsageError. */
export async function openClient(io: Io, named: string | undefined): Promise<Berth> {
  return clientOf(await connectionOf(io, named), io);
}

/** Creates a client. @throws UsageError for a malformed URL or key. */
export function clientOf(connection: Pick<Profile, 'url' | 'key'>, io: Io): Berth {
  const onRetry = (retry: Retry) => printWait(retry, io);
  try {
    return createClient({ ...connection, onRetry });
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
  const { origin, pathname, username, password } = new URL(text);
  if (origin === 'null' || username || password) return text; // the client reports it
  return `${origin}${pathname.replace(/\/+$/, '')}`;
}

const isSame = (a: string, b: string): boolean => baseUrl(a) === baseUrl(b);
