import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type Database, findImage, isStorageFull, openPglite, unpackImage } from '@berth/db';
import { KEY_BYTES, type MasterKey } from '@berth/secrets';
import { acquireLock, type ControlAddress, type Lock } from './lock.ts';
import { type Migrate, migrateFully } from './migrate.ts';
import { explainOtherVersion } from './other-version.ts';
import { codeOf, ownWordsOf, StartError, startErrors } from './start-error.ts';

/** The directory of the embedded database, locked by this process. */
export interface DataDirectory {
  readonly path: string;
  /** Tells if the directory held a database when it was opened. */
  readonly hasDatabase: boolean;
  /**
   * Lists the keys of the settings, then the key kept in the directory. With neither, creates a key and keeps it,
   * unless `elsewhere` says that another key provider has the keys.
   */
  masterKeys(given: readonly MasterKey[], elsewhere: boolean): MasterKey[];
  /** Opens the database, makes it if it is missing, and migrates it. */
  openDatabase(migrations: string, migrate?: Migrate): Promise<Database>;
  /** Opens the database without a change. */
  openAsIs(): Promise<Database>;
  /** Removes the database, which nobody has open. */
  removeDatabase(): Promise<void>;
  release(): void;
}

/**
 * Creates the directory if need be and locks it. A new, empty or used one becomes readable by its owner only, if this
 * process is the owner. @throws LockedError, StartError.
 */
export function openDataDirectory(path: string, control: ControlAddress): DataDirectory {
  const lock = lockedDirectory(path, control);
  const database = join(path, 'postgres');
  const hasDatabase = existsSync(database);
  return {
    path,
    hasDatabase,
    masterKeys: (given, elsewhere) => {
      const file = join(path, 'master-key');
      const isMade = given.length === 0 && !elsewhere;
      const kept = existsSync(file) ? readKey(file) : isMade ? makeKey(file, hasDatabase) : null;
      return kept && !given.some(({ key }) => key.equals(kept)) ? [...given, { key: kept }] : [...given];
    },
    openDatabase: (migrations, migrate = migrateFully) => openEmbedded(database, migrations, migrate),
    openAsIs: () => openMade(database),
    removeDatabase: () => rm(database, { recursive: true, force: true }),
    release: lock.release,
  };
}

function lockedDirectory(path: string, control: ControlAddress): Lock {
  try {
    makeDirectory(path);
    if (isOwn(path)) closeToOthers(path);
    return acquireLock(path, control);
  } catch (cause) {
    if (cause instanceof StartError || isStorageFull(cause)) throw cause;
    throw startErrors.directory({ path }, { cause });
  }
}

/**
 * True for a directory that is empty or holds the files of Berth. The rights of any other one are not Berth's to take:
 * the whole system may use it, as it does `/tmp`.
 */
function isOwn(path: string): boolean {
  const names = readdirSync(path);
  return names.length === 0 || names.some((name) => /^(?:lock\.\d+|master-key|postgres)$/.test(name));
}

/** Leaves the rights of a directory of another account to that account: a mounted volume may belong to root. */
function closeToOthers(path: string): void {
  try {
    chmodSync(path, 0o700);
  } catch {
    // The lock tells if the directory can be written
  }
}

/**
 * Creates a directory and those above it. `recursive` of `mkdirSync` never ends in a file system that denies a new
 * directory with ENOENT, as `/proc` does.
 */
function makeDirectory(path: string): void {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory()) return;
  if (dirname(path) !== path) makeDirectory(dirname(path));
  try {
    mkdirSync(path, { mode: 0o700 });
  } catch (cause) {
    // Another process has just made it
    if (!statSync(path, { throwIfNoEntry: false })?.isDirectory()) throw cause;
  }
}

/** Opens the embedded database, and makes it if it is missing. */
async function openEmbedded(directory: string, migrations: string, migrate: Migrate): Promise<Database> {
  const making = existsSync(directory) ? undefined : makeDatabase(directory, migrations);
  const database = await openMade(directory, making);
  try {
    await migrate(database, migrations);
    return database;
  } catch (cause) {
    await database.close();
    if (cause instanceof StartError) throw cause;
    const elsewhere = 'set BERTH_DATA_DIR to a new directory';
    const other = explainOtherVersion(cause, `The database in ${directory}`, elsewhere);
    if (other) throw other;
    if (isStorageFull(cause)) throw startErrors.diskFull({ cause });
    const why = { code: codeOf(cause) ?? 'no code', reason: ownWordsOf(cause) };
    throw startErrors.embeddedMigration({ path: directory, ...why }, { cause });
  }
}

/**
 * Makes a database with every migration beside its place, and moves it there when it is complete: a process killed in
 * between leaves nothing that the next one would take for a database.
 */
async function makeDatabase(directory: string, migrations: string): Promise<void> {
  const unfinished = `${directory}.unfinished`;
  await rm(unfinished, { recursive: true, force: true });
  const image = findImage(migrations);
  if (image) await unpackImage(image, unfinished);
  else {
    const made = await openPglite({ directory: unfinished });
    await made.migrate(migrations).finally(() => made.close());
  }
  chmodSync(unfinished, 0o700);
  renameSync(unfinished, directory);
}

/** Opens a database once it is made. @throws the error of `making`, StartError */
const openMade = (directory: string, making?: Promise<void>): Promise<Database> =>
  openPglite({ directory }, making).catch(async (cause: unknown) => {
    await making; // its own error says more
    if (isStorageFull(cause)) throw startErrors.diskFull({ cause });
    const reason = ownWordsOf(cause).replace(/\.$/, '');
    throw startErrors.embeddedDamaged({ path: directory, reason }, { cause });
  });

function readKey(file: string): Buffer {
  const key = Buffer.from(readFileSync(file, 'utf8').trim(), 'base64');
  if (key.length === KEY_BYTES) return key;
  throw startErrors.keyFileDamaged({ file, bytes: KEY_BYTES });
}

function makeKey(file: string, hasDatabase: boolean): Buffer {
  if (hasDatabase) throw startErrors.keyFileMissing({ file });
  const key = randomBytes(KEY_BYTES);
  writeWhole(file, `${key.toString('base64')}\n`);
  return key;
}

/** Writes a file so that it exists with all of its content, on the disk, or not at all. */
function writeWhole(file: string, content: string): void {
  const unfinished = `${file}.unfinished`;
  rmSync(unfinished, { force: true });
  const descriptor = openSync(unfinished, 'wx', 0o600);
  writeSync(descriptor, content);
  fsyncSync(descriptor);
  closeSync(descriptor);
  renameSync(unfinished, file);
}
