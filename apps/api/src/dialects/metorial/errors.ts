import type { AnyCode, Refusal } from '../../http/errors.ts';

interface WireError {
  status: number;
  /** The contract's code, where it differs from the domain's. */
  code?: string;
  /** The title of the problem type (RFC 9457 §3.1.3), the same at every occurrence. */
  title: string;
}

/** The error of this face for each code of the domain and of HTTP. Those with one code have one title. */
const answers = {
  invalid_data: { status: 400, title: 'The data does not fit' },
  bad_request: { status: 400, title: 'Bad request' },
  invalid_cursor: { status: 400, code: 'bad_request', title: 'Bad request' },
  use_after_delete: { status: 400, title: 'What is referred to is archived' },
  provider_mismatch: { status: 400, title: 'The rows belong to different providers' },
  unauthorized: { status: 401, title: 'No valid key' },
  forbidden: { status: 403, title: 'Not allowed for this key' },
  not_found: { status: 404, title: 'Not found' },
  method_not_allowed: { status: 405, title: 'The endpoint does not have this method' },
  not_acceptable: { status: 406, title: 'The API version is not served' },
  conflict: { status: 409, title: 'Another row or another writer stands in the way' },
  idempotency_key_reused: { status: 422, title: 'The idempotency key was used for another request' },
  precondition_failed: { status: 412, title: 'The row is of another version' },
  precondition_required: { status: 428, title: 'The instance takes changes with If-Match only' },
  invalid_state: { status: 409, title: 'The row is not in a state for this' },
  gone: { status: 410, title: 'The row is archived' },
  deployment_lock_mismatch: { status: 412, title: 'The vault is locked to another deployment' },
  secrets_stale: { status: 409, title: 'An address has changed since the secrets were sent' },
  no_test_url: { status: 400, title: 'The provider has no address to test' },
  restricted_destination: { status: 400, title: 'The address may not be reached' },
  payload_too_large: { status: 413, title: 'The body is too large' },
  uri_too_long: { status: 414, title: 'The URL is too long' },
  headers_too_large: { status: 431, title: 'The headers are too large' },
  rate_limit_exceeded: { status: 429, title: 'The key has made too many requests' },
  rate_limited: { status: 429, title: 'The key has revealed too many secrets' },
  unavailable: { status: 503, title: 'Something that is needed cannot be reached' },
  storage_full: { status: 507, title: 'The disk of the database is full' },
} as const satisfies Record<AnyCode, WireError>;

/** The errors that each part of a request may meet, whatever the resource. A verb adds its own in its definition. */
export const outcomes = {
  /** Any request. */
  any: ['method_not_allowed', 'not_acceptable', 'uri_too_long', 'headers_too_large'],
  /** A request with a key: the database that holds the key may be away. */
  key: ['invalid_data', 'unauthorized', 'forbidden', 'rate_limit_exceeded', 'unavailable'],
  page: ['invalid_cursor'],
  row: ['not_found'],
  body: ['bad_request', 'invalid_data', 'payload_too_large'],
  /** A body that names rows of other resources. */
  references: ['not_found', 'use_after_delete', 'provider_mismatch'],
  /** A change of a row, which may be guarded with `If-Match`. */
  change: ['gone', 'bad_request', 'precondition_failed', 'precondition_required'],
  /** A creation, which may be guarded with `If-None-Match: *`. */
  create: ['precondition_failed'],
  /** A request with an `Idempotency-Key`. */
  repeat: ['bad_request', 'idempotency_key_reused'],
  /** A write, which another writer may overtake. */
  write: ['conflict'],
  /** A request that leaves something in the database, be it an audit event only. */
  store: ['storage_full'],
} as const satisfies Record<string, readonly AnyCode[]>;

export type Part = keyof typeof outcomes;

export const statusOf = (code: AnyCode): number => answers[code].status;

/** Lists the wire codes that an error of the status may have. */
export const codesOf = (status: number): string[] =>
  wireErrors.filter((error) => error.status === status).map(({ code }) => code);

/** The error of an internal fault. */
export const INTERNAL = { status: 500, code: 'internal_server_error', title: 'The fault is ours' } as const;

/** Every error of this face once, by its wire code. */
export const wireErrors: readonly Required<WireError>[] = [
  ...new Map(
    [...Object.entries<WireError>(answers), [INTERNAL.code, INTERNAL] as const].map(([own, error]) => {
      const code = error.code ?? own;
      return [code, { status: error.status, code, title: error.title }] as const;
    }),
  ).values(),
];

/** Makes the body of an error. It repeats the status: the official client has no other way to show it. */
export function errorBody({ code, message, details }: Refusal) {
  const answer: WireError = answers[code];
  const hint = details.hint ?? hints[code];
  return {
    object: 'error' as const,
    ok: false as const,
    status: answer.status,
    code: answer.code ?? code,
    message,
    ...details,
    ...(hint === undefined ? {} : { hint }),
  };
}

/** The hints of errors that bring none of their own. */
const hints: Partial<Record<AnyCode, string>> = {
  not_found: 'Make sure the id is right and that it belongs to the instance of the key.',
  invalid_data: 'Make sure the data you are sending follows the specification outlined in the documentation.',
};

/** Makes the body for an internal fault. The log has its cause under the request id. */
export const internalError = (requestId: string) => ({
  object: 'error' as const,
  ok: false as const,
  status: INTERNAL.status,
  code: INTERNAL.code,
  message: 'An internal error occurred.',
  hint: `Quote the request id ${requestId} when you report this.`,
});

export type ErrorBody = ReturnType<typeof errorBody> | ReturnType<typeof internalError>;
