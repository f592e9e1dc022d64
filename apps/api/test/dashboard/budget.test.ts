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

const sizeOf = (files: Iterable<string>): number =>
  [...files].reduce((sum, file) => sum + gzipSync(readFileSync(join(DIST, file))).length, 0);

test.skipIf(needsBuild !== '').each([
  ['what needs attention', 'src/pages/home/home-page.tsx', 180_000],
  ['the catalogue', 'src/pages/catalog/catalog-page.tsx', 180_000],
  ['a provider', 'src/pages/catalog/provider/provider-page.tsx', 180_000],
  ['a registration', 'src/pages/catalog/register/register-page.tsx', 180_000],
  ['an upgrade', 'src/pages/upgrade/deployment-page.tsx', 180_000],
  ['a list', 'src/list/list-page.tsx', 180_000],
  ['a row', 'src/pages/row-page.tsx', 180_000],
  ['audit events', 'src/pages/governance/audit.tsx', 180_000],
  ['a new key', 'src/pages/governance/keys.tsx', 180_000],
  ['a key', 'src/pages/governance/key-page.tsx', 180_000],
  ['models', 'src/pages/models/models.tsx', 180_000],
  ['a list of values', 'src/pages/editor/list-pages.tsx', 180_000],
])(`the script of the page of %s is small enough${needsBuild}`, (_, page, most) => {
  const manifest = JSON.parse(readFileSync(MANIFEST, 'utf8')) as Record<string, Chunk>;
  expect(Object.keys(manifest)).toContain(page);
  const bytes = sizeOf(loaded(manifest, ['index.html', page]));
  expect(bytes).toBeLessThanOrEqual(most);
  expect(bytes).toBeGreaterThan(most / 10);
});

test.skipIf(needsBuild !== '')(
  `the script of the form of a setup page is small enough, and brings no page of the dashboard${needsBuild}`,
  () => {
    const manifest = JSON.parse(readFileSync(MANIFEST, 'utf8')) as Record<string, Chunk>;
    const files = loaded(manifest, ['src/setup/main.tsx']);
    expect(files).not.toContain(manifest['index.html']?.file);
    const bytes = sizeOf(files);
    expect(bytes).toBeLessThanOrEqual(200_000);
    expect(bytes).toBeGreaterThan(50_000);
  },
);

test.skipIf(needsBuild !== '').each(['edit-page', 'new-page'])(
  `the script of the editor (%s) beyond the frame is small enough${needsBuild}`,
  (page) => {
    const manifest = JSON.parse(readFileSync(MANIFEST, 'utf8')) as Record<string, Chunk>;
    const frame = loaded(manifest, ['index.html']);
    const files = loaded(manifest, [`src/pages/editor/${page}.tsx`]);
    const bytes = sizeOf([...files].filter((file) => !frame.has(file)));
    expect(bytes).toBeLessThanOrEqual(130_000);
    expect(bytes).toBeGreaterThan(50_000);
  },
);
