const KNOWN: ReadonlySet<string> = new Set([
  'application/grpc',
  'application/hal+json',
  'application/json',
  'application/ld+json',
  'application/octet-stream',
  'application/problem+json',
  'application/vnd.api+json',
  'application/xml',
  'text/css',
  'text/csv',
  'text/event-stream',
  'text/html',
  'text/javascript',
  'text/plain',
  'text/xml',
]);

/**
 * Returns the media type of an answer without parameters if it is a common one; null otherwise. Text of the server is
 * never passed on: the server may echo the credential.
 */
export function commonMediaType(contentType: string | undefined): string | null {
  const essence = contentType?.split(';', 1)[0]?.trim().toLowerCase();
  return essence !== undefined && KNOWN.has(essence) ? essence : null;
}
