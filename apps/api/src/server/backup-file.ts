import { existsSync } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { isWhole } from './backup-format.ts';
import { codeOf, startErrors } from './start-error.ts';

/**
 * Writes a new file, readable by its owner only: it has its name once it is whole and on the disk. `fill` hands the
 * bytes to its function. @throws StartError when the file exists, cannot be written, or is not whole.
 */
export async function writeBackupFile(
  file: string,
  fill: (write: (bytes: AsyncIterable<Uint8Array>) => Promise<void>) => Promise<void>,
): Promise<void> {
  if (existsSync(file)) throw startErrors.fileExists({ file });
  const unfinished = `${file}.unfinished`;
  const unwritable = (cause: unknown): never => {
    throw startErrors.fileUnwritable({ file, code: codeOf(cause) ?? 'no code' }, { cause });
  };
  try {
    await rm(unfinished, { force: true }).catch(unwritable);
    const handle = await open(unfinished, 'wx', 0o600).catch(unwritable);
    await fill((bytes) => copy(bytes, handle.createWriteStream({ flush: true }), unwritable)).finally(() =>
      handle.close().catch(() => {}),
    );
    if (!(await isWhole(unfinished))) throw startErrors.backupDamaged({ file: unfinished });
    await rename(unfinished, file).catch(unwritable);
    await keepName(file);
  } catch (cause) {
    await rm(unfinished, { force: true }).catch(() => {});
    throw cause;
  }
}

/** Copies bytes to a stream. An error of the stream goes to `unwritable`, and one of the bytes to the caller. */
async function copy(
  bytes: AsyncIterable<Uint8Array>,
  to: Writable,
  unwritable: (cause: unknown) => never,
): Promise<void> {
  let isUnreadable = false;
  async function* read() {
    try {
      yield* bytes;
    } catch (cause) {
      isUnreadable = true;
      throw cause;
    }
  }
  await pipeline(read, to).catch((cause: unknown) => {
    if (isUnreadable) throw cause;
    unwritable(cause);
  });
}

/** Writes the directory of a renamed file to the disk, where the system can: the name then outlasts a power failure. */
async function keepName(file: string): Promise<void> {
  if (process.platform === 'win32') return; // which opens no directories
  const directory = await open(dirname(file), 'r').catch(() => null);
  await directory?.sync().catch(() => {});
  await directory?.close();
}
