import { shownDependents, shownProblems } from './shown-problems.ts';

/**
 * The error codes of the domain. Each face has one exhaustive map from these codes to its own status, code and title,
 * so a new code does not compile until every face maps it.
 */
export const errorCodes = [
  'invalid_data',
  'bad_request',
  'invalid_cursor',
  'unauthorized',
  'forbidden',
  'not_found',
  'conflict',
  'idempotency_key_reused',
  'precondition_failed',
  'precondition_required',
  'invalid_state',
  'gone',
  'use_after_delete',
  'provider_mismatch',
  'config_required',
  'auth_config_required',
  'deployment_lock_mismatch',
  'secrets_stale',
  'no_test_url',
  'restricted_destination',
  'rate_limit_exceeded',
  'rate_limited',
  'unavailable',
  'storage_full',
] as const;

export type ErrorCode = (typeof errorCodes)[number];

/**
 * One problem with the input. `path` leads from the root of the body or query to the member, with array indices as
 * strings. No member ever holds a received value.
 */
export interface Problem {
  code: string;
  message: string;
  path: string[];
  expected?: string | string[];
  /** JSON Pointers to the members that caused the problem. */
  because?: string[];
  min?: number;
  max?: number;
}

/** A row that blocks the requested operation. */
export interface Dependent {
  object: string;
  id: string;
  name: string | null;
  /** The handle of a config. */
  handle?: string | null;
  /** The member of the dependent that holds the reference. */
  reference?: string;
  /** The problems that the operation would cause in it. */
  errors?: Problem[];
}

export interface ErrorDetails {
  /** The entity that is missing, gone or invalid: `provider.config`, `body`, `query`. */
  entity?: string;
  id?: string;
  reason?: string;
  hint?: string;
  errors?: Problem[];
  dependents?: Dependent[];
  /** The numbers of rows that an operation looked at, by outcome. */
  counts?: Readonly<Record<'checked' | 'passes' | 'breaks', number>>;
  /** Seconds until the same request may succeed. */
  retry_after?: number;
}

/** The only error that the domain throws on purpose. Its problems are those that an answer has room for. */
export class DomainError extends Error {
  readonly code: ErrorCode;
  readonly details: ErrorDetails;
  /** The current row, for a caller who must name its version. */
  readonly current: object | null;

  constructor(
    code: ErrorCode,
    message: string,
    details: ErrorDetails = {},
    { current = null, ...options }: { cause?: unknown; current?: object | null } = {},
  ) {
    super(message, options);
    this.name = 'DomainError';
    this.code = code;
    this.details = shownDetails(details);
    this.current = current;
  }
}

const shownDetails = (details: ErrorDetails): ErrorDetails => ({
  ...details,
  ...(details.errors ? { errors: shownProblems(details.errors) } : {}),
  ...(details.dependents ? { dependents: shownDependents(details.dependents) } : {}),
});
