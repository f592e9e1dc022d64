import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { chmod, mkdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { isAbsolute, join } from 'node:path';
import { readText } from '../input/read-text.ts';
import type { Io } from '../io.ts';
import { UsageError } from '../usage-error.ts';

/** A server and a key to it. */
export interface Profile {
  url: string;
  key: string;
  /** The instance of the key; null when the key may not read it. */
  instance: { id: string; name: string } | null;
}

export interface Profiles {
  /** The name of the profile that a command without `--profile` uses. */
  current: string | null;
  profiles: Record<string, Profile>;
}

const OTHERS = 0o077;

/**
 * Finds the file of the profiles: `$XDG_CONFIG_HOME/berth/profiles.json`. `~/.config` replaces a variable that is not
 * set or holds no absolute path (XDG Base Directory Specification).
 */
export function profilesFile({ env, home }: Pick<Io, 'env' | 'home'>): string {
  const { XDG_CONFIG_HOME: folder = '' } = env;
  return join(isAbsolute(folder) ? folder : join(home, '.config'), 'berth', 'profiles.json');
}

/** Reads the profiles. @throws UsageError when other users can read the file, or it is damaged. */
export async function readProfiles(io: Io): Promise<Profiles> {
  const file = profilesFile(io);
  const text = await readPrivate(file);
  if (text === null) return { current: null, profiles: {} };
  try {
    const { current, profiles } = JSON.parse(text) as Profiles;
    if (Object.values(profiles).every(isProfile)) return { current, profiles: { ...profiles } };
  } catch {
    // Text that is not JSON is damaged, as is JSON of another shape.
  }
  throw new UsageError(`${file} is damaged.`, 'Remove it and log in again.');
}

const isProfile = ({ url, key }: Partial<Profile>): boolean =>
  typeof url === 'string' && typeof key === 'string';

async function readPrivate(file: string): Promise<string | null> {
  try {
    const { mode } = await stat(file);
    if (process.platform !== 'win32' && (mode & OTHERS) !== 0) {
      throw new UsageError(`${file} can be read by others.`, `Run: chmod 600 ${file}`);
    }
    return await readText(createReadStream(file), file);
  } catch (error) {
    if ((error as { code?: unknown }).code === 'ENOENT') return null;
    throw error;
  }
}

/** Writes the whole file or nothing, readable by its owner only. */
export async function writeProfiles(io: Io, profiles: Profiles): Promise<void> {
  const file = profilesFile(io);
  const folder = join(file, '..');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await chmod(folder, 0o700);
  const next = `${file}.${randomUUID()}.tmp`;
  try {
    await writeFile(next, `${JSON.stringify(profiles, null, 2)}\n`, { mode: 0o600, flag: 'wx' });
    await rename(next, file);
  } finally {
    await rm(next, { force: true });
  }
}
