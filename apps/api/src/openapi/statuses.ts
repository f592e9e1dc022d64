/** The component name and the meaning of each error status, the same on every face. */
const statuses: Record<number, { name: string; description: string }> = {
  400: {
    name: 'BadRequest',
    description: 'The query or the body is invalid. The answer lists the problems.',
  },
  401: { name: 'Unauthorized', description: 'The request has no key, or an unknown one.' },
  403: {
    name: 'Forbidden',
    description: 'The key lacks a scope, may not be used from this address, or may not change the row.',
  },
  404: { name: 'NotFound', description: 'The row does not exist, or the key may not see it.' },
  405: { name: 'MethodNotAllowed', description: 'The path does not support the method.' },
  406: { name: 'NotAcceptable', description: 'The requested version of the API is not supported.' },
  409: { name: 'Conflict', description: 'The request conflicts with another row or another writer.' },
  410: { name: 'Gone', description: 'The row is archived or destroyed and cannot be changed.' },
  412: {
    name: 'PreconditionFailed',
    description:
      'The row or the answer has another version, such a row already exists, or a referenced row is locked.',
  },
  413: { name: 'PayloadTooLarge', description: 'The body is too large.' },
  414: { name: 'UriTooLong', description: 'The URL is too long.' },
  415: { name: 'UnsupportedMediaType', description: 'The body is no plain JSON in UTF-8.' },
  422: { name: 'UnprocessableContent', description: 'The Idempotency-Key was used for another request.' },
  428: { name: 'PreconditionRequired', description: 'The instance requires If-Match on changes.' },
  429: {
    name: 'TooManyRequests',
    description: 'The key has exceeded its rate limit. Retry-After gives the seconds to wait.',
  },
  431: { name: 'HeadersTooLarge', description: 'The headers are too large.' },
  500: {
    name: 'InternalServerError',
    description: 'The server failed. The log has the cause under the request id.',
  },
  503: { name: 'ServiceUnavailable', description: 'The database or another service is unreachable.' },
  507: {
    name: 'InsufficientStorage',
    description: 'The disk of the database is full. Nothing was changed.',
  },
};

/** Finds the name and meaning of a status. @throws Error for a status without a name. */
export function statusEntry(status: number): { name: string; description: string } {
  const entry = statuses[status];
  if (!entry) throw new Error(`The status ${status} has no name`);
  return entry;
}

export const errorReference = (status: number) => ({
  $ref: `#/components/responses/${statusEntry(status).name}`,
});
