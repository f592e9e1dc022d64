import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';

const DIST = join(import.meta.dirname, '../../../admin/dist');
const MANIFEST = join(DIST, 'manifest.json');
const needsBuild = existsSync(MANIFEST) ? '' : ' (skipped: the dashboard is not built; npm test builds it)';

interface Chunk {
  file: string;
  imports?: string[];
}

/** Lists a chunk with all that it imports at once. */
function loaded(
  manifest: Record<string, Chunk>,
  names: readonly string[],
  found = new Set<string>(),
): Set<string> {
  for (const name of names) {
    const chunk = manifest[name];
    if (!chunk || found.has(chunk.file)) continue;
    found.add(chunk.file);
    loaded(manifest, chunk.imports ?? [], found);
  }
  return found;
}

test.skipIf(needsBuild !== '').each([
  ['a list', 'src/list/list-page.tsx', 180_000],
  ['a row', 'src/detail/detail-page.tsx', 180_000],
])(`the script of the page of %s is small enough${needsBuild}`, (_, page, most) => {
  const manifest = JSON.parse(readFileSync(MANIFEST, 'utf8')) as Record<string, Chunk>;
  expect(Object.keys(manifest)).toContain(page);
  const files = loaded(manifest, ['index.html', page]);
  const bytes = [...files].reduce((sum, file) => sum + gzipSync(readFileSync(join(DIST, file))).length, 0);
  expect(bytes).toBeLessThanOrEqual(most);
  expect(bytes).toBeGreaterThan(most / 10);
});
