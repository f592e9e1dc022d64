import type { Answer, Header } from './types.ts';

const string = { type: 'string' };

/** Every header that an answer of some face has. A document lists those that it refers to. */
export const headers = {
  Allow: { description: 'The methods that the path takes.', schema: string },
  ETag: { description: 'What the answer is a version of; equal tags are equal answers.', schema: string },
  IdempotencyReplayed: {
    description: 'This was answered to the same request before.',
    schema: { type: 'string', enum: ['true'] },
  },
  Location: { description: 'Where what was made is.', schema: string },
  RequestId: { description: 'The id under which the request is in the log.', schema: string },
  RetryAfter: { description: 'Seconds until the same request may pass.', schema: string },
  Vary: { description: 'The headers of the request that the answer depends on.', schema: string },
} as const satisfies Record<string, Header>;

export const headerReference = (name: keyof typeof headers) => ({ $ref: `#/components/headers/${name}` });

/** What every answer has, whatever its status. */
export const everyHeader: NonNullable<Answer['headers']> = { 'X-Request-Id': headerReference('RequestId') };

/** What an error of a status has beside that. */
const ofStatus: Record<number, NonNullable<Answer['headers']>> = {
  405: { Allow: headerReference('Allow') },
  429: { 'Retry-After': headerReference('RetryAfter') },
  503: { 'Retry-After': headerReference('RetryAfter') },
};

export const errorHeaders = (status: number): NonNullable<Answer['headers']> => ({
  ...everyHeader,
  ...ofStatus[status],
});
