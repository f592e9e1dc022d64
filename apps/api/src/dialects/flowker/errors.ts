import { DomainError, type ErrorCode, type Problem } from '@berth/kernel';
import { type HttpCode, HttpError, type Refusal } from '../../http/errors.ts';

/** The problems of a request, by the name of the member. */
export type Fields = Record<string, string>;

/** The status of every code. A numeric code is one that Flowker's framework answers, not its handlers. */
const statuses = {
  UNAUTHORIZED: 401,
  FORBIDDEN: 403,
  400: 400,
  404: 404,
  405: 405,
  406: 406,
  409: 409,
  413: 413,
  414: 414,
  422: 422,
  429: 429,
  431: 431,
  503: 503,
  507: 507,
  'FLK-0001': 400,
  'FLK-0002': 400,
  'FLK-0200': 404,
  'FLK-0201': 400,
  'FLK-0210': 404,
  'FLK-0230': 404,
  'FLK-0240': 404,
  'FLK-0242': 400,
  'FLK-0290': 404,
  'FLK-0291': 409,
  'FLK-0292': 422,
  'FLK-0293': 422,
  'FLK-0294': 404,
  'FLK-0295': 400,
  'FLK-0296': 400,
  'FLK-0298': 400,
  'FLK-0299': 400,
  'FLK-0304': 400,
  'FLK-0305': 400,
  'FLK-0308': 400,
  'FLK-0310': 400,
  'FLK-0340': 422,
  'FLK-0341': 422,
  'FLK-0350': 409,
  'FLK-0600': 404,
  'FLK-9999': 500,
} as const;

export type Code = keyof typeof statuses;

export const statusOf = (code: Code): number => statuses[code];

/** The errors that each part of a request may meet on every route. A route adds its own. */
export const outcomes = {
  /** Any request: the database, or the key that seals or proves, may be out of reach. */
  any: ['FLK-0304', 'UNAUTHORIZED', 'FORBIDDEN', 405, 414, 429, 431, 503, 'FLK-9999'],
  body: ['FLK-0001', 413],
  /** A request that leaves something in the database, be it an audit event only. */
  store: [507],
  /** A request with an `Idempotency-Key`. */
  repeat: [400, 409, 422],
} as const satisfies Record<string, readonly Code[]>;

/** An error in the words of this face. */
export class FlowkerError extends Error {
  readonly code: Code;
  readonly fields: Fields | undefined;

  constructor(code: Code, message: string, fields?: Fields) {
    super(message);
    this.name = 'FlowkerError';
    this.code = code;
    this.fields = fields;
  }
}

const titles: Record<number, string> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  409: 'Conflict',
  422: 'Unprocessable Entity',
  500: 'Internal Server Error',
};

export const titleOf = (code: Code): string =>
  typeof code === 'number' ? 'request_failed' : (titles[statusOf(code)] ?? 'Error');

/** Makes the body of an error. `fields` is additive: the documentation names it, and clients key on code and status. */
export const errorBody = ({ code, message, fields }: FlowkerError) => ({
  code,
  title: titleOf(code),
  message,
  ...(fields ? { fields } : {}),
});

export const invalidBody = () => new FlowkerError('FLK-0001', 'invalid request body');
export const invalidId = (what: string) => new FlowkerError('FLK-0002', `invalid ${what} ID`);
export const unknownRoute = (method: string, path: string) =>
  new FlowkerError(404, `Cannot ${method} ${path.slice(0, 200)}`);
export const wrongMethod = () => new FlowkerError(405, 'Method Not Allowed');
export const internal = () => new FlowkerError('FLK-9999', 'internal server error');
export const restrictedDestination = () =>
  new FlowkerError('FLK-0341', 'provider configuration base_url targets a restricted destination');
export const configNotFound = () => new FlowkerError('FLK-0290', 'provider configuration not found');

const providerNotFound = () => new FlowkerError('FLK-0294', 'provider not found in catalog');
const inUse = () => new FlowkerError(409, 'a request with this Idempotency-Key is under way');
const keyReused = () => new FlowkerError(422, 'this Idempotency-Key was used for another request');
const changed = () =>
  new FlowkerError('FLK-0350', 'resource state changed concurrently; retry with latest version');
const tooManyRequests = () => new FlowkerError(429, 'Too Many Requests');
const missing = ({ details }: DomainError) =>
  details.entity === 'provider' ? providerNotFound() : configNotFound();

/** The errors of a conflict, by its reason. */
const conflicts: Record<string, () => FlowkerError> = {
  taken: () => new FlowkerError('FLK-0291', 'provider configuration name already exists'),
  idempotency_key_in_use: inUse,
};

/** The error of this face for each error of the domain. */
const answers = {
  invalid_data: ({ details: { entity, errors = [] } }) =>
    entity === 'query' ? invalidParameter(errors) : schemaViolation(errors),
  bad_request: ({ details, message }) =>
    details.reason === 'invalid_idempotency_key' ? new FlowkerError(400, message) : invalidBody(),
  invalid_cursor: () =>
    new FlowkerError('FLK-0304', 'invalid cursor parameter', { cursor: 'is not of this list' }),
  unauthorized: () => new FlowkerError('UNAUTHORIZED', 'API Key missing or invalid'),
  forbidden: ({ details }) =>
    new FlowkerError(
      'FORBIDDEN',
      details.reason === 'address_not_allowed'
        ? 'API Key may not be used from this address'
        : 'API Key lacks the permission for this',
    ),
  not_found: missing,
  use_after_delete: missing,
  gone: configNotFound,
  conflict: ({ details }) => conflicts[details.reason ?? '']?.() ?? changed(),
  idempotency_key_reused: keyReused,
  precondition_failed: changed,
  precondition_required: changed,
  provider_mismatch: changed,
  deployment_lock_mismatch: changed,
  invalid_state: () => new FlowkerError('FLK-0292', 'cannot modify provider configuration in current status'),
  secrets_stale: () =>
    new FlowkerError(
      'FLK-0350',
      'an address has changed since its secrets were sent; send them again with PATCH',
    ),
  no_test_url: () =>
    new FlowkerError('FLK-0340', "provider configuration config missing required field 'base_url'"),
  restricted_destination: restrictedDestination,
  rate_limit_exceeded: tooManyRequests,
  rate_limited: tooManyRequests,
  unavailable: () => new FlowkerError(503, 'Service Unavailable'),
  storage_full: () => new FlowkerError(507, 'Insufficient Storage'),
} satisfies Record<ErrorCode, (error: DomainError) => FlowkerError>;

/** The error of this face for each error of HTTP. */
const httpAnswers = {
  method_not_allowed: wrongMethod,
  payload_too_large: () => new FlowkerError(413, 'Request Entity Too Large'),
  uri_too_long: () => new FlowkerError(414, 'Request URI Too Long'),
  headers_too_large: () => new FlowkerError(431, 'Request Header Fields Too Large'),
  not_acceptable: () => new FlowkerError(406, 'Not Acceptable'),
} satisfies Record<HttpCode, () => FlowkerError>;

/** Finds the error of this face; null stands for an internal fault. */
export function errorOf(refusal: Refusal | null): FlowkerError {
  if (refusal === null) return internal();
  return refusal instanceof HttpError ? httpAnswers[refusal.code]() : answers[refusal.code](refusal);
}

/** Replaces a `not_found` by null. @throws every other error again. */
export function absent(error: unknown): null {
  if (error instanceof DomainError && error.code === 'not_found') return null;
  throw error;
}

/** Makes the error of a query: the first problem in the message, and all of them by the parameter. */
function invalidParameter(problems: readonly Problem[]): FlowkerError {
  const [{ path: [name = ''] = [], message = '' } = {}] = problems;
  return new FlowkerError('FLK-0304', `invalid ${name} parameter: ${message}`, fieldsOf(problems));
}

/** Makes the error of a body with members that must not be there, or must be otherwise. */
export const invalidMembers = (problems: readonly Problem[]): FlowkerError =>
  new FlowkerError('FLK-0001', invalidBody().message, fieldsOf(problems));

const fieldsOf = (problems: readonly Problem[]): Fields =>
  Object.fromEntries(problems.map(({ path, message }) => [path.join('.'), message]));

/**
 * Makes the error of a value that does not fit: every problem by its JSON Pointer, and the first one in the message.
 */
export function schemaViolation(problems: readonly Problem[]): FlowkerError {
  const found = problems.map(({ path, code, message }) => ({ place: placeOf(path), code, message }));
  const [first] = found;
  const what = first ? `${first.place} ${first.message} (${first.code})` : 'it does not fit';
  return new FlowkerError(
    'FLK-0293',
    `FLK-0293 - config validation failed against provider schema: ${what}`,
    Object.fromEntries(found.map(({ place, message }) => [place, message])),
  );
}

/** Makes a JSON Pointer into `config`, for any of the domain's members that a value may come in. */
function placeOf(path: readonly string[]): string {
  const inside = path[0] === 'value_shown' ? path.slice(2) : path.slice(1);
  return `/${['config', ...inside].map((name) => name.replaceAll('~', '~0').replaceAll('/', '~1')).join('/')}`;
}
