import { UsageError } from '../usage-error.ts';
import type { Variable } from './variables.ts';

/** Writes variables for a POSIX shell: `eval "$(…)"`. Null unsets. */
export const shellText = (variables: readonly Variable[]): string =>
  variables
    .map(({ name, value }) =>
      value === null ? `unset ${name}\n` : `export ${name}='${value.replaceAll("'", "'\\''")}'\n`,
    )
    .join('');

/**
 * Writes variables as a `.env` file that Node and the package dotenv read back. Null is left out. Those parsers undo no
 * escapes within quotes, so a value takes the first quotes that are not in it. @throws UsageError for a value that
 * cannot be written.
 */
export const dotenvText = (variables: readonly Variable[]): string =>
  variables
    .flatMap(({ name, value, from }) => (value === null ? [] : `${name}=${dotenvValue(value, from)}\n`))
    .join('');

const BARE = /^[\w./:@%+,-]+$/;

function dotenvValue(value: string, from: string): string {
  if (BARE.test(value)) return value;
  const refuse = (why: string) =>
    new UsageError(`${from} cannot be written as dotenv: ${why}.`, 'Use --format env or --format json.');
  if (value.includes('\r')) throw refuse('it has a carriage return');
  if (value.endsWith('\\')) throw refuse('it ends with a backslash');
  const quote = ["'", '`'].find((mark) => !value.includes(mark));
  if (quote) return `${quote}${value}${quote}`;
  if (value.includes('"') || /\\[nr]/.test(value)) throw refuse('it has every kind of quotes');
  return `"${value}"`;
}
