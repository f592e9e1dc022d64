import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';

/**
 * Packs the folder `name` of `cwd`, with names in order and without times and owners. Everyone may read each file, so
 * that a server with a user of its own can, whatever the umask was when the files were written.
 */
export function pack(archive: string, cwd: string, name: string): void {
  const plain = ['--sort=name', '--mtime=@0', '--owner=0', '--group=0', '--numeric-owner'];
  const args = [...plain, '--mode=u=rwX,go=rX', '-cf', '-', name];
  const tar = execFileSync('tar', args, { cwd, maxBuffer: 1e9 });
  writeFileSync(archive, execFileSync('gzip', ['-n', '-9'], { input: tar, maxBuffer: 1e9 }));
}
