import {
  type DomainError,
  type ErrorCode,
  errorTexts,
  makersOf,
  problemTexts,
  type Text,
} from '@berth/kernel';

/** The error codes of HTTP itself, which the domain does not know. */
export const httpCodes = [
  'method_not_allowed',
  'not_acceptable',
  'uri_too_long',
  'headers_too_large',
  'payload_too_large',
  'unsupported_media_type',
] as const;

export type HttpCode = (typeof httpCodes)[number];

/** A request that a rule of HTTP refuses, not a rule of the domain. */
export class HttpError extends Error {
  override readonly name = 'HttpError';
  readonly code: HttpCode;
  readonly details: { hint?: string };

  constructor(code: HttpCode, message: string, details: { hint?: string } = {}) {
    super(message);
    this.code = code;
    this.details = details;
  }
}

/** The text of an error of HTTP. */
export interface HttpText extends Text {
  code: HttpCode;
}

/** Makes a function that builds the error of each text. */
export const httpTexts = <const T extends Record<string, HttpText>>(texts: T) =>
  makersOf(
    texts,
    ({ code, message, hint }: HttpText) => new HttpError(code, message, hint === undefined ? {} : { hint }),
  );

/** The errors of HTTP that a request of any face may end with. */
export const httpErrors = httpTexts({
  wrongMethod: { code: 'method_not_allowed', message: 'This path takes {methods}.' },
  longUrl: {
    code: 'uri_too_long',
    message: 'The URL is longer than {max} bytes.',
    hint: 'Send fewer values.',
  },
  longHeaders: {
    code: 'headers_too_large',
    message: 'The headers are larger than {max} bytes.',
    hint: 'Send fewer or shorter headers.',
  },
  largeBody: {
    code: 'payload_too_large',
    message: 'The body is larger than {max} bytes.',
    hint: 'Send less at once.',
  },
  encodedBody: {
    code: 'unsupported_media_type',
    message: 'The Content-Encoding of the body is not identity.',
    hint: 'Send the body as plain JSON, without Content-Encoding: no encoding is supported.',
  },
  foreignCharset: {
    code: 'unsupported_media_type',
    message: 'The charset of the body is not utf-8.',
    hint: 'Send JSON in UTF-8, with Content-Type: application/json.',
  },
});

/** The errors of the domain's codes that a request of any face may end with before it reaches the domain. */
export const requestErrors = errorTexts({
  noRoute: {
    code: 'not_found',
    message: 'Nothing is served at this path.',
    hint: 'The pages at /docs list every path.',
  },
  malformedQuery: {
    code: 'bad_request',
    reason: 'malformed_query',
    message: 'The query has an escape (%) that is no UTF-8.',
    hint: 'Write % itself as %25, and other characters as the escapes of their bytes in UTF-8.',
  },
  noDocument: { code: 'not_found', message: 'No document of this name: the faces are {faces}.' },
  noHeader: {
    code: 'unauthorized',
    message: 'The request has no Authorization header.',
    hint: 'Send the header Authorization: Bearer <key>.',
  },
  badHeader: {
    code: 'unauthorized',
    message: 'The Authorization header has another form than Bearer <key>.',
    hint: 'Send the header Authorization: Bearer <key>.',
  },
  wrongAddress: {
    code: 'forbidden',
    reason: 'address_not_allowed',
    message: 'The key {key} may not be used from this address.',
    hint: 'Use it from one of its allowed_ips, or add the address to them.',
  },
  foreignPage: {
    code: 'forbidden',
    reason: 'foreign_page',
    message: 'The request of a session of the dashboard does not come from a page of this server.',
    hint: 'Send it from the dashboard itself, or call the API with the header Authorization: Bearer <key>.',
  },
  tooManyGuesses: {
    code: 'rate_limit_exceeded',
    message: 'Too many keys were refused from this address.',
    hint: 'Wait as long as Retry-After says.',
  },
  tooManyRequests: {
    code: 'rate_limit_exceeded',
    message: 'The key {key} has made its {requests} requests in {seconds} seconds.',
    hint: 'Wait as long as Retry-After says.',
  },
  databaseAway: {
    code: 'unavailable',
    message: 'The database cannot be reached, and nothing was changed.',
    hint: 'Send the request again later.',
  },
  outcomeUnknown: {
    code: 'unavailable',
    reason: 'outcome_unknown',
    message: 'The database was lost while the change was committed: it may have been made, or not.',
    hint: 'Send the request again with the same Idempotency-Key, or read what it would have changed first.',
  },
  databaseBusy: {
    code: 'unavailable',
    message: 'The server has more to do than the database answers, and nothing was changed.',
    hint: 'Send the request again as soon as Retry-After says.',
  },
  serverBusy: {
    code: 'unavailable',
    message: 'The server has more requests than it can answer, and nothing was changed.',
    hint: 'Send the request again as soon as Retry-After says.',
  },
  storageFull: {
    code: 'storage_full',
    message: 'The disk of the database is full. Nothing was changed.',
    hint: 'Make room on the disk of the database, and send the request again. Requests that only read go on.',
  },
  notJsonType: {
    code: 'bad_request',
    reason: 'unsupported_content_type',
    message: 'The Content-Type of the body is not application/json.',
    hint: 'Send JSON with Content-Type: application/json.',
  },
  cutBody: {
    code: 'bad_request',
    reason: 'incomplete_body',
    message: 'The body ended earlier than its headers say.',
    hint: 'Send the request again with its whole body.',
  },
  emptyBody: {
    code: 'bad_request',
    reason: 'invalid_json_body',
    message: 'The body is empty.',
    hint: 'Send a JSON object, an empty one at least.',
  },
  notJson: {
    code: 'bad_request',
    reason: 'invalid_json_body',
    message: 'The body is not valid JSON in UTF-8.',
    hint: 'Look for a quote, comma or bracket that is missing.',
  },
  badTags: {
    code: 'bad_request',
    reason: 'invalid_precondition',
    message: 'The header {header} is neither * nor a list of entity tags.',
    hint: 'Send the ETag of the row as it was answered, with its quotes.',
  },
  noTagToMatch: {
    code: 'precondition_failed',
    message: 'If-Match names a row that is there, and this request is for none.',
    hint: 'Leave If-Match out. If-None-Match: * makes a row only if there is none of its name.',
  },
  otherAnswer: {
    code: 'precondition_failed',
    message: 'The answer has another ETag than If-Match names.',
    hint: 'Leave If-Match out to read what is there now.',
  },
  badIdempotencyKey: {
    code: 'bad_request',
    reason: 'invalid_idempotency_key',
    message: 'Idempotency-Key must be 1 to 255 printable ASCII characters.',
    hint: 'Send a UUID, for example.',
  },
});

/** The problems of a member that does not fit the schema of its verb. */
export const memberProblems = problemTexts({
  required: { code: 'invalid_type', message: 'Is required.' },
  type: { code: 'invalid_type', message: 'Must be {type}.' },
  form: { code: 'invalid_type', message: 'Has another form than the API reference describes.' },
  unknown: { code: 'invalid_type', message: 'Is no member here.' },
  unknownName: { code: 'unknown_member', message: 'This {what} is not known here.' },
  nearName: { code: 'unknown_member', message: 'This {what} is not known here; did you mean {meant}?' },
  moment: {
    code: 'invalid_date',
    message: 'Must be a date of the calendar (2026-11-29), or a time of RFC 3339; in a query write + as %2B.',
  },
  words: { code: 'invalid_enum', message: 'Must be one of {words}.' },
  literal: { code: 'invalid_literal', message: 'Must be {word}.' },
  min: { code: 'invalid_min', message: 'Must be {min} or more.' },
  max: { code: 'invalid_max', message: 'Must be {max} or less.' },
  minLength: { code: 'invalid_min_length', message: 'Must have {characters} or more.' },
  maxLength: { code: 'invalid_max_length', message: 'Must have {characters} or fewer.' },
  maxMembers: { code: 'invalid_max_length', message: 'Must have {members} or fewer.' },
  minItems: { code: 'invalid_min_length', message: 'Must have {items} or more.' },
  maxItems: { code: 'invalid_max_length', message: 'Must have {items} or fewer.' },
  pattern: { code: 'invalid_string', message: 'Must match {pattern}.' },
  position: {
    code: 'invalid_string',
    message: 'Must be the Berth-Position of an earlier answer, as it was.',
  },
});

/** Every error code that a face must answer. */
export type AnyCode = ErrorCode | HttpCode;

/** An error that the caller is told. */
export type Refusal = DomainError | HttpError;
