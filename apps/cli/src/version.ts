import { readFileSync } from 'node:fs';
import { join } from 'node:path';

// The same path from src/ and from dist/.
const manifest = readFileSync(join(import.meta.dirname, '../package.json'), 'utf8');

export const VERSION = (JSON.parse(manifest) as { version: string }).version;
