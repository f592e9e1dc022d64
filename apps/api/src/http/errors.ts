import type { DomainError, ErrorCode } from '@berth/kernel';

/** Errors of HTTP itself, which the domain does not know. */
export const httpCodes = [
  'method_not_allowed',
  'not_acceptable',
  'uri_too_long',
  'headers_too_large',
  'payload_too_large',
] as const;

export type HttpCode = (typeof httpCodes)[number];

/** A request that no route takes as it is. */
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

/** Every code that a face has an answer for. */
export type AnyCode = ErrorCode | HttpCode;

/** An error that a caller is told. */
export type Refusal = DomainError | HttpError;
