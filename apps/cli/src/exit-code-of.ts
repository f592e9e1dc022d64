import { isBerthError } from '@berth/client';
import { exitCodes } from './exit-codes.ts';
import { Interrupted } from './io.ts';
import { UsageError } from './usage-error.ts';

/** Finds the exit code for a thrown error; `usage` is that of a command that cannot be run as it was given. */
export function exitCodeOf(error: unknown, usage: number = exitCodes.usage.code): number {
  if (error instanceof Interrupted) return exitCodes.interrupted.code;
  if (error instanceof UsageError) return error.exitCode ?? usage;
  if (!isBerthError(error)) return usage;
  const { status } = error;
  if (status === null || status >= 500 || error.code === 'unreadable') return exitCodes.unreachable.code;
  return error.status === 404 ? exitCodes.notFound.code : exitCodes.refused.code;
}
