import { type FetchFailure, FetchRefused } from '@berth/connectivity';
import {
  AuthorizationResponseError,
  INVALID_RESPONSE,
  OperationProcessingError,
  PARSE_ERROR,
  RESPONSE_IS_NOT_JSON,
  ResponseBodyError,
  UnsupportedOperationError,
  WWWAuthenticateChallengeError,
} from 'oauth4webapi';

/** The error codes of OAuth 2.0 (RFC 6749, 4.1.2.1 and 5.2) and OpenID Connect that are passed on as they are. */
const STANDARD = [
  'access_denied',
  'consent_required',
  'interaction_required',
  'invalid_client',
  'invalid_grant',
  'invalid_request',
  'invalid_scope',
  'login_required',
  'server_error',
  'temporarily_unavailable',
  'unauthorized_client',
  'unsupported_grant_type',
] as const;

/** The further reasons for which Berth gets no tokens. All are fixed words: no text of a provider is ever shown. */
const OWN = [
  'bad_answer',
  'credentials_missing',
  'issuer_mismatch',
  'not_json',
  'redirected',
  'refused',
  'restricted_destination',
  'revoked',
  'secrets_stale',
  'state_mismatch',
  'timed_out',
  'too_large',
  'unreachable',
  'unsupported_token_type',
  'value_refused',
] as const;

export const OAUTH_FAILURES = [...STANDARD, ...OWN] as const;
export type OAuthFailure = (typeof OAUTH_FAILURES)[number];

const OF_FETCH: Partial<Record<FetchFailure, OAuthFailure>> = {
  redirected: 'redirected',
  too_large: 'too_large',
  timed_out: 'timed_out',
  bad_response: 'bad_answer',
  blocked_address: 'restricted_destination',
  blocked_name: 'restricted_destination',
  blocked_port: 'restricted_destination',
};

/** Turns an error of the library or of the guarded fetch into a reason. @throws any other error. */
export function failureOf(error: unknown): OAuthFailure {
  if (error instanceof FetchRefused) return OF_FETCH[error.reason] ?? 'unreachable';
  if (error instanceof ResponseBodyError) return standard(error.error) ?? byStatus(error.status, 'refused');
  if (error instanceof AuthorizationResponseError) return standard(error.error) ?? 'refused';
  if (error instanceof WWWAuthenticateChallengeError) return 'invalid_client';
  if (error instanceof UnsupportedOperationError) return 'unsupported_token_type';
  if (!(error instanceof OperationProcessingError)) throw error;
  if (error.code === RESPONSE_IS_NOT_JSON || error.code === PARSE_ERROR) return 'not_json';
  if (error.code === INVALID_RESPONSE) return standard(errorIn(error.cause)) ?? 'bad_answer';
  return error.cause instanceof Response ? byStatus(error.cause.status, 'bad_answer') : 'bad_answer';
}

const standard = (word: unknown): OAuthFailure | null => STANDARD.find((known) => known === word) ?? null;

const byStatus = (status: number, otherwise: OAuthFailure): OAuthFailure =>
  status >= 500 ? 'server_error' : otherwise;

/** Reads the code of an error that a provider answers with status 200. */
const errorIn = (cause: unknown): unknown =>
  (cause as { body?: { error?: unknown } } | undefined)?.body?.error;
