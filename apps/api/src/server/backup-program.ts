import { unreachableCode } from '@berth/db';
import { explain, startErrors } from './start-error.ts';

/**
 * Runs a program whose only argument is the name of a file, prints the line of `run` on standard error,
 * and exits: with 2 for wrong arguments, with 1 for a failure.
 */
export async function runOnFile(help: string, run: (file: string) => Promise<string>): Promise<never> {
  const [file, ...more] = process.argv.slice(2);
  if (file === '--help' || file === '-h') {
    process.stdout.write(help);
    process.exit(0);
  }
  if (file === undefined || more.length > 0 || file.startsWith('-')) {
    process.stderr.write(`Name one file.\n\n${help}`);
    process.exit(2);
  }
  try {
    process.stderr.write(`${await run(file)}\n`);
    process.exit(0);
  } catch (error) {
    const code = unreachableCode(error);
    process.stderr.write(`${explain(code ? startErrors.databaseLost({ code }, { cause: error }) : error)}\n`);
    process.exit(1);
  }
}
