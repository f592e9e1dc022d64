import type { Dependent, Problem, ServerErrorCode } from './generated/types.ts';

/** The codes of failures without a readable answer. */
export type ClientErrorCode = 'unreachable' | 'timed_out' | 'unreadable';

/** A server newer than this client may answer further codes. */
export type ErrorCode = ServerErrorCode | ClientErrorCode;

export interface ErrorDetails {
  /** The id of the called operation: `providerConfigs.get`. */
  operation: string;
  /** The HTTP status; null without an answer. */
  status: number | null;
  /** The id of the request in the server's log. */
  requestId: string | null;
  entity?: string | undefined;
  id?: string | undefined;
  reason?: string | undefined;
  hint?: string | undefined;
  /** The problems with the input, each with its path. */
  errors?: readonly Problem[] | undefined;
  /** The rows that block the operation. */
  dependents?: readonly Dependent[] | undefined;
  /** Seconds until the same request may succeed. */
  retryAfter?: number | null | undefined;
}

/** The only error that a call throws, beside the reason of its signal. It never holds the key or the request. */
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

/** Tells an error of a call from other values, optionally one with any of these codes. */
export function isBerthError<C extends ErrorCode = ErrorCode>(
  error: unknown,
  ...codes: C[]
): error is BerthError & { code: C } {
  return error instanceof BerthError && (codes.length === 0 || (codes as ErrorCode[]).includes(error.code));
}
