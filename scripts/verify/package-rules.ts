import { lineAt, type SourceFile, type Violation } from './source-files.ts';

const EXACT = /^\d+\.\d+\.\d+(?:-[0-9A-Za-z.-]+)?$/;

interface Manifest {
  dependencies?: Record<string, string>;
  devDependencies?: Record<string, string>;
  optionalDependencies?: Record<string, string>;
}

/** A range installs something else next month. */
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

/** The lock file must install from whatever registry a machine is set to. */
export function checkLockFile({ path, text }: SourceFile): Violation[] {
  return [...text.matchAll(/\b(?:tarball|registry):\s*\S+/g)].map((match) => ({
    path,
    line: lineAt(text, match.index),
    rule: 'lock-file',
    message: 'names the host of a registry; install again with the default registry',
  }));
}
