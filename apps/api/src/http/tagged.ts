import type { Context } from 'hono';
import { answerText, jsonText } from './answer.ts';
import { isAmong, versionTag } from './etag.ts';
import { isRead } from './position.ts';
import type { Env } from './request.ts';

/** Makes a JSON answer with its tag, or 304 for a reader who has it already (RFC 9110 §13.1.2); null for no tag. */
export function answerTagged(
  c: Context<Env>,
  status: number,
  text: string,
  etag: string | null,
  headers: Readonly<Record<string, string>>,
): Response {
  const request = c.get('request');
  if (etag === null) return answerText(request, status, text, headers);
  const known = isRead(c.req.method) ? c.req.header('if-none-match') : undefined;
  const unchanged = known !== undefined && isAmong(known, etag);
  return answerText(request, unchanged ? 304 : status, unchanged ? null : text, { ETag: etag, ...headers });
}

/** Makes the answer of a face whose answers do not show the version of their row. */
export function answerVersion(
  c: Context<Env>,
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>>,
): Response {
  const text = jsonText(body);
  return answerTagged(c, status, text, versionTag(body, text), headers);
}
