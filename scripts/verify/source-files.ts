import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';

/** A file, by its path from the root of the repository, with slashes. */
export interface SourceFile {
  path: string;
  text: string;
}

export interface Import {
  specifier: string;
  /** The file that a relative specifier names; null for a package. */
  target: string | null;
  /** True when the import is erased at run time. */
  typesOnly: boolean;
  line: number;
}

/** One violation of a house rule. */
export interface Violation {
  path: string;
  line?: number;
  rule: string;
  message: string;
}

const SKIPPED = new Set(['node_modules', 'dist', 'coverage', '.git', '.turbo', '.berth']);
const CODE = /\.(?:[cm]?[jt]s|tsx|jsx|css)$/;
const DOCUMENT = /\.md$/;

export const isTest = (path: string): boolean => /\.test\.[a-z]+$|\/test\//.test(path);

/** Reads every file of code of the repository. */
export const readSourceFiles = (root: string): SourceFile[] => readFiles(root, CODE);

/** Reads every Markdown document of the repository. */
export const readDocuments = (root: string): SourceFile[] => readFiles(root, DOCUMENT);

const readFiles = (root: string, kind: RegExp): SourceFile[] =>
  listFiles(root, '')
    .filter((path) => kind.test(path))
    .map((path) => ({ path, text: read(root, path) }));

/** Reads the manifests of the root and of every package. */
export function readManifests(root: string): SourceFile[] {
  const groups = ['apps', 'packages'].filter((group) => existsSync(join(root, group)));
  const inGroups = groups.flatMap((group) =>
    readdirSync(join(root, group)).map((name) => `${group}/${name}/package.json`),
  );
  return ['package.json', ...inGroups]
    .filter((path) => existsSync(join(root, path)))
    .map((path) => ({ path, text: read(root, path) }));
}

const read = (root: string, path: string): string => readFileSync(join(root, path), 'utf8');

function listFiles(root: string, folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = posix.join(folder, entry.name);
    if (entry.isDirectory()) return SKIPPED.has(entry.name) ? [] : listFiles(root, path);
    return entry.isFile() ? [path] : [];
  });
}

const IMPORT =
  /^\s*(?:import|export)\s[^'";]*?\bfrom\s*'(?<from>[^']+)'|^\s*import\s*'(?<effect>[^']+)'|\bimport\(\s*'(?<dynamic>[^']+)'\s*\)/gm;

/** Lists the imports and re-exports of a file, types too: a direction applies to both. */
export function importsOf({ path, text }: SourceFile): Import[] {
  return [...text.matchAll(IMPORT)].map((match) => {
    const { from, effect, dynamic } = match.groups ?? {};
    const specifier = from ?? effect ?? dynamic ?? '';
    const target = specifier.startsWith('.') ? posix.join(dirname(path), specifier) : null;
    return {
      specifier,
      target,
      typesOnly: isTypesOnly(match[0]),
      line: lineAt(text, match.index + match[0].indexOf(specifier)),
    };
  });
}

/** True for `import type …`, and for a list in which every name is a type. */
function isTypesOnly(statement: string): boolean {
  if (/^\s*(?:import|export)\s+type\b/.test(statement)) return true;
  const names = /^\s*(?:import|export)\s*\{([^}]*)\}/.exec(statement)?.[1]?.split(',') ?? [];
  return names.length > 0 && names.every((name) => /^\s*(?:type\s|$)/.test(name));
}

export const lineAt = (text: string, index: number): number => text.slice(0, index).split('\n').length;
