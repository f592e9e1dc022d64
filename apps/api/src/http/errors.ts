import type { DomainError, ErrorCode } from '@berth/kernel';

/** The error codes of HTTP itself, which the domain does not know. */
export const httpCodes = [
  'method_not_allowed',
  'not_acceptable',
  'uri_too_long',
  'headers_too_large',
  'payload_too_large',
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

/** Every error code that a face must answer. */
export type AnyCode = ErrorCode | HttpCode;

/** An error that the caller is told. */
export type Refusal = DomainError | HttpError;
