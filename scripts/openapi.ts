import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { faces } from '../apps/api/src/faces.ts';
import { DOCUMENTS } from '../apps/api/src/openapi/files.ts';
import { openPglite } from '../packages/db/src/index.ts';
import { createStage, generate } from './openapi/generate.ts';

// Writes the document of every face to apps/api/openapi.
const directory = await mkdtemp(join(tmpdir(), 'berth-openapi-'));
const database = await openPglite({ directory });
await database.migrate(join(import.meta.dirname, '../drizzle'));
const stage = await createStage(database);
await mkdir(DOCUMENTS, { recursive: true });
for (const face of faces) {
  const file = join(DOCUMENTS, `${face.name}.json`);
  await writeFile(file, await generate(face, stage));
  console.log(`Wrote ${file}`);
}
await database.close();
await rm(directory, { recursive: true });
