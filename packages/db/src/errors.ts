/** The SQLSTATE of a failed statement and the constraint it broke. */
export interface SqlFailure {
  state: string;
  constraint: string | null;
}

/** Reads the SQLSTATE from an error or its causes; null when the error does not come from the database. */
export function sqlFailure(error: unknown): SqlFailure | null {
  for (const cause of causesOf(error)) {
    const { code, constraint_name: name } = cause as { code?: unknown; constraint_name?: unknown };
    if (typeof code === 'string' && SQLSTATE.test(code)) {
      return { state: code, constraint: typeof name === 'string' ? name : null };
    }
  }
  return null;
}

/** Five characters with at least one digit, so that Node's EPIPE does not match. */
const SQLSTATE = /^(?=.*\d)[0-9A-Z]{5}$/;

/** Codes of Node, and in the last line of postgres.js, for a refused or lost connection. */
const CONNECTION_CODES = new Set([
  ...['ECONNREFUSED', 'ECONNRESET', 'ECONNABORTED', 'EPIPE', 'ETIMEDOUT', 'ERR_STREAM_DESTROYED'],
  ...['ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'EHOSTDOWN', 'ENETUNREACH', 'ENETDOWN', 'ENETRESET'],
  ...['CONNECT_TIMEOUT', 'ANSWER_TIMEOUT', 'CONNECTION_CLOSED', 'CONNECTION_ENDED', 'CONNECTION_DESTROYED'],
]);

/**
 * SQLSTATEs by which PostgreSQL refuses or ends a connection (PostgreSQL appendix A): class 08, too many connections,
 * idle timeout, shutdown, crash, starting up; and a server that takes no writes, a primary no longer.
 */
const CONNECTION_STATES = /^(08...|53300|25006|25P0[34]|57P0[1235])$/;

/**
 * Returns the code by which an error or one of its causes says that the connection to the database failed or was ended;
 * null for every other error. The statement and its transaction have had no effect then.
 */
export function unreachableCode(error: unknown): string | null {
  for (const cause of causesOf(error)) {
    if (cause instanceof OutcomeUnknown) return null;
    const { code, syscall } = cause as { code?: unknown; syscall?: unknown };
    if (typeof code !== 'string') continue;
    if (CONNECTION_CODES.has(code) || CONNECTION_STATES.test(code)) return code;
    if (code === 'ENOENT' && syscall === 'connect') return code; // the server removes its socket file when it stops
  }
  return null;
}

/** Thrown when the connection is lost during COMMIT: the transaction may or may not be committed. */
export class OutcomeUnknown extends Error {
  override readonly name = 'OutcomeUnknown';

  constructor(cause: unknown) {
    super('The connection was lost during the commit', { cause });
  }
}

/** Tells that a transaction may or may not be committed, because its connection was lost during the commit. */
export const isOutcomeUnknown = (error: unknown): boolean =>
  causesOf(error).some((cause) => cause instanceof OutcomeUnknown);

/** Thrown for work that no connection to the database was free for in time. It was not begun. */
export class PoolExhausted extends Error {
  override readonly name = 'PoolExhausted';

  constructor(waitedMs: number) {
    super(`No connection to the database was free within ${waitedMs} ms`);
  }
}

/** Tells that no connection to the database was free for a statement or a transaction, which has had no effect. */
export const isPoolExhausted = (error: unknown): boolean =>
  causesOf(error).some((cause) => cause instanceof PoolExhausted);

/** Thrown for a statement that the embedded database cannot run because its disk is full. */
export class StorageFull extends Error {
  override readonly name = 'StorageFull';

  constructor(cause: unknown) {
    super('The disk of the database is full', { cause });
  }
}

/** SQLSTATE disk_full, and the codes of the file system for a full disk and a used-up quota. */
const FULL_CODES = new Set(['53100', 'ENOSPC', 'EDQUOT']);

/** Tells that a database has no room for a statement. The statement and its transaction have had no effect then. */
export const isStorageFull = (error: unknown): boolean =>
  causesOf(error).some(
    (cause) => cause instanceof StorageFull || FULL_CODES.has(String((cause as { code?: unknown }).code)),
  );

const MOST_CAUSES = 8;

/** The error and its causes, outermost first; for an AggregateError, its first error. */
function causesOf(error: unknown): Error[] {
  const causes: Error[] = [];
  let cause = error;
  while (cause instanceof Error && causes.length < MOST_CAUSES) {
    causes.push(cause);
    cause = cause instanceof AggregateError ? cause.errors[0] : cause.cause;
  }
  return causes;
}
