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
  status: 500,
  code: 'internal_server_error',
  message: 'An internal error occurred.',
  hint: `Quote the request id ${requestId} when you report this.`,
});
