import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export const ROOT = join(import.meta.dirname, '../../..');

const README = readFileSync(join(ROOT, 'README.md'), 'utf8');

/** Finds the code of the README's fences of a language. */
export const fencesOf = (language: string): string[] =>
  [...README.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\`$`, 'gms'))].map(([, code = '']) => code);

export interface Step {
  command: string;
  output: string;
}

/** Splits a transcript into steps: each line after `$ ` is a command, the lines behind it are its output. */
export function stepsOf(transcript: string): Step[] {
  return transcript
    .split(/^\$ /m)
    .slice(1)
    .map((text) => {
      const end = text.indexOf('\n');
      return { command: text.slice(0, end), output: text.slice(end + 1) };
    });
}

const IDS = /\b[a-z]{2,8}_[0-7][0-9a-hjkmnp-tv-z]{25}\b/g;

export const idsIn = (text: string): string[] => text.match(IDS) ?? [];

/** Replaces the parts that differ between runs by fixed text of the same length. */
export const steady = (text: string): string =>
  text
    .replaceAll(IDS, (id) => `${id.slice(0, id.indexOf('_'))}_${'0'.repeat(26)}`)
    .replaceAll(/\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z/g, '2026-01-15T09:30:00.000Z')
    .replaceAll(/\b1\.[0-9a-f]{16,}/g, (digest) => `1.${'0'.repeat(digest.length - 2)}`)
    .replaceAll(/^(etag +\d+)-[0-9a-f]{8}$/gm, '$1-00000000')
    .replaceAll(/^(duration_ms +)\d+$/gm, '$1n');
