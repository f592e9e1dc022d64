import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { takePictures } from '../apps/api/test/support/pictures.ts';
import { fillShowcase } from './pictures/showcase.ts';

/*
 * `tsx scripts/pictures.ts`: makes the pictures of the dashboard in docs/images, from a server of its own with an
 * installation of invented rows. It needs a build (`npm start` makes one) and a Chromium (`scripts/browser.mjs`).
 */

const ROOT = join(import.meta.dirname, '..');

/** Starts the built server on an empty data directory. Resolves to its address and the first key. */
function startServer(folder: string) {
  const env = { ...process.env, BERTH_DATA_DIR: folder, PORT: '0', LOG_LEVEL: 'error' };
  const child = spawn(process.execPath, [join(ROOT, 'apps/api/dist/main.js')], { env });
  let output = '';
  const started = new Promise<{ url: string; key: string }>((resolve, reject) => {
    child.stdout.on('data', (text) => {
      output += text;
      const url = /^ {2}Berth +(\S+)$/m.exec(output)?.[1];
      const key = /^export BERTH_KEY='(\S+)'$/m.exec(output)?.[1];
      if (url && key) resolve({ url, key });
    });
    child.once('exit', (code) => reject(new Error(`The server ended with ${code}:\n${output}`)));
  });
  const stop = () => new Promise((resolve) => child.once('exit', resolve).kill('SIGTERM'));
  return { started, stop };
}

const folder = mkdtempSync(join(tmpdir(), 'berth-pictures-'));
const { started, stop } = startServer(folder);
try {
  const { url, key } = await started;
  const shown = await fillShowcase(url, key);
  await takePictures(url, key, shown, join(ROOT, 'docs/images'));
} finally {
  await stop();
  rmSync(folder, { recursive: true, force: true });
}
