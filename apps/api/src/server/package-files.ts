import { readFileSync } from 'node:fs';
import { join } from 'node:path';

// The bundle keeps the place of this file, as that of every other module
const PACKAGE = join(import.meta.dirname, '../..');

export const MIGRATIONS = join(PACKAGE, '../../drizzle');

export const VERSION = versionOf(join(PACKAGE, 'package.json'));

function versionOf(manifest: string): string {
  const { version } = JSON.parse(readFileSync(manifest, 'utf8')) as { version: string };
  return version;
}
