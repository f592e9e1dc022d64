import { DomainError } from '@berth/kernel';
import { requireScope } from '@berth/resource';
import { Hono, type Context as HonoContext } from 'hono';
import { answer, answerText, retryAfter } from '../../answer.ts';
import { contextFor } from '../../auth.ts';
import { replayHeader } from '../../idempotency-key.ts';
import { refuseOversize } from '../../limits.ts';
import { refusalFor } from '../../refusal.ts';
import type { Env, Request } from '../../request.ts';
import { errorBody, errorOf, FlowkerError, internal, statusOf, unknownRoute, wrongMethod } from './errors.ts';
import { matcherOf } from './router.ts';
import { routes } from './routes.ts';

const match = matcherOf(routes);

/** The Flowker face: provider configurations, catalogue and audit events under `/v1` (contracts: flowker). */
export function flowkerFace(): Hono<Env> {
  const app = new Hono<Env>();
  app.use('*', (c, next) => (/^\/v1\//i.test(c.req.path) ? respond(c) : next()));
  return app;
}

/** The key first, whatever the path is; then the route. */
async function respond(c: HonoContext<Env>): Promise<Response> {
  const request = c.get('request');
  const headers: Record<string, string> = {};
  try {
    refuseOversize(c);
    const key = c.req.header('x-api-key') ?? '';
    const ctx = await contextFor(request, key);
    const { method, path } = c.req;
    const found = match(method, path);
    if (found.found === 'nothing') throw unknownRoute(method, path);
    if (found.found === 'path') {
      headers.Allow = found.methods.join(', ');
      throw wrongMethod();
    }
    const { route, params } = found;
    for (const scope of route.scopes) requireScope(ctx, scope);
    const body = await route.run({ ctx, c, params, query: new URL(c.req.url).searchParams });
    return replyWith(request, route.status, body, replayHeader(c));
  } catch (thrown) {
    const refusal = thrown instanceof FlowkerError ? thrown : refusalFor(request, thrown);
    const error = toFlowker(refusal);
    return answer(request, statusOf(error.code), errorBody(error), {
      ...headers,
      ...retryAfter(refusal),
    });
  }
}

const replyWith = (
  request: Request,
  status: number,
  body: unknown,
  headers: Record<string, string>,
): Response =>
  body === undefined ? answerText(request, status, null, headers) : answer(request, status, body, headers);

function toFlowker(refusal: FlowkerError | DomainError | null): FlowkerError {
  if (refusal === null) return internal();
  return refusal instanceof DomainError ? errorOf(refusal) : refusal;
}
