import { withMembers } from '@berth/kernel';
import type { Opened, PlainHeaders } from '../../face/route.ts';
import { answerLines, isLines } from '../../http/answer.ts';
import { etagOf } from '../../http/etag.ts';
import { replayHeader } from '../../http/idempotency-key.ts';
import { keepAnswer } from '../../http/kept.ts';
import { isRead } from '../../http/position.ts';
import { answerTagged } from '../../http/tagged.ts';
import { isList, listOrRowText } from './list-text.ts';
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
  const isUntagged = 'Cache-Control' in headers || (isList(body) && !isRead(c.req.method));
  const etag = isUntagged ? null : etagOf(body, text);
  if (etag !== null) keepAnswer(request, etag, text);
  return answerTagged(c, 200, text, etag, headers);
}
