import type { Context } from 'hono';
import { HttpError } from './errors.ts';

/** The largest body that is read, in bytes. */
export const MAX_BODY_BYTES = 1024 * 1024;

/** The longest URL. A thousand ids in the filter with the longest name, as the official client writes them, are 72 kB. */
export const MAX_URL_LENGTH = 80 * 1024;

/** All header fields together, in bytes as HTTP/1.1 writes them: name, colon, space, value, line end. */
export const MAX_HEADER_BYTES = 32 * 1024;

/** What the server reads of a request line and headers at all: more than both limits, so that a face answers them. */
export const MAX_HEAD_BYTES = 128 * 1024;

const FIELD_BYTES = ': \r\n'.length;

/** Refuses a request that is too large, before anything else. @throws HttpError `uri_too_long`; `headers_too_large`. */
export function refuseOversize(c: Context): void {
  if (c.req.url.length > MAX_URL_LENGTH) {
    throw new HttpError('uri_too_long', `The URL is limited to ${MAX_URL_LENGTH} bytes.`);
  }
  if (headerBytes(c) > MAX_HEADER_BYTES) {
    throw new HttpError('headers_too_large', `The headers are limited to ${MAX_HEADER_BYTES} bytes.`);
  }
}

/** 0 where there is no connection. */
function headerBytes(c: Context): number {
  const lines = (c.env as { incoming?: { rawHeaders: string[] } } | undefined)?.incoming?.rawHeaders ?? [];
  let bytes = (lines.length / 2) * FIELD_BYTES;
  for (const text of lines) bytes += text.length;
  return bytes;
}
