#!/usr/bin/env node
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/*
 * Finds a Chromium for the tests of pages, and prints its path. `--install` installs that of Debian first when there is
 * none, which takes root. BERTH_TEST_BROWSER names another one.
 */

const NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];

/** Returns the path of a Chromium; null when there is none. */
export function findBrowser() {
  const named = process.env.BERTH_TEST_BROWSER;
  if (named) return existsSync(named) ? named : null;
  const folders = (process.env.PATH ?? '').split(delimiter);
  const places = NAMES.flatMap((name) => folders.map((folder) => join(folder, name)));
  return places.find((place) => existsSync(place)) ?? null;
}

/** Installs Debian's Chromium. Returns its path; null when that is not possible. */
export function installBrowser() {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return null;
  for (const args of [['update'], ['install', '-y', '--no-install-recommends', 'chromium']]) {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    if (spawnSync('apt-get', args, { stdio: 'ignore', env }).status !== 0) return null;
  }
  return findBrowser();
}

if (process.argv[1] === import.meta.filename) {
  const found = findBrowser() ?? (process.argv.includes('--install') ? installBrowser() : null);
  if (found) console.log(found);
  else {
    console.error(
      'There is no Chromium: install one, or run `node scripts/browser.mjs --install` as root on Debian.',
    );
    process.exit(1);
  }
}
