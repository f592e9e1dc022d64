import { readFileSync } from 'node:fs';
import { join } from 'node:path';

// The same path from src/ and from dist/.
const PACKAGE = join(import.meta.dirname, '../..');

export const MIGRATIONS = join(PACKAGE, '../../drizzle');

export const VERSION = versionOf(join(PACKAGE, 'package.json'));

function versionOf(manifest: string): string {
  const { version } = JSON.parse(readFileSync(manifest, 'utf8')) as { version: string };
  return version;
}
