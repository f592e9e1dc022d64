import { isOutcomeUnknown, unreachableCode } from '@berth/db';
import { explain, StartError, startErrors } from './start-error.ts';

/** The description of a program that runs beside the server. */
export interface Program {
  help: string;
  /** Returns the sentence that refuses the arguments; null when the program takes them. */
  refuse(given: readonly string[]): string | null;
}

/**
 * Runs a program with the arguments of the process, and exits: with 0 after its work or its help, with 2 for wrong
 * arguments, with 1 for a failure, which it explains on standard error.
 */
export async function runProgram(
  { help, refuse }: Program,
  run: (given: readonly string[]) => Promise<void>,
): Promise<never> {
  const given = process.argv.slice(2);
  if (given.includes('--help') || given.includes('-h')) {
    process.stdout.write(help);
    process.exit(0);
  }
  const refusal = refuse(given);
  if (refusal !== null) {
    say(`${refusal}\n\n${help.trimEnd()}`);
    process.exit(2);
  }
  try {
    await run(given);
    process.exit(0);
  } catch (error) {
    say(explain(ofLostConnection(error) ?? error));
    process.exit(1);
  }
}

/** Writes a line for the person who runs the program. Standard output is for results. */
export function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

/** Refuses all arguments but the name of one file. */
export const refuseUnlessFile: Program['refuse'] = ([file, ...more]) =>
  file === undefined || more.length > 0 || file.startsWith('-') ? 'Name one file.' : null;

function ofLostConnection(cause: unknown): StartError | null {
  if (cause instanceof StartError) return null; // it says more
  if (isOutcomeUnknown(cause)) return startErrors.outcomeUnknown({ cause });
  const code = unreachableCode(cause);
  return code === null ? null : startErrors.databaseLost({ code }, { cause });
}
