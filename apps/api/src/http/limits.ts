import type { Context } from 'hono';
import { httpErrors } from './errors.ts';

/** The largest body, in bytes. */
export const MAX_BODY_BYTES = 1024 * 1024;

/**
 * The longest URL, in bytes. A thousand ids in the filter with the longest name, as the official client writes them,
 * are 72 kB.
 */
export const MAX_URL_LENGTH = 80 * 1024;

/** The limit of all header fields together, in bytes as HTTP/1.1 writes them: name, colon, space, value, line end. */
export const MAX_HEADER_BYTES = 32 * 1024;

/**
 * The limit at which the server stops reading a request line and headers, in bytes. It exceeds both other limits, so
 * that a face answers them.
 */
export const MAX_HEAD_BYTES = 128 * 1024;

const FIELD_BYTES = ': \r\n'.length;

/** Refuses an oversize request before anything else. @throws HttpError `uri_too_long`; `headers_too_large`. */
export function refuseOversize(c: Context): void {
  if (c.req.url.length > MAX_URL_LENGTH) {
    throw httpErrors.longUrl({ max: MAX_URL_LENGTH });
  }
  if (headerBytes(c) > MAX_HEADER_BYTES) {
    throw httpErrors.longHeaders({ max: MAX_HEADER_BYTES });
  }
}

/** Counts the bytes of all header fields; 0 without a connection. */
function headerBytes(c: Context): number {
  const lines = (c.env as { incoming?: { rawHeaders: string[] } } | undefined)?.incoming?.rawHeaders ?? [];
  let bytes = (lines.length / 2) * FIELD_BYTES;
  for (const text of lines) bytes += text.length;
  return bytes;
}
