import { invalidMember, isId, nameProblem, normalName, type Problem } from '@berth/kernel';
import { configProblems } from './errors.ts';

export const MOST_HANDLE = 100;

/** Finds the problem of a handle at `path`, as a name and as a segment of a path; null when it has none. */
export function handleProblem(text: string, path: readonly string[] = []): Problem | null {
  const problem = nameProblem(text, MOST_HANDLE, path);
  return problem ?? (isUnreachable(normalName(text)) ? configProblems.unreachableHandle(path) : null);
}

/** URLs resolve dots as steps between folders (RFC 3986 §5.2.4), and an id goes before a handle. */
const isUnreachable = (handle: string): boolean =>
  handle === '.' || handle === '..' || isId('providerConfig', handle);

/** Reads a handle. Undefined and null stay. @throws DomainError `invalid_data`. */
export function readHandle(text: string | null, path: string[]): string | null;
export function readHandle(text: string | null | undefined, path: string[]): string | null | undefined;
export function readHandle(text: string | null | undefined, path: string[]): string | null | undefined {
  if (typeof text !== 'string') return text;
  const problem = handleProblem(text, path);
  if (problem) throw invalidMember(problem);
  return normalName(text);
}
