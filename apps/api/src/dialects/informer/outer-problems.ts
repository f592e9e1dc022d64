import { DomainError, invalidData, type Problem } from '@berth/kernel';
import { outerName } from './names.ts';

/**
 * Runs a part that takes the domain's names, and has its problems name the members of this face. Only the first name of
 * a path is the domain's: those below it are the caller's own.
 */
export async function inOuterNames<T>(run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    if (!(error instanceof DomainError) || error.code !== 'invalid_data') throw error;
    throw invalidData((error.details.errors ?? []).map(renamed));
  }
}

const renamed = ({ path: [first, ...inside], ...problem }: Problem): Problem => ({
  ...problem,
  path: first === undefined ? [] : [outerName(first), ...inside],
});
