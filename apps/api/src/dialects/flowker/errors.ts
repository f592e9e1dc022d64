import { toPointer } from '@berth/domain';
import {
  DomainError,
  type ErrorCode,
  isQuotable,
  makersOf,
  type Problem,
  shownProblems,
} from '@berth/kernel';
import { type HttpCode, HttpError, type Refusal } from '../../http/errors.ts';
import { type Code, statusOf } from './codes.ts';

export { type Code, statusOf } from './codes.ts';

/** The problems of a request, by the name of the member. */
export type Fields = Record<string, string>;

/** The errors that each part of a request may meet on every route. A route adds its own. */
export const outcomes = {
  /** Any request: it may have a condition, and the database, or the key that seals or proves, may be out of reach. */
  any: [400, 'FLK-0304', 'UNAUTHORIZED', 'FORBIDDEN', 405, 412, 414, 429, 431, 503, 'FLK-9999'],
  body: ['FLK-0001', 413, 415],
  /** A request that leaves something in the database, be it an audit event only. */
  store: [507],
  /** A request with an `Idempotency-Key`. */
  repeat: [409, 422],
  /** A change of a row, which may be guarded with `If-Match`. */
  change: [428],
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

/** Joins the errors of one request: the code and the message of the first one, and the fields of all. */
export function joined(errors: readonly FlowkerError[]): FlowkerError | null {
  const [first] = errors;
  if (!first) return null;
  const fields = errors.toReversed().map((error) => error.fields ?? {});
  return new FlowkerError(first.code, first.message, Object.assign({}, ...fields));
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

/**
 * The text of every error of this face. Clients of Flowker know these messages (contracts: flowker §2.5). Those with a
 * `reason` alone are of errors that Flowker does not have: they say what the domain says.
 */
export const flowkerTexts = {
  unauthorized: { code: 'UNAUTHORIZED', message: 'API Key missing or invalid' },
  forbidden: { code: 'FORBIDDEN', message: '{reason}' },
  badRequest: { code: 400, message: '{reason}' },
  noRoute: { code: 'FLK-0404', message: 'Cannot {method} {path}' },
  wrongMethod: { code: 405, message: 'Method Not Allowed' },
  notAcceptable: { code: 406, message: 'Not Acceptable' },
  keyInUse: {
    code: 409,
    message: 'a request with this Idempotency-Key is under way; send it again when that one is answered',
  },
  otherVersion: { code: 412, message: '{reason}' },
  largeBody: { code: 413, message: 'Request Entity Too Large' },
  unsupportedBody: { code: 415, message: '{reason}' },
  longUrl: { code: 414, message: '{reason}' },
  keyReused: {
    code: 422,
    message: 'this Idempotency-Key was used for another request; take a new one for each request',
  },
  versionNeeded: { code: 428, message: '{reason}' },
  tooManyRequests: { code: 429, message: '{reason}' },
  largeHeaders: { code: 431, message: '{reason}' },
  unavailable: { code: 503, message: '{reason}' },
  storageFull: { code: 507, message: '{reason}' },
  invalidBody: { code: 'FLK-0001', message: 'invalid request body' },
  invalidId: { code: 'FLK-0002', message: 'invalid {what} ID' },
  executorNotFound: { code: 'FLK-0200', message: 'executor not found' },
  executorConfig: {
    code: 'FLK-0201',
    message: 'FLK-0201 - invalid config for executor {executor}: {place} {problem}',
  },
  triggerNotFound: { code: 'FLK-0210', message: 'trigger not found' },
  catalogProviderNotFound: { code: 'FLK-0230', message: 'provider not found' },
  templateNotFound: { code: 'FLK-0240', message: 'template not found' },
  templateParameters: {
    code: 'FLK-0242',
    message: 'FLK-0242 - invalid params for template {template}: {place} {problem}',
  },
  configNotFound: { code: 'FLK-0290', message: 'provider configuration not found' },
  nameTaken: { code: 'FLK-0291', message: 'provider configuration name already exists' },
  wrongStatus: { code: 'FLK-0292', message: 'cannot modify provider configuration in current status' },
  schema: {
    code: 'FLK-0293',
    message: 'FLK-0293 - config validation failed against provider schema: {problem}',
  },
  providerNotFound: { code: 'FLK-0294', message: 'provider not found in catalog' },
  noName: { code: 'FLK-0295', message: 'name is required' },
  longName: { code: 'FLK-0296', message: 'name cannot exceed {max} characters' },
  emptyConfig: { code: 'FLK-0298', message: 'config is required and cannot be empty' },
  longDescription: { code: 'FLK-0299', message: 'description cannot exceed {max} characters' },
  parameter: { code: 'FLK-0304', message: 'invalid {name} parameter: {problem}' },
  query: { code: 'FLK-0304', message: '{reason}' },
  cursor: { code: 'FLK-0304', message: 'invalid cursor parameter' },
  auditLimit: { code: 'FLK-0304', message: 'invalid limit parameter, expected integer' },
  instant: { code: 'FLK-0305', message: 'invalid {name} format, expected RFC3339' },
  window: { code: 'FLK-0308', message: 'dateFrom must be before dateTo' },
  order: { code: 'FLK-0310', message: 'invalid {name} parameter: {problem}' },
  noUrl: { code: 'FLK-0340', message: "provider configuration config missing required field 'base_url'" },
  restricted: {
    code: 'FLK-0341',
    message: 'provider configuration base_url targets a restricted destination',
  },
  changed: { code: 'FLK-0350', message: 'resource state changed concurrently; retry with latest version' },
  stale: {
    code: 'FLK-0350',
    message: 'an address has changed since its secrets were sent; send them again with PATCH',
  },
  refused: { code: 'FLK-0350', message: '{reason}' },
  eventNotFound: { code: 'FLK-0600', message: 'audit entry not found' },
  internal: { code: 'FLK-9999', message: 'internal server error' },
} as const satisfies Record<string, { code: Code; message: string }>;

/** Makes the error of each text. */
export const flowkerErrors = makersOf(
  flowkerTexts,
  ({ code, message }: { code: Code; message: string }, fields?: Fields) =>
    new FlowkerError(code, message, fields),
);

/** A path of plain words and ids, which an error may quote. */
const PLAIN_PATH = /^(?:\/[A-Za-z0-9._-]{1,40}){1,10}\/?$/;

export const unknownRoute = (method: string, path: string) =>
  flowkerErrors.noRoute({
    method,
    path:
      PLAIN_PATH.test(path) && path.split('/').every((part) => part === '' || isQuotable(part))
        ? path
        : 'this path',
  });

const missing = ({ details }: DomainError) =>
  details.entity === 'provider' ? flowkerErrors.providerNotFound() : flowkerErrors.configNotFound();

/** The errors of a conflict, by its reason. `fields` says which name it is, beside the documented message. */
const conflicts: Record<string, (error: DomainError) => FlowkerError> = {
  taken: ({ message }) => flowkerErrors.nameTaken({ name: message }),
  idempotency_key_in_use: () => flowkerErrors.keyInUse(),
  approval_required: (error) => flowkerErrors.refused(asItIs(error)),
};

const changed = () => flowkerErrors.changed();
const asItIs = ({ message }: Refusal) => ({ reason: message });

/** The reasons of a `bad_request` that is about a header. */
const OF_HEADERS = ['invalid_idempotency_key', 'invalid_precondition'];
/** The reason of a `bad_request` that is about the query. */
const OF_QUERY = 'malformed_query';

/** The error of this face for each error of the domain. */
const answers = {
  invalid_data: ({ details: { entity, errors = [] } }) =>
    entity === 'query' ? invalidParameter(errors) : invalidInput(errors),
  bad_request: (error) => {
    const { reason = '' } = error.details;
    if (OF_HEADERS.includes(reason)) return flowkerErrors.badRequest(asItIs(error));
    if (reason === OF_QUERY) return flowkerErrors.query(asItIs(error), { query: error.message });
    return flowkerErrors.invalidBody({ body: error.message });
  },
  invalid_cursor: () => flowkerErrors.cursor(),
  unauthorized: () => flowkerErrors.unauthorized(),
  forbidden: (error) => flowkerErrors.forbidden(asItIs(error)),
  not_found: missing,
  use_after_delete: missing,
  gone: () => flowkerErrors.configNotFound(),
  conflict: (error) =>
    conflicts[error.details.reason ?? '']?.(error) ??
    (error.details.dependents ? flowkerErrors.refused(asItIs(error)) : changed()),
  idempotency_key_reused: () => flowkerErrors.keyReused(),
  precondition_failed: (error) => flowkerErrors.otherVersion(asItIs(error)),
  precondition_required: (error) => flowkerErrors.versionNeeded(asItIs(error)),
  provider_mismatch: changed,
  config_required: changed,
  auth_config_required: changed,
  deployment_lock_mismatch: changed,
  invalid_state: ({ message }) => flowkerErrors.wrongStatus({ status: message }),
  secrets_stale: () => flowkerErrors.stale(),
  no_test_url: ({ message }) => flowkerErrors.noUrl({ config: message }),
  restricted_destination: ({ message }) => flowkerErrors.restricted({ config: message }),
  rate_limit_exceeded: (error) => flowkerErrors.tooManyRequests(asItIs(error)),
  rate_limited: (error) => flowkerErrors.tooManyRequests(asItIs(error)),
  unavailable: (error) => flowkerErrors.unavailable(asItIs(error)),
  storage_full: (error) => flowkerErrors.storageFull(asItIs(error)),
} satisfies Record<ErrorCode, (error: DomainError) => FlowkerError>;

/** The error of this face for each error of HTTP. */
const httpAnswers = {
  method_not_allowed: () => flowkerErrors.wrongMethod(),
  payload_too_large: () => flowkerErrors.largeBody(),
  unsupported_media_type: (error) => flowkerErrors.unsupportedBody(asItIs(error)),
  uri_too_long: (error) => flowkerErrors.longUrl(asItIs(error)),
  headers_too_large: (error) => flowkerErrors.largeHeaders(asItIs(error)),
  not_acceptable: () => flowkerErrors.notAcceptable(),
} satisfies Record<HttpCode, (error: HttpError) => FlowkerError>;

/** Finds the error of this face; null stands for an internal fault. */
export function errorOf(refusal: Refusal | null): FlowkerError {
  if (refusal === null) return flowkerErrors.internal();
  return refusal instanceof HttpError ? httpAnswers[refusal.code](refusal) : answers[refusal.code](refusal);
}

/** Makes the error of data that does not fit. @throws every other error again. */
export function misfit(error: unknown): FlowkerError {
  if (error instanceof DomainError && error.code === 'invalid_data') return errorOf(error);
  throw error;
}

/** Replaces a `not_found` by null. @throws every other error again. */
export function absent(error: unknown): null {
  if (error instanceof DomainError && error.code === 'not_found') return null;
  throw error;
}

/** Makes the error of a query: the first problem in the message, and all of them by the parameter. */
function invalidParameter(problems: readonly Problem[]): FlowkerError {
  const [{ path: [name = ''] = [], message = '' } = {}] = problems;
  return flowkerErrors.parameter({ name, problem: message }, fieldsOf(problems));
}

/** The members of a body by the domain's names for them. The domain's other names are those of a value. */
const members: Readonly<Record<string, string>> = {
  provider_id: 'providerId',
  handle: 'name',
  description: 'description',
  metadata: 'metadata',
  metadata_patch: 'metadata',
};

/** Makes the error of a body that the domain refuses. A value that does not fit comes before the other members. */
function invalidInput(problems: readonly Problem[]): FlowkerError {
  const isOfValue = ({ path: [name = ''] }: Problem) => !Object.hasOwn(members, name);
  const misfits = problems.filter(isOfValue);
  const others = problems
    .filter((problem) => !isOfValue(problem))
    .map(({ path: [name = '', ...rest], ...problem }) => ({
      ...problem,
      path: [members[name] ?? '', ...rest],
    }));
  if (others.length === 0) return schemaViolation(misfits);
  return joined([
    ...(misfits.length === 0 ? [] : [schemaViolation(misfits)]),
    invalidMembers(others),
  ]) as FlowkerError;
}

/** Makes the error of a body with members that must not be there, or must be otherwise. */
export const invalidMembers = (problems: readonly Problem[]): FlowkerError =>
  flowkerErrors.invalidBody(fieldsOf(problems));

const fieldsOf = (problems: readonly Problem[]): Fields =>
  Object.fromEntries(shownProblems(problems).map(({ path, message }) => [path.join('.'), message]));

/**
 * Makes the error of a value that does not fit: every problem by its JSON Pointer, and the first one in the message.
 */
export function schemaViolation(problems: readonly Problem[]): FlowkerError {
  const found = shownProblems(problems).map(({ path, code, message }) => ({
    place: placeOf(path),
    code,
    message,
  }));
  const [first] = found;
  const problem = first ? `${first.place} ${first.message} (${first.code})` : 'it does not fit';
  return flowkerErrors.schema(
    { problem },
    Object.fromEntries(found.map(({ place, message }) => [place, message])),
  );
}

/** Makes a JSON Pointer into `config`, for any of the domain's members that a value may come in. */
function placeOf(path: readonly string[]): string {
  const inside = path[0] === 'value_shown' ? path.slice(2) : path.slice(1);
  return toPointer(['config', ...inside]);
}
