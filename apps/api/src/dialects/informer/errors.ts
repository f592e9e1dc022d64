import { STATUS_CODES } from 'node:http';
import { DomainError, type Problem, type ProblemText, textsOf } from '@berth/kernel';
import type { ErrorRow } from '../../face/face.ts';
import { problemMessages, textsByCode } from '../../http/error-texts.ts';
import type { AnyCode, Refusal } from '../../http/errors.ts';
import { informerProblems } from './problems.ts';

/** The status of each code on this face. An archived row counts as deleted here, so its change is 404. */
const statuses = {
  invalid_data: 400,
  bad_request: 400,
  invalid_cursor: 400,
  use_after_delete: 400,
  provider_mismatch: 400,
  config_required: 400,
  auth_config_required: 400,
  unauthorized: 401,
  forbidden: 403,
  not_found: 404,
  gone: 404,
  method_not_allowed: 405,
  conflict: 409,
  invalid_state: 409,
  idempotency_key_reused: 422,
  precondition_failed: 412,
  precondition_required: 428,
  no_test_url: 400,
  restricted_destination: 400,
  deployment_lock_mismatch: 409,
  secrets_stale: 409,
  payload_too_large: 413,
  unsupported_media_type: 415,
  rate_limit_exceeded: 429,
  uri_too_long: 414,
  headers_too_large: 431,
  not_acceptable: 406,
  rate_limited: 429,
  unavailable: 503,
  storage_full: 507,
} as const satisfies Record<AnyCode, number>;

export const statusOf = (code: AnyCode): number => statuses[code];

/** The errors that each part of a request may meet on every route. A route adds its own. */
export const outcomes = {
  /** Any request: it may have a condition, and the database, or the key that seals or proves, may be out of reach. */
  any: [
    'bad_request',
    'invalid_data',
    'unauthorized',
    'forbidden',
    'method_not_allowed',
    'precondition_failed',
    'uri_too_long',
    'headers_too_large',
    'rate_limit_exceeded',
    'unavailable',
  ],
  query: ['invalid_data'],
  row: ['not_found'],
  body: ['invalid_data', 'payload_too_large', 'unsupported_media_type'],
  /** A request with an `Idempotency-Key`. */
  repeat: ['conflict', 'idempotency_key_reused'],
  /** A write, which another writer may overtake. */
  write: ['conflict', 'storage_full'],
  /** A change of a row, which may be guarded with `If-Match`. */
  change: ['precondition_required'],
} as const satisfies Record<string, readonly AnyCode[]>;

const MOST_TOLD = 10;

/** The body of a Boom error: three members and no other. */
export interface BoomBody {
  statusCode: number;
  error: string;
  message: string;
}

export const reasonOf = (statusCode: number): string => STATUS_CODES[statusCode] ?? 'Error';

const boom = (statusCode: number, message: string): BoomBody => ({
  statusCode,
  error: reasonOf(statusCode),
  message,
});

/** The status of an internal fault. */
export const INTERNAL = 500;

const INTERNAL_TEXT = { message: 'An internal server error occurred' };

/** The meaning and the next step of each status. A Boom error has no code beside it. */
const meanings: Readonly<Record<number, { meaning: string; next: string }>> = {
  400: {
    meaning: 'The body or the query does not fit.',
    next: 'Correct the members that the message names.',
  },
  401: {
    meaning: 'The request has no valid key.',
    next: 'Send the header Authorization: Bearer <key> with a key that is active.',
  },
  403: {
    meaning: 'The key may not do this.',
    next: 'Use a key with the scope that the message names, such as one of the role ai.manage.',
  },
  404: {
    meaning: 'There is no such row or path, it is deleted, or the key may not see it.',
    next: 'Follow the links of GET /api to the lists.',
  },
  405: {
    meaning: 'The path does not have this method.',
    next: 'Use one of the methods in the header Allow.',
  },
  409: {
    meaning: 'Another row or another writer stands in the way.',
    next: 'Read the row again; the message names the rows that use it.',
  },
  412: {
    meaning: 'If-Match names another version than there is, or If-None-Match one that there is.',
    next: 'Read the row again, and send the ETag of now.',
  },
  413: { meaning: 'The body is too large.', next: 'Send less at once.' },
  414: { meaning: 'The URL is too long.', next: 'Send a shorter query.' },
  415: {
    meaning: 'The body is encoded, or in another character set or format.',
    next: 'Send JSON in UTF-8, without Content-Encoding.',
  },
  422: {
    meaning: 'The Idempotency-Key was used for another request.',
    next: 'Take a new key for each request.',
  },
  428: {
    meaning: 'The instance takes changes with If-Match only.',
    next: 'Read the row, and send its ETag in If-Match.',
  },
  429: {
    meaning: 'The key has made too many requests.',
    next: 'Wait as many seconds as Retry-After says.',
  },
  431: { meaning: 'The headers are too large.', next: 'Send fewer headers.' },
  500: {
    meaning: 'The server has failed.',
    next: 'Report the X-Request-Id of the answer: the log has the cause under it.',
  },
  503: {
    meaning: 'A service that Berth needs cannot be reached.',
    next: 'Send the request again later: nothing was changed, unless the message says so.',
  },
  507: {
    meaning: 'The disk of the database is full.',
    next: 'Tell the operator of the server, and send the request again later: nothing was changed.',
  },
};

/** Every error of this face with its messages, by status, for the catalogue of errors. */
export function errorRows(): ErrorRow[] {
  const texts = textsByCode();
  const codes = Object.entries(statuses) as [AnyCode, number][];
  return Object.entries(meanings).map(([text, { meaning, next }]) => {
    const status = Number(text);
    const own = codes.flatMap(([code, answered]) => (answered === status ? texts(code) : []));
    return {
      status,
      code: reasonOf(status),
      meaning,
      // A Boom error has one message and no hint.
      texts: status === INTERNAL ? [INTERNAL_TEXT] : own.map(({ message }) => ({ message })),
      ...(status === 400 ? { problems: problemMessages(textsOf<ProblemText>(informerProblems)) } : {}),
      next,
    };
  });
}

/** Makes the error of this face; null stands for an internal fault. */
export const boomOf = (refusal: Refusal | null): BoomBody =>
  refusal === null ? boom(INTERNAL, INTERNAL_TEXT.message) : boom(statusOf(refusal.code), messageOf(refusal));

/** Puts every problem or dependent into one text, because a Boom error has no other member for them. */
function messageOf(refusal: Refusal): string {
  const { message } = refusal;
  const { errors = [], dependents = [] } = refusal instanceof DomainError ? refusal.details : {};
  if (errors.length > 0) return errors.slice(0, MOST_TOLD).map(sentenceOf).join('; ').replaceAll('.; ', '; ');
  if (dependents.length === 0) return message;
  const names = dependents.slice(0, MOST_TOLD).map(({ id }) => id);
  return `${message} By: ${names.join(', ')}${dependents.length > MOST_TOLD ? ', …' : ''}`;
}

const sentenceOf = ({ path, message }: Problem): string =>
  path.length === 0 ? message : `"${path.join('.')}": ${message}`;
