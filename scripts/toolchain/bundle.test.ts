import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bundleServer } from './bundle.mjs';

/** The bundle of the server, made somewhere else. */
const folder = mkdtempSync(join(tmpdir(), 'berth-bundle-'));
let sources: string[];

beforeAll(async () => {
  for (const name of [
    'part-of-an-old-bundle.js',
    'part-of-a-program-that-runs.js',
    'module-of-a-compiler.js',
  ])
    writeFileSync(join(folder, name), '');
  utimesSync(join(folder, 'part-of-an-old-bundle.js'), 0, 0);
  sources = await bundleServer({ outdir: folder });
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true }));

const read = (name: string): string => readFileSync(join(folder, name), 'utf8');

/** Lists the files of which a file imports something at once, itself included. */
function loadedWith(entry: string): Set<string> {
  const names = new Set([entry]);
  for (const name of names) {
    for (const [, other = ''] of read(name).matchAll(/^(?:import|\} from) ?"\.\/([^"]+)"/gm))
      names.add(other);
  }
  return names;
}

test('a thousand modules become a few files, and old files beside them go', () => {
  expect(sources.length).toBeGreaterThan(1_000);
  expect(readdirSync(folder).length).toBeLessThan(60);
  expect(existsSync(join(folder, 'part-of-an-old-bundle.js'))).toBe(false);
  expect(existsSync(join(folder, 'module-of-a-compiler.js'))).toBe(false);
  expect(existsSync(join(folder, 'part-of-a-program-that-runs.js'))).toBe(true);
});

test('a start opens the database before it loads the domain, and loads the packages for traces only if asked to', () => {
  const atOnce = [...loadedWith('main.js')].map(read).join('\n');
  expect(atOnce).toContain('// packages/db/src/postgres.ts');
  for (const later of ['packages/domain/src/', 'apps/api/src/dialects/', 'apps/api/src/tracing/']) {
    expect(atOnce).not.toContain(`// ${later}`);
  }
  const served = readdirSync(folder).filter((name) => read(name).includes('// apps/api/src/server/index.ts'));
  const all = served.flatMap((name) => [...loadedWith(name)]).map(read);
  expect(all.join('\n')).toContain('// packages/domain/src/resources.ts');
  expect(all.join('\n')).not.toMatch(/^\/\/ \S+\/@opentelemetry\/sdk-trace\//m);
});

test('every package is there once, and the driver with its changes', () => {
  const packages = sources.flatMap((path) => /\.pnpm\/(.+?)@([^_/]+)/.exec(path)?.slice(1).join(' ') ?? []);
  const names = [...new Set(packages)].map((each) => each.split(' ')[0]);
  expect(names).toEqual([...new Set(names)]);
  const [manifest] = sources.filter((path) => path.includes('.pnpm/postgres@'));
  expect(manifest).toContain('_patch_hash=');
});
