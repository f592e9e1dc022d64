import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Document } from './client/document.ts';
import { generateClient } from './client/generate.ts';

// Writes the generated part of packages/client from the document of the root face alone.
const ROOT = join(import.meta.dirname, '..');
const folder = join(ROOT, 'packages/client/src/generated');
const document = JSON.parse(readFileSync(join(ROOT, 'apps/api/openapi/root.json'), 'utf8')) as Document;

mkdirSync(folder, { recursive: true });
for (const [name, text] of Object.entries(generateClient(document))) {
  writeFileSync(join(folder, name), text);
  console.log(`Wrote packages/client/src/generated/${name}`);
}
