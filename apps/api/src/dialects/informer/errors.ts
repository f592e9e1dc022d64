import { STATUS_CODES } from 'node:http';
import { DomainError, type Problem } from '@berth/kernel';
import type { AnyCode, Refusal } from '../../http/errors.ts';
import { outerName } from './names.ts';

/** The status of each code on this face. An archived row counts as deleted here, so its change is 404. */
const statuses = {
  invalid_data: 400,
  bad_request: 400,
  invalid_cursor: 400,
  use_after_delete: 400,
  provider_mismatch: 400,
  unauthorized: 401,
  forbidden: 403,
  not_found: 404,
  gone: 404,
  method_not_allowed: 405,
  conflict: 409,
  invalid_state: 409,
  idempotency_key_reused: 422,
  precondition_failed: 409,
  precondition_required: 409,
  no_test_url: 400,
  restricted_destination: 400,
  deployment_lock_mismatch: 409,
  secrets_stale: 409,
  payload_too_large: 413,
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
  /** Any request: the database, or the key that seals or proves, may be out of reach. */
  any: [
    'invalid_data',
    'unauthorized',
    'forbidden',
    'method_not_allowed',
    'uri_too_long',
    'headers_too_large',
    'rate_limit_exceeded',
    'unavailable',
  ],
  query: ['invalid_data'],
  row: ['not_found'],
  body: ['bad_request', 'invalid_data', 'payload_too_large'],
  /** A request with an `Idempotency-Key`. */
  repeat: ['bad_request', 'conflict', 'idempotency_key_reused'],
  /** A write, which another writer may overtake. */
  write: ['conflict', 'storage_full'],
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

/** Makes the error of this face; null stands for an internal fault. */
export const boomOf = (refusal: Refusal | null): BoomBody =>
  refusal === null
    ? boom(INTERNAL, 'An internal server error occurred')
    : boom(statusOf(refusal.code), messageOf(refusal));

/** Puts every problem or dependent into one text, because a Boom error has no other member for them. */
function messageOf(refusal: Refusal): string {
  const { message } = refusal;
  const { errors = [], dependents = [] } = refusal instanceof DomainError ? refusal.details : {};
  if (errors.length > 0) return errors.slice(0, MOST_TOLD).map(sentenceOf).join('; ');
  if (dependents.length === 0) return message;
  const names = dependents.slice(0, MOST_TOLD).map(({ id }) => id);
  return `${message} By: ${names.join(', ')}${dependents.length > MOST_TOLD ? ', …' : ''}`;
}

const sentenceOf = ({ path, message }: Problem): string =>
  path.length === 0 ? message : `"${path.map(outerName).join('.')}": ${message}`;
