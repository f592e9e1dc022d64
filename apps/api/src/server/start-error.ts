import { isStorageFull } from '@berth/db';
import { makersOf, type Text } from '@berth/kernel';
import { SettingsError } from '../env.ts';
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
  if (isStorageFull(error)) return startErrors.diskFull().message;
  if (error instanceof StartError) return error.message;
  const trace = error instanceof Error ? error.stack : error;
  return `This is a defect of Berth. Report it with these lines:\n${trace}`;
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
