import type { Answer, Header } from './types.ts';

const string = { type: 'string' };

/** Every response header of every face. A document lists those that it refers to. */
export const headers = {
  Allow: { description: 'The methods that the path supports.', schema: string },
  Authenticate: { description: 'The authentication scheme (RFC 6750 §3): `Bearer`.', schema: string },
  BerthPosition: {
    description:
      'Stands for this write and all before it. A read that sends it back is never answered with an older state. Present when the server reads from replicas.',
    schema: string,
  },
  Deprecation: {
    description: 'The time of the deprecation, as `@` and Unix seconds (RFC 9745).',
    schema: string,
  },
  ETag: { description: 'The version of the answer. Equal tags mean equal answers.', schema: string },
  IdempotencyReplayed: {
    description: 'Present when the answer repeats an earlier one.',
    schema: { type: 'string', enum: ['true'] },
  },
  Link: { description: 'A link to the replacement: `rel="successor-version"`.', schema: string },
  Location: { description: 'The URL of the created row.', schema: string },
  MetorialReqId: {
    description: 'The id of the request in the log and in the audit trail.',
    schema: string,
  },
  MetorialVersion: { description: 'The version of the API that answered.', schema: string },
  PreferenceApplied: {
    description: 'Present when `Prefer: handling=lenient` was followed (RFC 7240 §3).',
    schema: { type: 'string', enum: ['handling=lenient'] },
  },
  RateLimit: {
    description:
      'The requests left to the key in the window (`r`) and the seconds to its end (`t`): `"default";r=50;t=3`. With several server processes, `r` may lag a little. Absent without a key and for a key without a limit.',
    schema: string,
  },
  RateLimitPolicy: {
    description:
      'The requests that a key may make (`q`) in a window of seconds (`w`): `"default";q=1000;w=10`.',
    schema: string,
  },
  RateLimitLimit: { description: 'The requests that a key may make in a window.', schema: string },
  RateLimitRemaining: { description: 'The requests left to the key in the window.', schema: string },
  RateLimitReset: { description: 'The seconds to the end of the window.', schema: string },
  RequestId: {
    description:
      'The `X-Request-Id` of the request if it is well-formed, else the id of the request in the log.',
    schema: string,
  },
  RetryAfter: { description: 'Seconds to wait before the next try.', schema: string },
  Sunset: {
    description: 'The time of the removal (RFC 8594); absent while none is planned.',
    schema: string,
  },
  Vary: { description: 'The request headers that the answer depends on.', schema: string },
} as const satisfies Record<string, Header>;

export const headerReference = (name: keyof typeof headers) => ({ $ref: `#/components/headers/${name}` });

/** The headers of every answer, whatever its status. */
export const everyHeader: NonNullable<Answer['headers']> = {
  'X-Request-Id': headerReference('RequestId'),
  'RateLimit-Policy': headerReference('RateLimitPolicy'),
  RateLimit: headerReference('RateLimit'),
  'RateLimit-Limit': headerReference('RateLimitLimit'),
  'RateLimit-Remaining': headerReference('RateLimitRemaining'),
  'RateLimit-Reset': headerReference('RateLimitReset'),
};

/** The further headers of an answer to a request with an `Idempotency-Key`. */
export const replayed: NonNullable<Answer['headers']> = {
  'Idempotency-Replayed': headerReference('IdempotencyReplayed'),
};

/** The further headers of an answer with one row. */
export const tagged: NonNullable<Answer['headers']> = { ETag: headerReference('ETag') };

/** The answer to a reader who has the answer already. */
export const notModified: Answer = {
  description: 'The answer is one of those in If-None-Match.',
  headers: { ...everyHeader, ...tagged },
};

/** The further headers of an error, by status. */
const ofStatus: Record<number, NonNullable<Answer['headers']>> = {
  405: { Allow: headerReference('Allow') },
  412: tagged,
  428: tagged,
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
