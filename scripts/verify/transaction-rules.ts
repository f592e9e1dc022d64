import { tokensOf } from './lexer.ts';
import { isTest, lineAt, type SourceFile, type Violation } from './source-files.ts';

/** The drivers, and the one frame of every transaction. */
const MAY_OPEN = /^packages\/db\/src\/|^packages\/resource\/src\/transaction\.ts$/;
const CODE = /^(?:apps|packages|scripts)\/.*\.[cm]?[jt]s$/;
const NAME = /^['"]?transaction['"]?$/;

/**
 * Reports transactions that are opened beside `transact`, which opens the keys that a transaction needs and runs it
 * again after a deadlock.
 */
export function checkTransactions(files: readonly SourceFile[]): Violation[] {
  return files
    .filter(({ path }) => CODE.test(path) && !MAY_OPEN.test(path) && !isTest(path))
    .flatMap(({ path, text }) =>
      tokensOf(text)
        .filter((token) => NAME.test(token.text))
        .map(({ start }) => ({
          path,
          line: lineAt(text, start),
          rule: 'one-frame',
          message: 'open a transaction with transact or inTransaction of @berth/resource',
        })),
    );
}
