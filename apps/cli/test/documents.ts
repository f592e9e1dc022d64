import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

export const ROOT = join(import.meta.dirname, '../../..');

/** A code block of a document. */
export interface Block {
  language: string;
  code: string;
  /** The `text` block right behind it: the output that the document promises. Null when there is none. */
  output: string | null;
}

/** A document whose blocks are run. docs/README.md says which of them. */
export interface Document {
  /** From the root of the repository: `docs/cli.md`. */
  path: string;
  blocks: Block[];
}

const documentPaths = (): string[] => [
  'README.md',
  ...readdirSync(join(ROOT, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.md'))
    .map((path) => relative(ROOT, join(ROOT, 'docs', path)))
    .sort(),
];

export const documents: readonly Document[] = documentPaths().map((path) => ({
  path,
  blocks: blocksOf(readFileSync(join(ROOT, path), 'utf8')),
}));

function blocksOf(text: string): Block[] {
  const fences = [...text.matchAll(/^```(\w*)[^\n]*\n(.*?)^```$/gms)].map(
    ({ 0: whole, 1: language = '', 2: code = '', index }) => ({
      language,
      code,
      begin: index,
      end: index + whole.length,
    }),
  );
  return fences.map(({ language, code, end }, place) => {
    const next = fences[place + 1];
    const isOutput = next?.language === 'text' && text.slice(end, next.begin).trim() === '';
    return { language, code, output: isOutput ? next.code : null };
  });
}

/** The blocks of all documents that a test chooses, with the path of their document. */
export const chooseBlocks = (isChosen: (block: Block) => boolean): (Block & { path: string })[] =>
  documents.flatMap(({ path, blocks }) => blocks.filter(isChosen).map((block) => ({ ...block, path })));

export interface Step {
  command: string;
  output: string;
}

/** Reads a transcript: each line after `$ ` is a command, the lines behind it are its output. */
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

/** Replaces everything that differs from one run to the next by a constant of the same length. */
export const steady = (text: string): string =>
  text
    .replaceAll(IDS, (id) => `${id.slice(0, id.indexOf('_'))}_${'0'.repeat(26)}`)
    .replaceAll(/\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z/g, '2026-01-15T09:30:00.000Z')
    .replaceAll(/\b1\.[0-9a-f]{16,}/g, (digest) => `1.${'0'.repeat(digest.length - 2)}`)
    .replaceAll(/^(etag +\d+)-[0-9a-f]{8}$/gm, '$1-00000000')
    .replaceAll(/^(duration_ms +)\d+$/gm, '$1n');
