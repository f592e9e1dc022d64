import { isBerthError } from '@berth/client';
import { Interrupted } from './io.ts';

export const exitCodes = {
  done: { code: 0, means: 'done' },
  refused: { code: 1, means: 'the server refused it, or what was verified, tested or waited for has failed' },
  usage: { code: 2, means: 'the command cannot be run as it was given' },
  unreachable: { code: 3, means: 'the server cannot be reached, or the fault is its own (5xx)' },
  notFound: { code: 4, means: 'not there, or not for the key to see' },
  interrupted: { code: 130, means: 'ended by Ctrl-C' },
} as const;

/** Finds the exit code for a thrown error. */
export function exitCodeOf(error: unknown): number {
  if (error instanceof Interrupted) return exitCodes.interrupted.code;
  if (!isBerthError(error)) return exitCodes.usage.code;
  const { status } = error;
  if (status === null || status >= 500 || error.code === 'unreadable') return exitCodes.unreachable.code;
  return error.status === 404 ? exitCodes.notFound.code : exitCodes.refused.code;
}
