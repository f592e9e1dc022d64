import { dirname } from 'node:path/posix';
import { PACKAGE_IMPORTS } from './import-rules.ts';
import { lineAt, type SourceFile, type Violation } from './source-files.ts';

/** A version, or one of a package under another name. */
const EXACT = /^(?:npm:(?:@[^/@]+\/)?[^/@]+@)?\d+\.\d+\.\d+(?:-[0-9A-Za-z.-]+)?$/;

interface Manifest {
  version?: string;
  dependencies?: Record<string, string>;
  devDependencies?: Record<string, string>;
  optionalDependencies?: Record<string, string>;
}

/** Reports version ranges: a range may install another version next month. */
export function checkPins(manifests: readonly SourceFile[]): Violation[] {
  return manifests.flatMap(({ path, text }) => {
    const { dependencies, devDependencies, optionalDependencies } = JSON.parse(text) as Manifest;
    const all = Object.entries({ ...dependencies, ...devDependencies, ...optionalDependencies });
    return all
      .filter(([, version]) => version !== 'workspace:*' && !EXACT.test(version))
      .map(([name, version]) => ({
        path,
        line: lineAt(text, text.indexOf(`"${name}"`)),
        rule: 'pinned',
        message: `${name} ${version} is not an exact version`,
      }));
  });
}

const TABLE = 'scripts/verify/import-rules.ts';
const OURS = '@berth/';

/** Compares the table of imports with the existing packages and the dependencies in each package.json. */
export function checkDependencies(manifests: readonly SourceFile[]): Violation[] {
  const packages = manifests.filter(({ path }) => path !== 'package.json');
  const declared = new Map(packages.map((manifest) => [dirname(manifest.path), oursIn(manifest)]));
  const folders = new Set([...Object.keys(PACKAGE_IMPORTS), ...declared.keys()]);
  return [...folders].flatMap((folder) => {
    const here = told(PACKAGE_IMPORTS[folder]);
    const there = told(declared.get(folder));
    if (here === there) return [];
    return [{ path: TABLE, rule: 'dependencies', message: `${folder}: ${here}; its package.json: ${there}` }];
  });
}

function oursIn({ text }: SourceFile): string[] {
  const names = Object.keys((JSON.parse(text) as Manifest).dependencies ?? {});
  return names.filter((name) => name.startsWith(OURS)).map((name) => name.slice(OURS.length));
}

function told(names: readonly string[] | undefined): string {
  if (names === undefined) return 'is not there';
  return names.length === 0 ? 'nothing' : names.toSorted().join(', ');
}

/**
 * All packages are released together: each must have the version of the root manifest, which comes first, and name the
 * others by it or as `workspace:*`.
 */
export function checkVersions(manifests: readonly SourceFile[]): Violation[] {
  const versionOf = ({ text }: SourceFile) => (JSON.parse(text) as Manifest).version;
  const [root] = manifests;
  if (!root) return [];
  const released = versionOf(root);
  return manifests.flatMap((manifest) => {
    const { path } = manifest;
    const { dependencies = {} } = JSON.parse(manifest.text) as Manifest;
    const others = Object.entries(dependencies).filter(
      ([name, version]) => name.startsWith(OURS) && version !== 'workspace:*' && version !== released,
    );
    return [
      ...(versionOf(manifest) === released
        ? []
        : [{ path, rule: 'one-version', message: `its version is not ${released}` }]),
      ...others.map(([name]) => ({ path, rule: 'one-version', message: `${name} is not ${released}` })),
    ];
  });
}

/** The lock file must install from whatever registry a machine is configured for. */
export function checkLockFile({ path, text }: SourceFile): Violation[] {
  return [...text.matchAll(/\b(?:tarball|registry):\s*\S+/g)].map((match) => ({
    path,
    line: lineAt(text, match.index),
    rule: 'lock-file',
    message: 'names the host of a registry; install again with the default registry',
  }));
}
