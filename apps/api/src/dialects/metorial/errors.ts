import type { DomainError, ErrorCode } from '@berth/kernel';

/** How each domain error reads on this face: HTTP status, and the code where the contract has another word. */
const answers = {
  invalid_data: { status: 400 },
  bad_request: { status: 400 },
  invalid_cursor: { status: 400, code: 'bad_request' },
  use_after_delete: { status: 400 },
  provider_mismatch: { status: 400 },
  unauthorized: { status: 401 },
  forbidden: { status: 403 },
  not_found: { status: 404 },
  method_not_allowed: { status: 405 },
  conflict: { status: 409 },
  idempotency_key_reused: { status: 422 },
  precondition_failed: { status: 412 },
  precondition_required: { status: 428 },
  invalid_state: { status: 409 },
  gone: { status: 410 },
  deployment_lock_mismatch: { status: 412 },
  secrets_stale: { status: 409 },
  no_test_url: { status: 400 },
  restricted_destination: { status: 400 },
  payload_too_large: { status: 413 },
  rate_limited: { status: 429 },
  unavailable: { status: 503 },
} as const satisfies Record<ErrorCode, { status: number; code?: string }>;

/** What can go wrong in each part of a request, whatever the resource. A verb adds its own in its definition. */
export const outcomes = {
  /** With any request whatsoever. */
  any: ['method_not_allowed'],
  key: ['unauthorized', 'forbidden'],
  query: ['invalid_data'],
  page: ['invalid_cursor'],
  row: ['not_found'],
  body: ['bad_request', 'invalid_data', 'payload_too_large'],
  /** The body names rows of others. */
  references: ['not_found', 'use_after_delete', 'provider_mismatch'],
  /** The row is changed, by who may say of what version it is. */
  change: ['gone', 'bad_request', 'precondition_failed', 'precondition_required'],
  /** The row is made, by who may say that there is nothing like it. */
  create: ['precondition_failed'],
  /** The request may come again. */
  repeat: ['bad_request', 'idempotency_key_reused'],
  /** Another writer may be faster, and the key that proves the event may be out of reach. */
  write: ['conflict', 'unavailable'],
} as const satisfies Record<string, readonly ErrorCode[]>;

export type Part = keyof typeof outcomes;

export const statusOf = (code: ErrorCode): number => answers[code].status;

/** The codes that an error of the status may have, as they are on the wire. */
export function codesOf(status: number): string[] {
  const entries = Object.entries<{ status: number; code?: string }>(answers);
  const codes = entries
    .filter(([, answer]) => answer.status === status)
    .map(([own, { code }]) => code ?? own);
  return status === INTERNAL.status ? [INTERNAL.code] : [...new Set(codes)];
}

/** When the fault is ours. */
export const INTERNAL = { status: 500, code: 'internal_server_error' } as const;

/** The status is in the body as well: the official client has no other way to show it. */
export function errorBody(error: DomainError) {
  const answer: { status: number; code?: string } = answers[error.code];
  return {
    object: 'error' as const,
    ok: false as const,
    status: answer.status,
    code: answer.code ?? error.code,
    message: error.message,
    ...error.details,
  };
}

/** What is answered when the fault is ours. What it was stands in the log under the request id. */
export const internalError = (requestId: string) => ({
  object: 'error' as const,
  ok: false as const,
  ...INTERNAL,
  message: 'An internal error occurred.',
  hint: `Quote the request id ${requestId} when you report this.`,
});
