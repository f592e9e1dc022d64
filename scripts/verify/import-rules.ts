import { type Import, importsOf, isTest, type SourceFile, type Violation } from './source-files.ts';

/** Which packages of this repository a package may import. Imports run one way: README, "Layout". */
const PACKAGE_IMPORTS: Record<string, readonly string[]> = {
  'packages/kernel': [],
  'packages/db': ['kernel'],
  'packages/json-schema': ['kernel'],
  'packages/secrets': ['kernel'],
  'packages/record': ['kernel', 'db', 'secrets'],
  'packages/connectivity': [],
  'packages/resource': ['kernel', 'db', 'json-schema', 'secrets', 'record', 'connectivity'],
  'packages/domain': ['kernel', 'db', 'json-schema', 'secrets', 'record', 'connectivity', 'resource'],
  'packages/client': [],
  'apps/api': ['kernel', 'db', 'secrets', 'connectivity', 'resource', 'domain'],
  'apps/cli': ['client'],
  'apps/admin': ['client'],
};

/** The faces see less of the repository than the server that mounts them. */
const DIALECT_IMPORTS = ['kernel', 'resource', 'domain'];

/** The subjects of the domain, lowest first: each may import those before it. */
const SUBJECTS = ['governance', 'catalog', 'configuration', 'identity'];
const ABOVE_SUBJECTS = ['installation', 'resources.ts', 'jobs.ts', 'index.ts'];

const WITHOUT_SQL = /^(?:schema|presenter|example)\.ts$/;
const OUTSIDE = { from: /^scripts\//, configs: /^[^/]+\.config\.ts$|^drizzle\// };

/** Holds every import of the repository against the directions that its layout promises. */
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
  const name = /^@berth\/([^/]+)(\/testing)?$/.exec(specifier);
  if (!name) return null;
  const [, imported = '', testing] = name;
  if (testing)
    return isTest(path) ? null : { rule: 'package-direction', message: 'only tests import a test kit' };
  const own = packageOf(path);
  const allowed = PACKAGE_IMPORTS[own];
  if (!allowed)
    return { rule: 'package-direction', message: `${own} has no line in scripts/verify/import-rules.ts` };
  const here = own === `packages/${imported}` && isTest(path); // a test may use its package as others do
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

/** −1 for what all subjects share, then the subjects, then what joins them; null outside the domain. */
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

/** The tables that resources on both sides of theirs need. */
const isTables = (folder: string): boolean => folder.endsWith('/tables');

/** `packages/domain/src/<subject>/<resource>/<name>`; no folder for a file that belongs to no resource. */
function placeInDomain(path: string): { folder: string | null; name: string } {
  const match = /^packages\/domain\/src\/([^/]+)\/([^/]+)\/(.+)$/.exec(path);
  if (!match) return { folder: null, name: path.split('/').at(-1) ?? '' };
  return { folder: `${match[1]}/${match[2]}`, name: match[3] ?? '' };
}

const packageOf = (path: string): string => path.split('/').slice(0, 2).join('/');

const dialectOf = (path: string): string | null =>
  /^apps\/api\/src\/dialects\/([^/]+)\//.exec(path)?.[1] ?? null;

/** Files that need each other at run time, so that the order in which they are loaded decides what works. */
export function checkCycles(files: readonly SourceFile[]): Violation[] {
  const known = new Set(files.map((file) => file.path));
  const edges = new Map(
    files.map((file) => {
      const targets = importsOf(file).flatMap(({ target, typesOnly }) =>
        target !== null && known.has(target) && !typesOnly ? [target] : [],
      );
      return [file.path, targets] as const;
    }),
  );
  const finished = new Set<string>();
  const trail: string[] = [];
  const rings: string[][] = [];
  const visit = (path: string): void => {
    const at = trail.indexOf(path);
    if (at >= 0) rings.push(trail.slice(at));
    if (at >= 0 || finished.has(path)) return;
    trail.push(path);
    for (const target of edges.get(path) ?? []) visit(target);
    trail.pop();
    finished.add(path);
  };
  for (const file of files) visit(file.path);
  return rings.map((ring) => ({
    path: ring[0] ?? '',
    rule: 'no-cycles',
    message: `imports itself by way of ${[...ring.slice(1), ring[0]].join(' → ')}`,
  }));
}
