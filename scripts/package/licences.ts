import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../toolchain/root.mjs';

const OWN = /^(?:LICEN[CS]E|NOTICE|COPYING)(?:[.-].*)?$/i;

/** Writes the names, versions and licences of the packages that these sources came from. */
export function licencesOf(sources: readonly string[]): string {
  const folders = new Set(
    sources.flatMap((source) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(source)?.[0] ?? []),
  );
  const parts = [...folders].map((folder) => partOf(join(ROOT, folder))).sort((a, b) => (a < b ? -1 : 1));
  return `The packages that are part of this program, and their licences.\n\n${[...new Set(parts)].join('\n')}`;
}

function partOf(folder: string): string {
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Record<string, string>;
  const texts = readdirSync(folder)
    .filter((name) => OWN.test(name) && existsSync(join(folder, name)))
    .sort()
    .map((name) => readFileSync(join(folder, name), 'utf8').trim());
  return [`# ${manifest.name} ${manifest.version} (${manifest.license})`, '', ...texts, ''].join('\n');
}
