import { isTest, lineAt, type SourceFile, type Violation } from './source-files.ts';

const MAX_LINES = 400;
const GENERATED = /(?:^|\/)generated(?:\.ts$|\/)/;
const MAY_READ_ENVIRONMENT =
  /^apps\/api\/src\/env\.ts$|^apps\/cli\/src\/main\.ts$|^scripts\/|^drizzle\/config\.ts$|^[^/]+\.config\.ts$/;

/** A file that is longer is two files. */
export function checkLength(files: readonly SourceFile[]): Violation[] {
  return files.flatMap(({ path, text }) => {
    const lines = text.trimEnd().split('\n').length;
    if (lines <= MAX_LINES || GENERATED.test(path)) return [];
    return [{ path, rule: 'file-length', message: `has ${lines} lines; ${MAX_LINES} is the most` }];
  });
}

/** The settings are read in one place, so that all of them are known, checked and documented. */
export function checkEnvironment(files: readonly SourceFile[]): Violation[] {
  return files.flatMap(({ path, text }) => {
    const at = text.search(/\bprocess\.env\b/);
    if (at < 0 || MAY_READ_ENVIRONMENT.test(path) || isTest(path)) return [];
    return [
      {
        path,
        line: lineAt(text, at),
        rule: 'environment',
        message: 'only apps/api/src/env.ts and apps/cli/src/main.ts read process.env',
      },
    ];
  });
}
