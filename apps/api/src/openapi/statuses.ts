/** The component name and the meaning of each error status, the same on every face. */
const statuses: Record<number, { name: string; description: string }> = {
  400: { name: 'BadRequest', description: 'The query or the body does not fit, with every problem at once.' },
  401: { name: 'Unauthorized', description: 'No key was shown, or one that is not known.' },
  403: {
    name: 'Forbidden',
    description: 'The key lacks a scope or is used from elsewhere, or the row is not for it to change.',
  },
  404: { name: 'NotFound', description: 'Not there, or not for the key to see.' },
  405: { name: 'MethodNotAllowed', description: 'The path does not take the method.' },
  406: { name: 'NotAcceptable', description: 'The version of the API that is asked for is not served.' },
  409: { name: 'Conflict', description: 'Another row or another writer stands in the way.' },
  410: { name: 'Gone', description: 'Archived or destroyed, and not to be changed any more.' },
  412: {
    name: 'PreconditionFailed',
    description: 'The row is of another version, there is one like it, or what is referred to is locked.',
  },
  413: { name: 'PayloadTooLarge', description: 'The body is too large.' },
  414: { name: 'UriTooLong', description: 'The address is too long.' },
  422: { name: 'UnprocessableContent', description: 'The Idempotency-Key was used for another request.' },
  428: { name: 'PreconditionRequired', description: 'The instance takes changes with If-Match only.' },
  429: {
    name: 'TooManyRequests',
    description: 'The key has asked too often. Retry-After says when to come again.',
  },
  431: { name: 'HeadersTooLarge', description: 'The headers are too large.' },
  500: { name: 'InternalServerError', description: 'The fault is ours; the request id leads to it.' },
  503: { name: 'ServiceUnavailable', description: 'Something that is needed cannot be reached now.' },
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
