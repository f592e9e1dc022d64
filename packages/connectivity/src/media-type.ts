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
 * The media type of an answer when it is a common one, without parameters; null otherwise. What a server writes is
 * never passed on: it may be what it was sent.
 */
export function commonMediaType(contentType: string | undefined): string | null {
  const essence = contentType?.split(';', 1)[0]?.trim().toLowerCase();
  return essence !== undefined && KNOWN.has(essence) ? essence : null;
}
