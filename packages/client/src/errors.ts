import type { Dependent, Problem, ServerErrorCode } from './generated/types.ts';

/** What goes wrong before there is an answer that can be read. */
export type ClientErrorCode = 'unreachable' | 'timed_out' | 'unreadable';

/** A server that is newer than this client can have codes that are not here. */
export type ErrorCode = ServerErrorCode | ClientErrorCode;

export interface ErrorDetails {
  /** The operation that was called: `providerConfigs.get`. */
  operation: string;
  /** HTTP status; null when there was no answer. */
  status: number | null;
  /** The id under which the request is in the server's log. */
  requestId: string | null;
  entity?: string | undefined;
  id?: string | undefined;
  reason?: string | undefined;
  hint?: string | undefined;
  /** What is wrong with the input, each with the way to it. */
  errors?: readonly Problem[] | undefined;
  /** The rows that stand in the way. */
  dependents?: readonly Dependent[] | undefined;
  /** Seconds until the same request may pass. */
  retryAfter?: number | null | undefined;
}

/** The only error that a call throws, beside the reason of its signal. It never holds the key or what was sent. */
export class BerthError extends Error {
  readonly code: ErrorCode;
  readonly operation: string;
  readonly status: number | null;
  readonly requestId: string | null;
  readonly entity: string | null;
  readonly id: string | null;
  readonly reason: string | null;
  readonly hint: string | null;
  readonly errors: readonly Problem[];
  readonly dependents: readonly Dependent[];
  readonly retryAfter: number | null;

  constructor(code: ErrorCode, message: string, details: ErrorDetails, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'BerthError';
    this.code = code;
    this.operation = details.operation;
    this.status = details.status;
    this.requestId = details.requestId;
    this.entity = details.entity ?? null;
    this.id = details.id ?? null;
    this.reason = details.reason ?? null;
    this.hint = details.hint ?? null;
    this.errors = details.errors ?? [];
    this.dependents = details.dependents ?? [];
    this.retryAfter = details.retryAfter ?? null;
  }
}

/** Whether something is an error of a call, and one of these codes when any are named. */
export function isBerthError<C extends ErrorCode = ErrorCode>(
  error: unknown,
  ...codes: C[]
): error is BerthError & { code: C } {
  return error instanceof BerthError && (codes.length === 0 || (codes as ErrorCode[]).includes(error.code));
}
