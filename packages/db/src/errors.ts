/** The SQLSTATE of a failed statement and the constraint it broke, whichever driver threw it. */
export interface SqlFailure {
  state: string;
  constraint: string | null;
}

/** Reads the SQLSTATE out of an error or its causes; null when the error is not the database's. */
export function sqlFailure(error: unknown): SqlFailure | null {
  for (const cause of causesOf(error)) {
    const { code, constraint_name, constraint } = cause as {
      code?: unknown;
      constraint_name?: unknown;
      constraint?: unknown;
    };
    if (typeof code === 'string' && SQLSTATE.test(code)) {
      const name = constraint_name ?? constraint;
      return { state: code, constraint: typeof name === 'string' ? name : null };
    }
  }
  return null;
}

/** Five characters, a digit among them: EPIPE is a code of Node's. */
const SQLSTATE = /^(?=.*\d)[0-9A-Z]{5}$/;

/** Codes of Node, and in the last line of postgres.js, for a connection that is not made or is lost. */
const CONNECTION_CODES = new Set([
  ...['ECONNREFUSED', 'ECONNRESET', 'ECONNABORTED', 'EPIPE', 'ETIMEDOUT', 'ERR_STREAM_DESTROYED'],
  ...['ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'EHOSTDOWN', 'ENETUNREACH', 'ENETDOWN', 'ENETRESET'],
  ...['CONNECT_TIMEOUT', 'ANSWER_TIMEOUT', 'CONNECTION_CLOSED', 'CONNECTION_ENDED', 'CONNECTION_DESTROYED'],
]);

/**
 * What PostgreSQL says when it takes no connection or ends the one that there is (PostgreSQL appendix A): class 08,
 * too many connections, idle for too long, shut down, crashed, starting.
 */
const CONNECTION_STATES = /^(08...|53300|25P0[34]|57P0[1235])$/;

/**
 * The code that says of an error, or of what caused it, that the database could not be reached or has ended the
 * connection; null for every other error. Nothing of the statement, or of its transaction, is done then.
 */
export function unreachableCode(error: unknown): string | null {
  for (const cause of causesOf(error)) {
    if (cause instanceof OutcomeUnknown) return null;
    const { code, syscall } = cause as { code?: unknown; syscall?: unknown };
    if (typeof code !== 'string') continue;
    if (CONNECTION_CODES.has(code) || CONNECTION_STATES.test(code)) return code;
    if (code === 'ENOENT' && syscall === 'connect') return code; // the socket's file goes with the server
  }
  return null;
}

/** The connection was lost during COMMIT, so whether the transaction is done is not known, and not to be said. */
export class OutcomeUnknown extends Error {
  override readonly name = 'OutcomeUnknown';

  constructor(cause: unknown) {
    super('The connection was lost during the commit', { cause });
  }
}

const MOST_CAUSES = 8;

/** The error and what caused it, outermost first; of several that caused it together, the first. */
function causesOf(error: unknown): Error[] {
  const causes: Error[] = [];
  let cause = error;
  while (cause instanceof Error && causes.length < MOST_CAUSES) {
    causes.push(cause);
    cause = cause instanceof AggregateError ? cause.errors[0] : cause.cause;
  }
  return causes;
}
