import { withMembers } from '@berth/kernel';
import type { Opened, PlainHeaders } from '../../face/route.ts';
import { answerLines, answerText, isLines } from '../../http/answer.ts';
import { etagOf, isAmong } from '../../http/etag.ts';
import { replayHeader } from '../../http/idempotency-key.ts';
import { isList, listOrRowText } from '../../http/json-text.ts';
import { keepAnswer } from '../../http/kept.ts';
import type { RootRoute } from './route.ts';

/** Makes the answer of a route: JSON lines, or an object with its ETag, or 304 for a caller that has it already. */
export async function answerRoot(
  { request, c }: Opened,
  _route: RootRoute,
  body: unknown,
  more: PlainHeaders,
): Promise<Response> {
  if (body instanceof Response) {
    body.headers.set('X-Request-Id', request.shownId);
    return body;
  }
  if (isLines(body)) return answerLines(request, body, more);
  const headers: PlainHeaders = withMembers(more, replayHeader(c));
  const text = await listOrRowText(body);
  const isRead = c.req.method === 'GET' || c.req.method === 'HEAD';
  const etag = 'Cache-Control' in headers || (isList(body) && !isRead) ? null : etagOf(body, text);
  if (etag === null) return answerText(request, 200, text, headers);
  keepAnswer(request, etag, text);
  const known = isRead ? c.req.header('if-none-match') : undefined;
  const unchanged = known !== undefined && isAmong(known, etag);
  return answerText(request, unchanged ? 304 : 200, unchanged ? null : text, { ETag: etag, ...headers });
}
