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

const MOST_SHOWN = 10;

/** Makes the message of an error: what the server says, then each problem with its path. */
function messageOf(summary: string, errors: readonly Problem[]): string {
  if (errors.length === 0) return summary;
  const shown = errors
    .slice(0, MOST_SHOWN)
    .map(({ path, message }) => (path.length === 0 ? message : `${path.join('.')}: ${message}`));
  const more = errors.length > MOST_SHOWN ? [`And ${errors.length - MOST_SHOWN} more.`] : [];
  return [summary, ...shown, ...more].join(' ');
}

/**
 * The only error that a call throws, beside the reason of its signal. It never holds the key or the request. Its
 * message is the summary, followed by the first ten problems with their paths.
 */
export class BerthError extends Error {
  /** The message of the server, without the problems. */
  readonly summary: string;
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

  constructor(code: ErrorCode, summary: string, details: ErrorDetails, cause?: unknown) {
    super(messageOf(summary, details.errors ?? []), cause === undefined ? undefined : { cause });
    this.name = 'BerthError';
    this.summary = summary;
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
