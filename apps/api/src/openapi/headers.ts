import type { Answer, Header } from './types.ts';

const string = { type: 'string' };

/** Every response header of every face. A document lists those that it refers to. */
export const headers = {
  Allow: { description: 'The methods that the path takes.', schema: string },
  Authenticate: { description: 'How a key is shown (RFC 6750 §3): `Bearer`.', schema: string },
  Deprecation: {
    description: 'Since when this is deprecated, as `@` and seconds (RFC 9745).',
    schema: string,
  },
  ETag: { description: 'What the answer is a version of; equal tags are equal answers.', schema: string },
  IdempotencyReplayed: {
    description: 'This was answered to the same request before.',
    schema: { type: 'string', enum: ['true'] },
  },
  Link: { description: 'What takes the place of this: `rel="successor-version"`.', schema: string },
  Location: { description: 'Where what was made is.', schema: string },
  MetorialReqId: {
    description: 'The id under which the request is in the log and in the audit trail.',
    schema: string,
  },
  MetorialVersion: { description: 'The version of the API that answers.', schema: string },
  RateLimit: {
    description:
      'How many more requests of the key may pass (`r`) in the window, and the seconds to its end (`t`): `"default";r=50;t=3`. With several processes `r` may be a little behind. Absent without a key, and for a key without a limit.',
    schema: string,
  },
  RateLimitPolicy: {
    description: 'How many requests a key may make (`q`) in how many seconds (`w`): `"default";q=1000;w=10`.',
    schema: string,
  },
  RequestId: {
    description: 'The well-formed `X-Request-Id` of the request, else the id under which it is in the log.',
    schema: string,
  },
  RetryAfter: { description: 'Seconds until the same request may pass.', schema: string },
  Sunset: { description: 'When this is gone (RFC 8594); absent while that is not planned.', schema: string },
  Vary: { description: 'The headers of the request that the answer depends on.', schema: string },
} as const satisfies Record<string, Header>;

export const headerReference = (name: keyof typeof headers) => ({ $ref: `#/components/headers/${name}` });

/** The headers of every answer, whatever its status. */
export const everyHeader: NonNullable<Answer['headers']> = {
  'X-Request-Id': headerReference('RequestId'),
  'RateLimit-Policy': headerReference('RateLimitPolicy'),
  RateLimit: headerReference('RateLimit'),
};

/** The further headers of an answer to a request with an `Idempotency-Key`. */
export const replayed: NonNullable<Answer['headers']> = {
  'Idempotency-Replayed': headerReference('IdempotencyReplayed'),
};

/** The further headers of an error, by status. */
const ofStatus: Record<number, NonNullable<Answer['headers']>> = {
  405: { Allow: headerReference('Allow') },
  429: { 'Retry-After': headerReference('RetryAfter') },
  503: { 'Retry-After': headerReference('RetryAfter') },
};

export const errorHeaders = (status: number): NonNullable<Answer['headers']> => ({
  ...everyHeader,
  ...ofStatus[status],
});

/** The headers of an error of a face that takes bearer tokens. */
export const bearerErrorHeaders = (status: number): NonNullable<Answer['headers']> => ({
  ...errorHeaders(status),
  ...(status === 401 ? { 'WWW-Authenticate': headerReference('Authenticate') } : {}),
});
