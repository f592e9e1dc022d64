import { type ErrorText, fill, type ProblemText, textsOf } from '@berth/kernel';
import type { ErrorRow } from '../../face/face.ts';
import { problemMessages, textsByCode } from '../../http/error-texts.ts';
import type { AnyCode, HttpText, Refusal } from '../../http/errors.ts';
import { queryErrors, queryProblems } from './query-problems.ts';
import { versionErrors } from './version.ts';

interface WireError {
  status: number;
  /** The contract's code, where it differs from the domain's. */
  code?: string;
  /** The title of the problem type (RFC 9457 §3.1.3), the same at every occurrence. */
  title: string;
  /** The next step of the caller, at every occurrence. */
  next: string;
}

/** The error of this face for each code of the domain and of HTTP. Those with one code have one title. */
const answers = {
  invalid_data: {
    status: 400,
    title: 'Members of the body or the query do not fit',
    next: 'Correct what errors lists: each problem has the path of its member.',
  },
  bad_request: {
    status: 400,
    title: 'The request has a wrong form',
    next: 'Correct what the message names, and send the request again.',
  },
  invalid_cursor: {
    status: 400,
    code: 'bad_request',
    title: 'The request has a wrong form',
    next: 'Correct what the message names, and send the request again.',
  },
  use_after_delete: {
    status: 400,
    title: 'The request refers to an archived row',
    next: 'Name an active row in its place.',
  },
  provider_mismatch: {
    status: 400,
    title: 'The rows belong to different providers',
    next: 'Name rows of one provider.',
  },
  config_required: {
    status: 400,
    title: 'The credential of an identity needs a config',
    next: 'Name a config, or a deployment that was made with a default config.',
  },
  auth_config_required: {
    status: 400,
    title: 'The credential of an identity needs an auth config',
    next: 'Name an auth config of the provider.',
  },
  unauthorized: {
    status: 401,
    title: 'The request has no valid key',
    next: 'Send the header Authorization: Bearer <key> with a key that is active.',
  },
  forbidden: {
    status: 403,
    title: 'The key may not do this',
    next: 'Use a key that has the scope or the limits that the message names.',
  },
  not_found: {
    status: 404,
    title: 'There is no such row or path, or the key may not see it',
    next: 'Look up the row in the list of its resource, and the path at /docs.',
  },
  method_not_allowed: {
    status: 405,
    title: 'The path does not have this method',
    next: 'Use one of the methods in the header Allow.',
  },
  not_acceptable: {
    status: 406,
    title: 'The server does not answer this version of the API',
    next: 'Send the version that the message names, or none.',
  },
  conflict: {
    status: 409,
    title: 'Another row or another writer stands in the way',
    next: 'Follow the hint; reason tells the cases apart, and dependents names the rows.',
  },
  idempotency_key_reused: {
    status: 422,
    title: 'The idempotency key was used for another request',
    next: 'Take a new key for each request.',
  },
  precondition_failed: {
    status: 412,
    title: 'The row or the answer has another version, or exists already',
    next: 'Read the row again, and decide by its ETag of now.',
  },
  precondition_required: {
    status: 428,
    title: 'The instance takes changes with If-Match only',
    next: 'Send the ETag of the row in If-Match.',
  },
  invalid_state: {
    status: 409,
    title: 'The row is not in a state for this',
    next: 'Read the row: what was asked for may be done already.',
  },
  gone: {
    status: 410,
    title: 'The row is archived, or its value destroyed',
    next: 'Use another row: an archived one stays as it is.',
  },
  deployment_lock_mismatch: {
    status: 412,
    title: 'The vault is locked to another deployment',
    next: 'Name the deployment of the vault, or another vault.',
  },
  secrets_stale: {
    status: 409,
    title: 'An address has changed since the secrets were sent',
    next: 'Send the secrets again, or confirm the address with POST /provider-configs/{id}/confirm-secrets.',
  },
  no_test_url: {
    status: 400,
    title: 'There is no URL to test',
    next: 'Publish a provider version with test.url, or complete the value.',
  },
  restricted_destination: {
    status: 400,
    title: 'The address may not be reached',
    next: 'Test a public address, or set SSRF_ALLOW_PRIVATE for development.',
  },
  payload_too_large: {
    status: 413,
    title: 'The body is too large',
    next: 'Send less at once.',
  },
  unsupported_media_type: {
    status: 415,
    title: 'The body is encoded in a way that is not read',
    next: 'Send plain JSON in UTF-8.',
  },
  uri_too_long: { status: 414, title: 'The URL is too long', next: 'Send fewer values in the query.' },
  headers_too_large: { status: 431, title: 'The headers are too large', next: 'Send fewer headers.' },
  rate_limit_exceeded: {
    status: 429,
    title: 'The key has made too many requests',
    next: 'Wait as many seconds as Retry-After says.',
  },
  rate_limited: {
    status: 429,
    title: 'The key has revealed too many secrets',
    next: 'Wait as many seconds as Retry-After says.',
  },
  unavailable: {
    status: 503,
    title: 'A service that Berth needs cannot be reached',
    next: 'Send the request again later: nothing was changed, unless the message says so.',
  },
  storage_full: {
    status: 507,
    title: 'The disk of the database is full',
    next: 'Tell the operator of the server, and send the request again later: nothing was changed.',
  },
} as const satisfies Record<AnyCode, WireError>;

/** The reasons of `bad_request` that the contract has as codes of their own. */
const reasonCodes = {
  invalid_auth_method: {
    status: 400,
    title: 'The auth method does not serve this',
    next: 'Name an auth method that does: GET /provider-auth-methods lists those of a version.',
  },
  cannot_change_auth_method: {
    status: 400,
    title: 'The auth config has another auth method',
    next: 'Use its own auth method, or make another auth config.',
  },
  cannot_update_automated_oauth_config: {
    status: 400,
    title: 'Berth renews the tokens of the auth config itself',
    next: 'Connect it again, or make another auth config.',
  },
  missing_oauth_credentials: {
    status: 400,
    title: 'No auth credentials can sign in to the provider',
    next: 'Create them with POST /provider-auth-credentials.',
  },
} as const satisfies Record<string, WireError>;

const isReasonCode = (reason: string | undefined): reason is keyof typeof reasonCodes =>
  reason !== undefined && Object.hasOwn(reasonCodes, reason);

/** The code on the wire of an error of the domain or of HTTP. */
function wireCode(code: AnyCode, reason: string | undefined): string {
  const answer: WireError = answers[code];
  return code === 'bad_request' && isReasonCode(reason) ? reason : (answer.code ?? code);
}

/** The errors that each part of a request may meet, whatever the resource. A verb adds its own in its definition. */
export const outcomes = {
  /** Any request: it may have a condition. */
  any: [
    'bad_request',
    'precondition_failed',
    'method_not_allowed',
    'not_acceptable',
    'uri_too_long',
    'headers_too_large',
  ],
  /** A request with a key: the database that holds the key may be away. */
  key: ['invalid_data', 'unauthorized', 'forbidden', 'rate_limit_exceeded', 'unavailable'],
  page: ['invalid_cursor'],
  row: ['not_found'],
  body: ['invalid_data', 'payload_too_large', 'unsupported_media_type'],
  /** A body that names rows of other resources. */
  references: ['not_found', 'use_after_delete', 'provider_mismatch'],
  /** A change of a row, which may be guarded with `If-Match`. */
  change: ['gone', 'precondition_required'],
  /** A request with an `Idempotency-Key`. */
  repeat: ['idempotency_key_reused'],
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
export const INTERNAL = {
  status: 500,
  code: 'internal_server_error',
  title: 'The server has failed',
  next: 'Report the request id: the log has the cause under it.',
} as const;

const INTERNAL_TEXT = {
  message: 'The server has failed at this request.',
  hint: 'Report the request id {id}: the log has the cause under it.',
};

/** Every error of this face once, by its wire code. */
export const wireErrors: readonly Required<WireError>[] = [
  ...new Map(
    [
      ...Object.entries<WireError>(answers),
      ...Object.entries<WireError>(reasonCodes),
      [INTERNAL.code, INTERNAL] as const,
    ].map(([own, error]) => {
      const code = error.code ?? own;
      return [code, { status: error.status, code, title: error.title, next: error.next }] as const;
    }),
  ).values(),
];

/** Every error of this face with its messages, for the catalogue of errors. */
export function errorRows(): ErrorRow[] {
  const texts = textsByCode([...textsOf<ErrorText>(queryErrors), ...textsOf<HttpText>(versionErrors)]);
  const all = (Object.keys(answers) as AnyCode[]).flatMap((name) =>
    texts(name).map((text) => ({ code: wireCode(name, text.reason), text })),
  );
  return wireErrors.map(({ status, code, title, next }) => ({
    status,
    code,
    meaning: title,
    texts:
      code === INTERNAL.code
        ? [INTERNAL_TEXT]
        : all.filter((one) => one.code === code).map(({ text }) => text),
    ...(code === 'invalid_data' ? { problems: problemMessages(textsOf<ProblemText>(queryProblems)) } : {}),
    next,
  }));
}

/**
 * Makes the body of an error. It repeats the status: the official client has no other way to show it. The
 * contract names the archived row that a request refers to in `entityId`; `id` has it too, as in other errors.
 */
export function errorBody({ code, message, details }: Refusal) {
  const answer: WireError = answers[code];
  return {
    object: 'error' as const,
    ok: false as const,
    status: answer.status,
    code: wireCode(code, 'reason' in details ? details.reason : undefined),
    message,
    ...details,
    ...(code === 'use_after_delete' && 'id' in details && details.id !== undefined
      ? { entityId: details.id }
      : {}),
  };
}

/** Makes the body for an internal fault. The log has its cause under the request id. */
export const internalError = (requestId: string) => ({
  object: 'error' as const,
  ok: false as const,
  status: INTERNAL.status,
  code: INTERNAL.code,
  message: INTERNAL_TEXT.message,
  hint: fill(INTERNAL_TEXT.hint, { id: requestId }),
});

export type ErrorBody = ReturnType<typeof errorBody> | ReturnType<typeof internalError>;
