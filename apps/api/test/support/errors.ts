/** The members that the contract names for an error, beyond those that every error has, `dependents` and `counts`. */
const OPTIONAL = [
  ...['hint', 'description', 'reason', 'entity', 'id', 'entityId'],
  ...['errors', 'dependents', 'counts', 'retry_after'],
];
const REQUIRED = ['object', 'ok', 'status', 'code', 'message'];

/** Checks the envelope of an answer that is not 2xx. @throws Error with the difference. */
export function checkError(url: string, status: number, body: unknown): void {
  const wrong = findFault(status, body);
  if (wrong) throw new Error(`The error of ${url} is not in the envelope of the contract: ${wrong}`);
}

function findFault(status: number, body: unknown): string | null {
  if (typeof body !== 'object' || body === null) return 'it is not an object';
  const error = body as Record<string, unknown>;
  const strange = Object.keys(error).find((key) => !REQUIRED.includes(key) && !OPTIONAL.includes(key));
  if (strange) return `${strange} is not a member of it`;
  if (error.object !== 'error' || error.ok !== false) return 'object or ok is wrong';
  if (error.status !== status) return `status is ${error.status}, but the answer is ${status}`;
  if (!isWord(error.code)) return 'code is not a word';
  if (typeof error.message !== 'string' || error.message.length === 0) return 'message is missing';
  for (const name of ['hint', 'description', 'reason', 'entity', 'id', 'entityId']) {
    if (name in error && typeof error[name] !== 'string') return `${name} is not a string`;
  }
  if ((error.code === 'use_after_delete') !== 'entityId' in error)
    return 'entityId is missing, or out of place';
  if (error.code === 'invalid_data' && !Array.isArray(error.errors)) return 'errors is missing';
  return 'errors' in error ? findFaultyProblem(error.errors) : null;
}

function findFaultyProblem(errors: unknown): string | null {
  if (!Array.isArray(errors) || errors.length === 0) return 'errors is empty';
  for (const problem of errors as Record<string, unknown>[]) {
    if (!isWord(problem.code)) return 'the code of a problem is not a word';
    if (typeof problem.message !== 'string' || problem.message === '') return 'a problem has no message';
    if (!Array.isArray(problem.path) || !problem.path.every((part) => typeof part === 'string')) {
      return 'the path of a problem is not an array of strings';
    }
    if ('received' in problem) return 'a problem names what was received';
  }
  return null;
}

const isWord = (value: unknown): boolean => typeof value === 'string' && /^[a-zA-Z][a-zA-Z_]*$/.test(value);
