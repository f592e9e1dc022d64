import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';

/** A built file. The build writes its compressed forms beside it. */
export interface BuiltFile {
  type: string;
  /** The bytes by the content coding: `br` and `gzip` where they exist, and `identity`. */
  bodies: Readonly<Partial<Record<Coding, Buffer<ArrayBuffer>>>>;
}

export type Coding = 'br' | 'gzip' | 'identity';

export interface Built {
  /** The text of the page. */
  page: string;
  /** The files of the page by name. Each name holds a digest of the content. */
  assets: ReadonlyMap<string, BuiltFile>;
}

const FOLDER = join(import.meta.dirname, '../../../admin/dist');

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};

const COMPRESSED: readonly (readonly [Coding, string])[] = [
  ['br', '.br'],
  ['gzip', '.gz'],
];

/** A script of its own among the built files, with all that it needs. Names are those of `assets`. */
export interface BuiltEntry {
  script: string;
  styles: readonly string[];
  /** The other scripts that it imports at once. */
  imports: readonly string[];
  files: ReadonlySet<string>;
}

let known: Built | null = null;

/** Reads the built dashboard once; null while there is none. A request can name only a file that was read here. */
export function readBuilt(): Built | null {
  known ??= existsSync(join(FOLDER, 'index.html')) ? read() : null;
  return known;
}

/** Tells if there is a dashboard to link to. */
export const isBuilt = (): boolean => readBuilt() !== null;

interface Chunk {
  file: string;
  imports?: string[];
  css?: string[];
}

/** Reads which of the built files the form of a setup page needs; null while there are none. */
export function setupEntry(): BuiltEntry | null {
  const path = join(FOLDER, 'manifest.json');
  if (!isBuilt() || !existsSync(path)) return null;
  const manifest = JSON.parse(readFileSync(path, 'utf8')) as Record<string, Chunk>;
  const entry = manifest['src/setup/main.tsx'];
  if (!entry) return null;
  const chunks = new Set([entry]);
  for (const { imports = [] } of chunks) {
    for (const name of imports) if (manifest[name]) chunks.add(manifest[name]);
  }
  const nameOf = (file: string) => file.slice(file.lastIndexOf('/') + 1);
  const [script = '', ...imports] = [...chunks].map(({ file }) => nameOf(file));
  const styles = [...chunks].flatMap(({ css = [] }) => css.map(nameOf));
  return { script, styles, imports, files: new Set([script, ...imports, ...styles]) };
}

function read(): Built {
  const folder = join(FOLDER, 'assets');
  const names = readdirSync(folder);
  const assets = names.flatMap((name): [string, BuiltFile][] => {
    const type = TYPES[extname(name)];
    if (type === undefined) return [];
    const bodies: Partial<Record<Coding, Buffer<ArrayBuffer>>> = { identity: bytesOf(join(folder, name)) };
    for (const [coding, ending] of COMPRESSED) {
      if (names.includes(name + ending)) bodies[coding] = bytesOf(join(folder, name + ending));
    }
    return [[name, { type, bodies }]];
  });
  return { page: readFileSync(join(FOLDER, 'index.html'), 'utf8'), assets: new Map(assets) };
}

const bytesOf = (path: string): Buffer<ArrayBuffer> => Buffer.from(readFileSync(path));
