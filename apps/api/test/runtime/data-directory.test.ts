import { chmodSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
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
});
