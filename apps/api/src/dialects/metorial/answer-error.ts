import type { Context } from 'hono';
import { answer, bearerChallenge, retryAfter } from '../../answer.ts';
import { etagOf } from '../../etag.ts';
import { refusalFor } from '../../refusal.ts';
import type { Request } from '../../request.ts';
import { errorBody, internalError } from './errors.ts';
import { PROBLEM, problemOf, wantsProblem } from './problem.ts';

/** The answer to what went wrong; as problem details for who asks for them. */
export function answerError(
  request: Request,
  c: Context,
  thrown: unknown,
  headers: Record<string, string>,
): Response {
  const error = refusalFor(request, thrown);
  const body = error ? errorBody(error) : internalError(request.requestId);
  const etag = error?.current && etagOf(error.current, JSON.stringify(error.current));
  const isProblem = wantsProblem(c.req.header('accept'));
  return answer(request, body.status, isProblem ? problemOf(body, request.requestId) : body, {
    ...headers,
    ...retryAfter(error),
    ...bearerChallenge(error),
    ...(etag ? { ETag: etag } : {}),
    ...(isProblem ? { 'Content-Type': PROBLEM } : {}),
    Vary: 'Accept',
  });
}
