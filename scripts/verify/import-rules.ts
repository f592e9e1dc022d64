import { type Import, importsOf, isTest, type SourceFile, type Violation } from './source-files.ts';

/**
 * The packages of this repository and their imports. Imports run one way, and `checkDependencies` compares each
 * package.json with its line.
 */
export const PACKAGE_IMPORTS: Readonly<Record<string, readonly string[]>> = {
  'packages/client': [],
  'packages/connectivity': [],
  'packages/db': [],
  'packages/json-schema': ['kernel'],
  'packages/kernel': [],
  'packages/secrets': ['kernel'],
  'packages/resource': ['connectivity', 'db', 'kernel', 'secrets'],
  'packages/domain': ['connectivity', 'db', 'json-schema', 'kernel', 'resource', 'secrets'],
  'apps/api': ['connectivity', 'db', 'domain', 'kernel', 'resource', 'secrets'],
  'apps/admin': ['client'],
  'apps/cli': ['client'],
};

/** A face may import fewer packages than the server that mounts it. */
const DIALECT_IMPORTS = ['kernel', 'resource', 'domain'];

/** The subjects of the domain, lowest first: each may import those before it. */
const SUBJECTS = ['governance', 'catalog', 'configuration', 'identity'];
const ABOVE_SUBJECTS = ['installation', 'resources.ts', 'jobs.ts', 'error-texts.ts', 'index.ts'];

const WITHOUT_SQL = /^(?:schema|presenter|example)\.ts$/;
const OUTSIDE = { from: /^scripts\//, configs: /^[^/]+\.config\.ts$|^drizzle\// };

/** Checks every import of the repository against the allowed directions. */
export function checkImports(files: readonly SourceFile[]): Violation[] {
  return files
    .filter((file) => !OUTSIDE.from.test(file.path) && !OUTSIDE.configs.test(file.path))
    .flatMap((file) => importsOf(file).flatMap((entry) => violationsOf(file.path, entry)));
}

function violationsOf(path: string, entry: Import): Violation[] {
  const checks = [packageDirection, staysInPackage, drizzle, dialects, subjects, resourceFolders];
  return checks.flatMap((check) => {
    const found = check(path, entry);
    return found ? [{ path, line: entry.line, ...found }] : [];
  });
}

type Check = (path: string, entry: Import) => { rule: string; message: string } | null;

const packageDirection: Check = (path, { specifier }) => {
  const name = /^@berth\/([^/]+)(?:\/(.+))?$/.exec(specifier);
  if (!name) return null;
  const [, imported = '', part] = name;
  if (part === 'testing')
    return isTest(path) ? null : { rule: 'package-direction', message: 'only tests import a test kit' };
  const own = packageOf(path);
  const allowed = PACKAGE_IMPORTS[own];
  if (!allowed)
    return { rule: 'package-direction', message: `${own} has no line in scripts/verify/import-rules.ts` };
  const here = own === `packages/${imported}` && isTest(path); // a test may import its own package by name
  if (allowed.includes(imported) || here) return null;
  return { rule: 'package-direction', message: `${own} may not import @berth/${imported}` };
};

const staysInPackage: Check = (path, { target, specifier }) => {
  if (target === null || packageOf(target) === packageOf(path) || isTest(path)) return null;
  return { rule: 'stays-in-package', message: `${specifier} leaves the package; import it by name` };
};

const drizzle: Check = (path, { specifier }) => {
  if (!/^drizzle-orm(?:\/|$)/.test(specifier) || isTest(path)) return null;
  const own = packageOf(path);
  if (own === 'packages/db' || own === 'packages/resource') return null;
  if (own === 'packages/domain' && mayQuery(path)) return null;
  return { rule: 'drizzle', message: 'schemas, presenters, examples and other packages speak no SQL' };
};

function mayQuery(path: string): boolean {
  const { folder, name } = placeInDomain(path);
  return folder === null || !WITHOUT_SQL.test(name);
}

const dialects: Check = (path, { target, specifier }) => {
  const own = dialectOf(path);
  if (own === null || isTest(path)) return null;
  const other = target === null ? null : dialectOf(target);
  if (other !== null && other !== own) {
    return { rule: 'dialects', message: `the ${own} face may not import the ${other} face` };
  }
  const [, imported] = /^@berth\/([^/]+)$/.exec(specifier) ?? [];
  if (imported === undefined || DIALECT_IMPORTS.includes(imported)) return null;
  return { rule: 'dialects', message: `a face may not import @berth/${imported}` };
};

const subjects: Check = (path, { target }) => {
  const from = rankInDomain(path);
  const to = target === null ? null : rankInDomain(target);
  if (from === null || to === null || to <= from || isTest(path)) return null;
  return {
    rule: 'subjects',
    message: `${labelInDomain(path)} may not import ${labelInDomain(target ?? '')}`,
  };
};

/**
 * Ranks a file: −1 for files that all subjects share, then the subjects, then the files that join them; null outside
 * the domain.
 */
function rankInDomain(path: string): number | null {
  if (!path.startsWith('packages/domain/src/')) return null;
  const label = labelInDomain(path);
  if (ABOVE_SUBJECTS.includes(label)) return SUBJECTS.length;
  return SUBJECTS.indexOf(label);
}

const labelInDomain = (path: string): string => path.split('/')[3] ?? '';

const resourceFolders: Check = (path, { target }) => {
  if (target === null || isTest(path)) return null;
  const from = placeInDomain(path);
  const to = placeInDomain(target);
  if (to.folder === null || to.folder === from.folder || isTables(to.folder)) return null;
  if (to.name === 'index.ts' || to.name === 'table.ts') return null;
  return {
    rule: 'resource-folders',
    message: `of ${to.folder} others see index.ts and table.ts, not ${to.name}`,
  };
};

/** True for the tables that resources above and below them need. */
const isTables = (folder: string): boolean => folder.endsWith('/tables');

/** Splits `packages/domain/src/<subject>/<resource>/<name>`; no folder for a file that belongs to no resource. */
function placeInDomain(path: string): { folder: string | null; name: string } {
  const match = /^packages\/domain\/src\/([^/]+)\/([^/]+)\/(.+)$/.exec(path);
  if (!match) return { folder: null, name: path.split('/').at(-1) ?? '' };
  return { folder: `${match[1]}/${match[2]}`, name: match[3] ?? '' };
}

const packageOf = (path: string): string => path.split('/').slice(0, 2).join('/');

const dialectOf = (path: string): string | null =>
  /^apps\/api\/src\/dialects\/([^/]+)\//.exec(path)?.[1] ?? null;
