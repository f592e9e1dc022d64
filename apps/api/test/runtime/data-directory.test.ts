import { chmodSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { accountForServers } from '../../../../scripts/testing/postgres-server.ts';
import { openDataDirectory } from '../../src/server/data-directory.ts';
import { makeFolder } from '../support/server-process.ts';

const folder = makeFolder();
afterAll(() => folder.remove());

/** Makes a directory that everyone may read, with some files. */
function directory(name: string, ...files: string[]): string {
  const path = join(folder.path, name);
  mkdirSync(path);
  for (const file of files) writeFileSync(join(path, file), 'null');
  chmodSync(path, 0o755);
  return path;
}

/** Runs code that waits for nothing as another account than the one that owns the files of this test. */
function asOther<T>({ uid, gid }: { uid: number; gid: number }, run: () => T): T {
  process.setegid?.(gid);
  process.seteuid?.(uid);
  try {
    return run();
  } finally {
    process.seteuid?.(0);
    process.setegid?.(0);
  }
}

function rightsAfterOpening(path: string): string {
  const opened = openDataDirectory(path, { port: 0, token: '' });
  const { mode } = statSync(path);
  opened.release();
  return (mode & 0o777).toString(8);
}

describe('the data directory', () => {
  test('that is new, empty or already used can be read by its owner only', () => {
    expect(rightsAfterOpening(join(folder.path, 'new', 'below'))).toBe('700');
    expect(rightsAfterOpening(directory('empty'))).toBe('700');
    expect(rightsAfterOpening(directory('used', 'lock.3'))).toBe('700');
  });

  test('keeps its rights when it holds the files of others', () => {
    expect(rightsAfterOpening(directory('shared', 'notes.txt'))).toBe('755');
  });

  const other = accountForServers();
  const where = other ? '' : ' (skipped: this account may not become another one)';
  describe.skipIf(!other)(`that belongs to another account${where}`, () => {
    const openAsOther = (path: string) =>
      asOther(other ?? { uid: 0, gid: 0 }, () => rightsAfterOpening(path));

    test('keeps the rights that its owner gave, and is used again and again', () => {
      chmodSync(folder.path, 0o755);
      const path = directory('of another');
      chmodSync(path, 0o777);
      expect(openAsOther(path)).toBe('777');
      expect(openAsOther(path)).toBe('777');
    });

    test('is refused when this account may not write it', () => {
      chmodSync(folder.path, 0o755);
      const path = directory('read only');
      expect(() => openAsOther(path)).toThrow(`The data directory ${path} cannot be created or written.`);
    });
  });
});
