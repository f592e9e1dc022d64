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

/** The same folder from src/ and from dist/. */
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

let known: Built | null = null;

/** Reads the built dashboard once; null while there is none. A request can name only a file that was read here. */
export function readBuilt(): Built | null {
  known ??= existsSync(join(FOLDER, 'index.html')) ? read() : null;
  return known;
}

/** Tells if there is a dashboard to link to. */
export const isBuilt = (): boolean => readBuilt() !== null;

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
