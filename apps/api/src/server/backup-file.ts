import { existsSync } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { isWhole } from './backup-format.ts';
import { StartError, startErrors } from './start-error.ts';

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
  try {
    await rm(unfinished, { force: true });
    const handle = await open(unfinished, 'wx', 0o600);
    await fill((bytes) => pipeline(bytes, handle.createWriteStream({ flush: true }))).finally(() =>
      handle.close().catch(() => {}),
    );
    if (!(await isWhole(unfinished))) throw startErrors.backupDamaged({ file: unfinished });
    await rename(unfinished, file);
    await keepName(file);
  } catch (cause) {
    await rm(unfinished, { force: true });
    const { code, syscall, path } = cause as NodeJS.ErrnoException;
    const isOfFile = code !== undefined && (path === unfinished || syscall === 'write');
    if (cause instanceof StartError || !isOfFile) throw cause;
    throw startErrors.fileUnwritable({ file, code }, { cause });
  }
}

/** Writes the directory of a renamed file to the disk, where the system can: the name then outlasts a power failure. */
async function keepName(file: string): Promise<void> {
  if (process.platform === 'win32') return; // which opens no directories
  const directory = await open(dirname(file), 'r').catch(() => null);
  await directory?.sync().catch(() => {});
  await directory?.close();
}
