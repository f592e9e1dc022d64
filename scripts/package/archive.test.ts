import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { pack } from './archive.ts';

const root = mkdtempSync(join(tmpdir(), 'berth-archive-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** Packs a folder whose files have the modes that a umask leaves. */
function packUnder(umask: number): string {
  const place = join(root, `umask-${umask}`);
  const folder = join(place, 'server');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'page.html'), 'a page');
  writeFileSync(join(folder, 'program'), 'a program');
  chmodSync(join(folder, 'page.html'), 0o666 & ~umask);
  chmodSync(join(folder, 'program'), 0o777 & ~umask);
  chmodSync(folder, 0o777 & ~umask);
  pack(join(place, 'server.tar.gz'), place, 'server');
  return join(place, 'server.tar.gz');
}

test('an archive has equal bytes under every umask, and everyone may read its files', () => {
  const archives = [0o077, 0o022, 0o002].map(packUnder);
  const listed = execFileSync('tar', ['-tvzf', archives[0] ?? ''], { encoding: 'utf8' });
  expect(
    listed
      .trim()
      .split('\n')
      .map((line) => line.split(' ')[0]),
  ).toEqual(['drwxr-xr-x', '-rw-r--r--', '-rwxr-xr-x']);
  const [first, ...others] = archives.map((archive) => readFileSync(archive, 'base64'));
  expect(others).toEqual([first, first]);
});
