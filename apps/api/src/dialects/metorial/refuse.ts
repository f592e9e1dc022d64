import type { Context } from 'hono';
import type { PlainHeaders } from '../../face/route.ts';
import { answer, bearerChallenge, retryAfter } from '../../http/answer.ts';
import { currentTag } from '../../http/etag.ts';
import { refusalFor } from '../../http/refusal.ts';
import type { Env } from '../../http/request.ts';
import { errorBody, internalError } from './errors.ts';
import { PROBLEM, problemOf, wantsProblem } from './problem.ts';

/** Makes the answer to an error; as problem details for a caller who asks for them. */
export function refuseRoot(c: Context<Env>, thrown: unknown, headers: PlainHeaders): Response {
  const request = c.get('request');
  const refusal = refusalFor(request, thrown);
  const body = refusal ? errorBody(refusal) : internalError(request.requestId);
  const isProblem = wantsProblem(c.req.header('accept'));
  return answer(request, body.status, isProblem ? problemOf(body, request) : body, {
    ...headers,
    ...retryAfter(refusal),
    ...bearerChallenge(refusal),
    ...currentTag(refusal),
    ...(isProblem ? { 'Content-Type': PROBLEM } : {}),
    Vary: 'Accept',
  });
}
