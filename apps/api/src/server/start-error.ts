import { isOutcomeUnknown, isStorageFull, unreachableCode } from '@berth/db';
import { makersOf, type Text } from '@berth/kernel';
import { SettingsError } from '../env.ts';
import { framesOf } from '../stack-frames.ts';
import { startTexts } from '../texts/start.ts';

/** A reason not to start that a person can act on. Its message is complete and holds no secret. */
export class StartError extends Error {
  override readonly name: string = 'StartError';
}

/** Makes the error of each text: one message, which ends in what to do. */
export const startErrors = makersOf(
  startTexts,
  ({ message, hint }: Text, options?: ErrorOptions) =>
    new StartError(hint === undefined ? message : `${message} ${hint}`, options),
);

/** Explains an error to the person whose server does not start, or whose program fails. */
export function explain(error: unknown): string {
  if (error instanceof SettingsError) {
    return ['Berth cannot start with these settings:', ...error.problems.map((line) => `  ${line}`)].join(
      '\n',
    );
  }
  if (error instanceof StartError) return error.message; // says more than its cause
  if (isStorageFull(error)) return startErrors.diskFull().message;
  const trace = error instanceof Error ? traceOf(error) : error;
  return `This is a defect of Berth. Report it with these lines:\n${trace}`;
}

const MOST_CAUSES = 8;

/**
 * The messages and the stacks of an error and its causes. A failed statement is left out: drizzle adds it with its
 * parameters.
 */
function traceOf(error: Error): string {
  const traces: string[] = [];
  let cause: unknown = error;
  while (cause instanceof Error && traces.length < MOST_CAUSES) {
    if ('params' in cause) {
      traces.push([`${cause.name}: ${ownWordsOf(cause)}`, ...framesOf(cause)].join('\n'));
      break; // these are the words of its cause
    }
    traces.push(cause.stack ?? cause.message);
    cause = cause.cause;
  }
  return traces.join('\nCaused by: ');
}

/** Explains the loss of the database during a start; returns every other error as it is. */
export function lostAtStart(cause: unknown): unknown {
  if (cause instanceof StartError) return cause; // it says more
  const code = unreachableCode(cause) ?? (isOutcomeUnknown(cause) ? codeOf(cause) : null);
  return code === null ? cause : startErrors.databaseLostAtStart({ code }, { cause });
}

/** Finds the code of the innermost error that has one: a system's (ECONNREFUSED) or a database's (28P01). */
export function codeOf(error: unknown): string | null {
  let code: string | null = null;
  let cause: unknown = error;
  for (let depth = 0; cause instanceof Error && depth < 8; depth++) {
    const own = (cause as { code?: unknown }).code;
    if (typeof own === 'string') code = own;
    cause = cause instanceof AggregateError ? cause.errors[0] : cause.cause; // one error for each address tried
  }
  return code;
}

/** Finds the database's own message about a migration, without the statement that drizzle adds. */
export function ownWordsOf(error: unknown): string {
  let message = '';
  for (let cause = error; cause instanceof Error; cause = cause.cause) message = cause.message;
  return message;
}
