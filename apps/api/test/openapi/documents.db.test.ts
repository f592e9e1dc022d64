import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openTestDatabase } from '@berth/db/testing';
import { expect, test } from 'vitest';
import { createStage, generate } from '../../../../scripts/openapi/generate.ts';
import { faces } from '../../src/faces.ts';
import { DOCUMENTS } from '../../src/openapi/files.ts';

const named = faces.map((face) => [face.name, face] as const);

test.each(named)(
  'the committed document of the %s face is generated from its current definitions',
  { timeout: 120_000 },
  async (name, face) => {
    const database = await openTestDatabase();
    const text = await generate(face, await createStage(database));
    await database.close();
    const committed = readFileSync(join(DOCUMENTS, `${name}.json`), 'utf8');
    expect(text === committed, 'It is stale: run pnpm openapi and commit what it writes.').toBe(true);
  },
);
