import type { Io } from '../io.ts';
import { printable } from './printable.ts';

interface Warning {
  path: string[];
  code: string;
  message: string;
}

/** Prints the warnings of an answer to standard error, each on a line of its own. */
export function printWarnings(answer: object, io: Io): void {
  const { warnings = [] } = answer as { warnings?: Warning[] };
  for (const { path, code, message } of warnings) {
    io.stderr.write(`${printable(`Warning: ${path.join('.')} ${message} (${code})`)}\n`);
  }
}
