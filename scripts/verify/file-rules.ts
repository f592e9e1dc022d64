import { isTest, lineAt, type SourceFile, type Violation } from './source-files.ts';

const MAX_LINES = 400;
const MAY_READ_ENVIRONMENT =
  /^apps\/api\/src\/env\.ts$|^apps\/cli\/src\/main\.ts$|^scripts\/|^drizzle\/config\.ts$|^[^/]+\.config\.ts$/;

export const isGenerated = (path: string): boolean => /(?:^|\/)generated(?:\.ts$|\/)/.test(path);

/** Reports files that are too long for one subject. */
export function checkLength(files: readonly SourceFile[]): Violation[] {
  return files.flatMap(({ path, text }) => {
    const lines = text.trimEnd().split('\n').length;
    if (lines <= MAX_LINES || isGenerated(path)) return [];
    return [{ path, rule: 'file-length', message: `has ${lines} lines; ${MAX_LINES} is the most` }];
  });
}

/** Reports reads of the environment outside the places that check and document all settings. */
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
