import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../toolchain/root.mjs';

const BIOME = join(ROOT, 'node_modules/@biomejs/biome/bin/biome');

const END = '<!-- to here -->';

/**
 * Replaces the part of a page that a command measures, between two comments, and formats the page. `make` is given the
 * present part.
 * @throws Error when the page has no such part.
 */
export function replaceMeasured(page: string, command: string, make: (present: string) => string): void {
  const begin = `<!-- measured: \`${command}\` writes from here -->`;
  const [before, rest] = readFileSync(page, 'utf8').split(begin);
  const [present, after] = rest?.split(END) ?? [];
  if (before === undefined || present === undefined || after === undefined) {
    throw new Error(`${page} has no part for the figures of ${command}`);
  }
  writeFileSync(page, `${before}${begin}\n\n${make(present).trim()}\n\n${END}${after}`);
  execFileSync(process.execPath, [BIOME, 'format', '--write', page]);
}
